import type { CardOfTender } from '@tillhouse/shared/domains/orders/frozen-parts.ts';
import type { SaleArgs, SaleTender } from '@tillhouse/shared/domains/register/sale-args.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Read } from '../devices/terminals/attempts.ts';
import { moneyTaken } from './problems.ts';

/** Money that was taken for a basket that is not sold yet: by hand, or by a terminal that approved it. */
export interface Leg {
  readonly id: string;
  readonly kind: 'cash' | 'card' | 'gift-card' | 'store-credit' | 'layaway';
  readonly amount: number;
  readonly reference: string;
  readonly attemptId: string | null;
  readonly card: CardOfTender | null;
  /** Of a gift card or store credit: which one; its amount has the id of the leg there */
  readonly creditId: string | null;
  /** The cloud holds the amount for this basket */
  readonly setAside: boolean;
  readonly codeEnd: string | null;
  readonly takenAt: number;
  /** Of a basket that is split by item: whose part it is, from 1 */
  readonly part: number | null;
  /** Of cash: what was handed over, where it was more */
  readonly given: number | null;
  /** What coins rounded on it; part of its amount */
  readonly rounding: number;
  /** Given along with it, and no part of its amount */
  readonly tip: number;
  /** Of store credit that its sale makes of points: how many; nobody set anything aside */
  readonly points: number | null;
}

/** In the order they were taken. */
export function legsOf(from: Read, orderId: string): Leg[] {
  const rows = from(
    `SELECT l.id, l.kind, l.amount, l.reference, l.attempt_id AS attemptId, a.card, l.taken_at AS takenAt,
       l.credit_id AS creditId, l.set_aside AS setAside, c.code_end AS codeEnd, l.part, l.given, l.rounding, l.tip, l.points
     FROM desk_basket_legs l LEFT JOIN desk_card_attempts a ON a.id = l.attempt_id
       LEFT JOIN credit_accounts c ON c.id = l.credit_id
     WHERE l.order_id = ? ORDER BY l.position, l.id`,
    [orderId],
  ) as (Omit<Leg, 'card' | 'setAside'> & { readonly card: string | null; readonly setAside: number })[];
  return rows.map(({ card, setAside, ...row }) => ({
    ...row,
    setAside: setAside === 1,
    card: card === null ? null : (JSON.parse(card) as CardOfTender),
  }));
}

export const legsTotal = (legs: readonly Leg[]): number => sum(legs.map(({ amount }) => amount));

export type NewLeg = Pick<Leg, 'id' | 'kind' | 'amount' | 'reference' | 'attemptId'> &
  Partial<Pick<Leg, 'creditId' | 'setAside' | 'given' | 'rounding' | 'tip' | 'points'>>;

/** Taken again under the same id, it is there once. It is of the part that is open. */
export function insertLeg(connection: DeskConnection, orderId: string, leg: NewLeg, now: number): void {
  const {
    id,
    kind,
    amount,
    reference,
    attemptId,
    creditId = null,
    setAside = false,
    given = null,
    rounding = 0,
    tip = 0,
    points = null,
  } = leg;
  connection.runNow(
    `INSERT INTO desk_basket_legs (id, order_id, position, kind, amount, reference, attempt_id, credit_id, set_aside, taken_at, given, rounding, tip, points, part)
     VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM desk_basket_legs WHERE order_id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
       (SELECT open_part FROM desk_baskets WHERE order_id = ?))
     ON CONFLICT (id) DO NOTHING`,
    [
      id,
      orderId,
      orderId,
      kind,
      amount,
      reference,
      attemptId,
      creditId,
      setAside ? 1 : 0,
      now,
      given,
      rounding,
      tip,
      points,
      orderId,
    ],
  );
}

export function dropLegs(connection: DeskConnection, orderId: string): void {
  connection.runNow('DELETE FROM desk_basket_legs WHERE order_id = ?', [orderId]);
}

/** What the sale keeps of it. */
export function tenderOf({
  id: key,
  kind,
  amount,
  reference,
  card,
  creditId,
  setAside,
  given,
  points,
}: Leg): SaleTender {
  const credit =
    creditId === null
      ? {}
      : { creditId, takeId: key, ...(setAside && { taken: true }), ...(points !== null && { points }) };
  const handed = kind === 'cash' ? Math.max(given ?? amount, amount) : amount;
  return { key, kind, amount, given: handed, change: handed - amount, reference, ...(card && { card }), ...credit };
}

/** What was given along with them, as the sale keeps it. */
export const tipsOf = (legs: readonly Leg[]): NonNullable<SaleArgs['tips']> =>
  legs.flatMap(({ id: key, tip: amount }) => (amount > 0 ? [{ key, amount }] : []));

/** Points are of who buys: for somebody else they are not used, and nothing was taken yet. */
export function dropPoints(connection: DeskConnection, basketId: string, customerId: string | null): void {
  connection.runNow(
    `DELETE FROM desk_basket_legs WHERE points IS NOT NULL AND credit_id IS NOT ?
       AND order_id = (SELECT order_id FROM desk_baskets WHERE id = ?)`,
    [customerId, basketId],
  );
}

/** A basket for which money was taken is neither laid aside nor emptied: the money would be nobody's. */
export function refuseTaken(connection: DeskConnection, basketId: string): void {
  const [row] = connection.allNow(
    `SELECT (SELECT coalesce(sum(l.amount), 0) FROM desk_basket_legs l WHERE l.order_id = b.order_id) AS taken,
       (SELECT count(*) FROM desk_card_attempts a WHERE a.order_id = b.order_id AND a.state = 'open' AND a.wanted = 1) AS open,
       (SELECT coalesce(sum(a.amount), 0) FROM desk_card_attempts a WHERE a.order_id = json_extract(b.exchange, '$.args.orderId')
          AND a.recorded_at IS NULL AND (a.state = 'approved' OR (a.state = 'open' AND a.wanted = 1))) AS back
     FROM desk_baskets b WHERE b.id = ?`,
    [basketId],
  );
  if (row && (Number(row.taken) > 0 || Number(row.open) > 0 || Number(row.back) > 0))
    throw moneyTaken(Number(row.taken));
}

/** Those that a terminal took. */
export const attemptsOf = (legs: readonly Leg[]): string[] => legs.flatMap(({ attemptId }) => attemptId ?? []);
