import { isComplete } from '@tillhouse/shared/domains/register/layaway.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { insertLeg, legsOf, legsTotal } from '../basket/legs.ts';
import { appendLine, type LineRow } from '../basket/rows.ts';
import type { Reader } from '../database/reader.ts';
import { within } from '../devices/terminals/attempts.ts';
import { type LayawayHere, layawayHere } from './layaway-here.ts';
import {
  layawayComes,
  layawayElsewhere,
  layawayGone,
  layawayInBasket,
  layawayIsOver,
  otherMoney,
  partTooMuch,
  unpaidBefore,
} from './problems.ts';

interface Laying {
  readonly reader: Reader;
  readonly basketId: string;
  readonly locationId: string;
  readonly currency: string;
  readonly now: number;
  readonly newId: () => string;
}

/** @throws HostProblem `layaway.unknown`, `layaway.over`, `layaway.other-currency` */
export function openLayaway(reader: Reader, layawayId: string, currency: string): LayawayHere {
  const layaway = layawayHere(reader, layawayId);
  if (!layaway) throw layawayGone();
  if (layaway.status !== 'open') throw layawayIsOver(layaway.number, layaway.status);
  if (layaway.currency !== currency) throw otherMoney(layaway.number, layaway.currency);
  return layaway;
}

const placeName = (reader: Reader, id: string): string =>
  reader.get<{ name: string }>('SELECT name FROM locations WHERE id = ?', [id])?.name ?? '';

/**
 * Lays what was put aside into an empty basket, at what it cost then, with what was paid on it as a payment: what is left is paid as any sale.
 * @throws HostProblem as `openLayaway`, `layaway.elsewhere`, `layaway.waits`
 */
export function layLayaway(connection: DeskConnection, layawayId: string, laying: Laying): void {
  const { reader, basketId, locationId, currency, now, newId } = laying;
  const layaway = openLayaway(reader, layawayId, currency);
  const { number, customerId, content, paid } = layaway;
  if (layaway.locationId !== locationId) throw layawayElsewhere(number, placeName(reader, layaway.locationId));
  if (!isComplete(content)) throw layawayComes(number);
  for (const { key, variantId, quantity, unitPrice, title, taxClass, deposit } of content.lines) {
    // Follows its goods by itself.
    if (deposit) continue;
    const quoted = JSON.stringify({ draftId: layawayId, key });
    const own = variantId === null ? { title, taxClass } : {};
    appendLine(connection, basketId, { variantId, quantity, unitPrice, quoted, ...own, touchedBy: 'hand' }, now, newId);
  }
  connection.runNow('UPDATE desk_baskets SET layaway_id = ?, customer_id = ?, deliver = NULL WHERE id = ?', [
    ...[layawayId, customerId, basketId],
  ]);
  if (paid <= 0) return;
  const [basket] = connection.allNow('SELECT order_id AS orderId FROM desk_baskets WHERE id = ?', [basketId]);
  const leg = { id: newId(), kind: 'layaway' as const, amount: paid, reference: number, attemptId: null };
  insertLeg(connection, String(basket?.orderId), { ...leg, creditId: layawayId }, now);
}

/** Leaves it for another time: nothing was changed by laying it there. What else was taken stays, and keeps the basket. */
export function dropLayaway(connection: DeskConnection, basketId: string): void {
  const [basket] = connection.allNow(
    'SELECT order_id AS orderId, layaway_id AS layawayId FROM desk_baskets WHERE id = ?',
    [basketId],
  );
  if (!basket?.layawayId) return;
  const [orderId, layawayId] = [String(basket.orderId), String(basket.layawayId)];
  const legs = legsOf(within(connection), orderId);
  if (legs.some(({ kind }) => kind !== 'layaway')) return;
  connection.runNow("DELETE FROM desk_basket_legs WHERE order_id = ? AND kind = 'layaway'", [orderId]);
  const ofIt = "basket_id = ? AND json_extract(quoted, '$.draftId') = ?";
  connection.runNow(`DELETE FROM desk_basket_lines WHERE ${ofIt}`, [basketId, layawayId]);
  connection.runNow('UPDATE desk_baskets SET layaway_id = NULL, customer_id = NULL WHERE id = ?', [basketId]);
}

/** Goods that are handed over stay as they were put aside; others may lie beside them. @throws HostProblem `layaway.in-basket` */
export function refuseChanged(connection: DeskConnection, basketId: string, lineId: string | null = null): void {
  const [row] = connection.allNow(
    `SELECT a.number FROM desk_baskets b JOIN layaways a ON a.id = b.layaway_id WHERE b.id = ?
       AND (? IS NULL OR EXISTS (SELECT 1 FROM desk_basket_lines l WHERE l.id = ? AND json_extract(l.quoted, '$.draftId') = a.id))`,
    [basketId, lineId, lineId],
  );
  if (row) throw layawayInBasket(String(row.number));
}

/**
 * Before its sale is written: it may still become one, with all that was paid on it. Where money was taken beside, it is sold all the same, and
 * somebody looks. @returns whether it is this sale that ends it @throws HostProblem `layaway.over`, `layaway.paid-changed`
 */
export function mayHandOver(connection: DeskConnection, reader: Reader, layawayId: string, orderId: string): boolean {
  const layaway = layawayHere(reader, layawayId);
  if (!layaway) throw layawayGone();
  const { number, status, paid } = layaway;
  const legs = legsOf(within(connection), orderId);
  const before = legs.filter(({ kind }) => kind === 'layaway');
  const taken = legs.length > before.length;
  if (!taken && status !== 'open') throw layawayIsOver(number, status);
  if (!taken && paid !== legsTotal(before)) throw unpaidBefore(number);
  return status === 'open';
}

/** A payment that lay parked while another one was taken, or the goods were handed over, is not taken too. @throws HostProblem `layaway.over`, `layaway.part-too-much` */
export function refuseOverpaid(reader: Reader, lines: readonly LineRow[]): void {
  const wanted = new Map<string, number>();
  for (const { loads, unitPrice, quantity } of lines) {
    if (loads === null) continue;
    const { kind, creditId } = JSON.parse(loads) as { kind: string; creditId: string };
    if (kind === 'layaway') wanted.set(creditId, (wanted.get(creditId) ?? 0) + (unitPrice ?? 0) * quantity);
  }
  for (const [layawayId, amount] of wanted) {
    const layaway = layawayHere(reader, layawayId);
    if (!layaway) continue;
    const { number, status, total, paid } = layaway;
    if (status !== 'open') throw layawayIsOver(number, status);
    if (amount > total - paid) throw partTooMuch(total - paid);
  }
}
