import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { isContainer } from './deposits.ts';
import { cardIsOne, itemGone, lineGone } from './problems.ts';
import { appendLine } from './rows.ts';

interface Adding {
  readonly basketId: string;
  readonly variantId: string;
  /** Default: one unit */
  readonly quantity?: number | undefined;
  /** So many of it; default: one */
  readonly times?: number | undefined;
  /** The price on the label of this very piece, which is then a line of its own */
  readonly unitPrice?: number | undefined;
  readonly touchedBy: 'scan' | 'hand';
  readonly now: number;
  readonly newId: () => string;
}

/** Another piece of what is in the basket goes on its line; what is weighed is a line each time. @returns the line's id */
export function addVariant(connection: DeskConnection, adding: Adding): string {
  const { basketId, variantId, unitPrice, touchedBy, now, newId } = adding;
  const [variant] = connection.allNow('SELECT scale FROM variants WHERE id = ?', [variantId]);
  if (!variant) throw itemGone();
  const scale = variant.scale as number;
  const quantity = (adding.quantity ?? 10 ** scale) * (adding.times ?? 1);
  const empties = isContainer(connection, variantId);
  if (scale === 0 && unitPrice === undefined) {
    const [same] = connection.allNow(
      'SELECT id FROM desk_basket_lines WHERE basket_id = ? AND variant_id = ? AND unit_price IS NULL AND by_hand IS NULL AND empties = ? AND removed_at IS NULL ORDER BY position LIMIT 1',
      [basketId, variantId, empties ? 1 : 0],
    );
    if (same) {
      connection.runNow(
        'UPDATE desk_basket_lines SET quantity = quantity + ?, touched_at = ?, touched_by = ? WHERE id = ?',
        [quantity, now, touchedBy, same.id as string],
      );
      return same.id as string;
    }
  }
  const priced = unitPrice === undefined ? {} : { unitPrice };
  return appendLine(connection, basketId, { variantId, quantity, touchedBy, empties, ...priced }, now, newId);
}

/** Whether a line sells a gift card, or puts money on one: it is one card, at its own amount. */
export function isCard(connection: DeskConnection, lineId: string): boolean {
  return connection.allNow('SELECT 1 FROM desk_basket_lines WHERE id = ? AND loads IS NOT NULL', [lineId]).length > 0;
}

/** A line of a quote that is changed is sold at the price of now. */
export function notAsQuoted(connection: DeskConnection, lineId: string): void {
  const sql = 'UPDATE desk_basket_lines SET quoted = NULL, unit_price = NULL WHERE id = ? AND quoted IS NOT NULL';
  connection.runNow(sql, [lineId]);
}

/** Taken out, but kept for an undo. */
export function removeLine(connection: DeskConnection, basketId: string, lineId: string, now: number): void {
  const sql = 'UPDATE desk_basket_lines SET removed_at = ? WHERE id = ? AND basket_id = ? AND removed_at IS NULL';
  if (connection.runNow(sql, [now, lineId, basketId]) === 0) throw lineGone();
}

export function setQuantity(
  connection: DeskConnection,
  basketId: string,
  lineId: string,
  quantity: number,
  now: number,
): void {
  if (quantity <= 0) {
    removeLine(connection, basketId, lineId, now);
    return;
  }
  if (isCard(connection, lineId)) throw cardIsOne();
  notAsQuoted(connection, lineId);
  const sql = `UPDATE desk_basket_lines SET quantity = ?, touched_at = ?, touched_by = 'hand'
    WHERE id = ? AND basket_id = ? AND removed_at IS NULL`;
  if (connection.runNow(sql, [quantity, now, lineId, basketId]) === 0) throw lineGone();
}

/** Puts back what was removed last: one line, or all of a cleared basket. */
export function undoRemove(connection: DeskConnection, basketId: string): void {
  connection.runNow(
    `UPDATE desk_basket_lines SET removed_at = NULL WHERE basket_id = ?
       AND removed_at = (SELECT max(removed_at) FROM desk_basket_lines WHERE basket_id = ?)`,
    [basketId, basketId],
  );
}
