import { holds, quotedLine } from '@tillhouse/shared/domains/orders/quoted.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Basket } from '../../bridge/views.ts';
import type { Reader } from '../database/reader.ts';
import { addVariant } from './change-lines.ts';
import { refuseTaken } from './legs.ts';
import { draftElsewhere, draftNotOpen, draftUnknownHere, itemGone } from './problems.ts';
import { draftHere } from './quoted-lines.ts';
import { appendLine, linesOf } from './rows.ts';

interface Taking {
  readonly reader: Reader;
  readonly basketId: string;
  readonly store: { readonly id: string; readonly main: boolean; readonly currency: string };
  readonly now: number;
  readonly newId: () => string;
}

/**
 * Lays a draft or quote into the basket of a till: at what was quoted while it holds, else at the prices of now. What lies there is parked.
 * Delivery stays out of it: they take it with them.
 * @throws HostProblem `basket.draft-unknown`, `basket.draft-not-open`, `basket.draft-elsewhere`, `basket.money-taken`
 */
export function takeDraft(connection: DeskConnection, draftId: string, taking: Taking): void {
  const { reader, basketId, store, now, newId } = taking;
  const draft = draftHere(reader, 'id', draftId);
  if (!draft) throw draftUnknownHere();
  if (draft.status !== 'open') throw draftNotOpen(draft.number);
  const ofStore = draft.storeId === store.id || (draft.storeId === null && store.main);
  if (!ofStore || draft.currency !== store.currency) throw draftElsewhere(draft.number);
  refuseTaken(connection, basketId);
  if (linesOf(connection, basketId).length > 0) throw new Error('the basket was to be parked first');
  const held = holds(draft, now);
  for (const { key, variantId, quantity } of draft.frozen.lines) {
    const [known] = connection.allNow('SELECT 1 FROM variants WHERE id = ?', [variantId]);
    if (!known) throw itemGone();
    const said = held ? quotedLine(draft, key) : undefined;
    if (said) {
      const { unitPrice } = said;
      const quoted = JSON.stringify({ draftId, key });
      appendLine(connection, basketId, { variantId, quantity, unitPrice, quoted, touchedBy: 'hand' }, now, newId);
    } else addVariant(connection, { basketId, variantId, quantity, touchedBy: 'hand', now, newId });
  }
  const byHand = !held && draft.discount ? JSON.stringify(draft.discount) : null;
  const coupons = held ? [] : draft.coupons;
  connection.runNow('UPDATE desk_baskets SET draft_id = ?, customer_id = ?, coupons = ?, by_hand = ? WHERE id = ?', [
    ...[draftId, draft.customerId, JSON.stringify(coupons), byHand, basketId],
  ]);
}

/** The goods stay, at the prices of now, and the draft stays open. */
export function dropDraft(connection: DeskConnection, basketId: string): void {
  refuseTaken(connection, basketId);
  connection.runNow(
    'UPDATE desk_basket_lines SET quoted = NULL, unit_price = NULL WHERE basket_id = ? AND quoted IS NOT NULL',
    [basketId],
  );
  connection.runNow('UPDATE desk_baskets SET draft_id = NULL WHERE id = ?', [basketId]);
}

/** What a basket says of the draft that it sells. */
export function shownDraft(reader: Reader, draftId: string | null | undefined, at: number): Basket['draft'] {
  const draft = draftId ? draftHere(reader, 'id', draftId) : undefined;
  if (!draft) return null;
  const { id, number, status, validUntil, frozen } = draft;
  return {
    ...{ id, number, validUntil, open: status === 'open', holds: holds(draft, at) },
    // Of its own day, so that a till says the same as the office.
    over: validUntil !== null && validUntil < localDayAndHour(at, frozen.timeZone).date,
  };
}

/** Whether the draft may still become this sale. */
export function isOpenDraft(connection: DeskConnection, draftId: string): boolean {
  return connection.allNow("SELECT 1 FROM order_drafts WHERE id = ? AND status = 'open'", [draftId]).length > 0;
}
