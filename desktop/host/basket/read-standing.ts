import { noStanding, type Standing, standingOf, YEAR_MS } from '@tillhouse/shared/domains/customers/segments.ts';
import { asksOfBuyer } from '@tillhouse/shared/domains/pricing/asks-of-buyer.ts';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import type { Reader } from '../database/reader.ts';
import { readEnrolment } from '../session/desk-state.ts';
import { monthsAt } from '../session/months.ts';

/**
 * What promotions may ask of a customer by what they bought, as far as this desk knows: of who was a customer before the months that it holds
 * it cannot know that they bought nothing.
 */
export function readStanding(
  reader: Reader,
  customerId: string | null,
  promotions: readonly Promotion[],
  at: number,
): Standing {
  if (customerId === null || !asksOfBuyer(promotions)) return noStanding;
  const bought = reader.get<{ orders: number; lastYear: number; lastAt: number | null }>(
    `SELECT count(*) AS orders, coalesce(sum(placed_at > ?), 0) AS lastYear, max(placed_at) AS lastAt FROM orders
      WHERE customer_id = ? AND kind = 'sale' AND status <> 'cancelled' AND placed_at <= ?`,
    [at - YEAR_MS, customerId, at],
  );
  const enrolment = readEnrolment(reader);
  const first = enrolment && monthsAt(reader, enrolment, at).at(-1);
  const from = first ? Date.parse(`${first}-01T00:00:00Z`) : 0;
  const row = reader.get<{ whole: number }>('SELECT created_at >= ? AS whole FROM customers WHERE id = ?', [
    from,
    customerId,
  ]);
  return standingOf({ orders: 0, lastYear: 0, lastAt: null, ...bought, whole: row?.whole === 1 }, at);
}
