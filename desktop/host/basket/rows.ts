import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { WindowSession } from '../session/windows.ts';

export interface BasketRow {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string | null;
  /** The draft or quote that it sells */
  readonly draftId?: string | null;
  /** What was put aside and is handed over with it */
  readonly layawayId?: string | null;
  /** JSON of how it leaves later; null: they take it with them */
  readonly deliver?: string | null;
  /** Who locked the till over it, and when */
  readonly leftBy?: string | null;
  readonly leftAt?: number | null;
  /** JSON of what was said of the buyer's age */
  readonly age?: string | null;
  /** The parked basket that it was, as the tills of the location know it */
  readonly takenFrom?: string | null;
}

export interface LineRow {
  readonly id: string;
  readonly variantId: string | null;
  readonly title: string | null;
  readonly unitPrice: number | null;
  readonly taxClass: string | null;
  readonly quantity: number;
  /** JSON of what a person gave on it */
  readonly byHand: string | null;
  /** JSON of the gift card that it sells or puts money on */
  readonly loads: string | null;
  /** JSON of the line of a quote at whose price it is sold */
  readonly quoted: string | null;
  /** 1: containers that the customer brings back; `quantity` is less than nothing once it is priced */
  readonly empties: number;
  /** JSON: numbers of its pieces; an empty one is sold without */
  readonly serials?: string | null;
  /** Of the deposit of another line: its id. Such a line is not kept; it follows that one. */
  readonly depositOf?: string;
  readonly touchedAt: number;
  readonly touchedBy: 'scan' | 'hand';
}

export const basketColumns =
  'id, order_id AS orderId, customer_id AS customerId, draft_id AS draftId, layaway_id AS layawayId, deliver, left_by AS leftBy, left_at AS leftAt, age, taken_from AS takenFrom';
export const lineColumns =
  'id, variant_id AS variantId, title, unit_price AS unitPrice, tax_class AS taxClass, quantity, by_hand AS byHand, loads, quoted, empties, serials, touched_at AS touchedAt, touched_by AS touchedBy';

/** A till has one basket, whichever window shows it; an office window without a register has its own, and so has training. */
export function placeOf(window: WindowSession): string {
  if (window.training) return trainingPlace(window);
  return window.registerId ?? `window:${window.tokenHash}`;
}

/** Where a window's baskets of training lie, apart from all that is sold. */
export const trainingPlace = ({ registerId, tokenHash }: WindowSession): string =>
  `training:${registerId ?? tokenHash}`;

/** The open basket of a place; made when there is none. */
export function openBasket(connection: DeskConnection, place: string, now: number, newId: () => string): BasketRow {
  const [row] = connection.allNow(`SELECT ${basketColumns} FROM desk_baskets WHERE place = ? AND parked_at IS NULL`, [
    place,
  ]);
  if (row) return row as unknown as BasketRow;
  const fresh = { id: newId(), orderId: newId(), customerId: null };
  connection.runNow('INSERT INTO desk_baskets (id, place, order_id, created_at) VALUES (?, ?, ?, ?)', [
    fresh.id,
    place,
    fresh.orderId,
    now,
  ]);
  return fresh;
}

export function linesOf(connection: DeskConnection, basketId: string): LineRow[] {
  const sql = `SELECT ${lineColumns} FROM desk_basket_lines WHERE basket_id = ? AND removed_at IS NULL ORDER BY position`;
  return connection.allNow(sql, [basketId]) as unknown as LineRow[];
}

interface NewLine {
  readonly variantId: string | null;
  readonly title?: string;
  readonly unitPrice?: number;
  readonly taxClass?: string;
  readonly loads?: string;
  readonly quoted?: string;
  readonly empties?: boolean;
  readonly quantity: number;
  readonly touchedBy: 'scan' | 'hand';
}

/** Puts a line at the end. @returns its id */
export function appendLine(
  connection: DeskConnection,
  basketId: string,
  line: NewLine,
  now: number,
  newId: () => string,
): string {
  const id = newId();
  connection.runNow(
    `INSERT INTO desk_basket_lines (id, basket_id, position, variant_id, title, unit_price, tax_class, loads, quoted, empties, quantity, touched_at, touched_by)
     VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM desk_basket_lines WHERE basket_id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      basketId,
      basketId,
      line.variantId,
      line.title ?? null,
      line.unitPrice ?? null,
      line.taxClass ?? null,
      line.loads ?? null,
      line.quoted ?? null,
      line.empties ? 1 : 0,
      line.quantity,
      now,
      line.touchedBy,
    ],
  );
  return id;
}

/** The till is locked over what lies open there: it stays as it is, and says whose it was. */
export function leaveBasket(connection: DeskConnection, place: string, staffId: string, now: number): void {
  connection.runNow(
    `UPDATE desk_baskets SET left_by = ?, left_at = ? WHERE place = ? AND parked_at IS NULL AND EXISTS (
       SELECT 1 FROM desk_basket_lines l WHERE l.basket_id = desk_baskets.id AND l.removed_at IS NULL)`,
    [staffId, now, place],
  );
}

export function dropBasket(connection: DeskConnection, basketId: string): void {
  connection.runNow('DELETE FROM desk_basket_lines WHERE basket_id = ?', [basketId]);
  connection.runNow('DELETE FROM desk_baskets WHERE id = ?', [basketId]);
}
