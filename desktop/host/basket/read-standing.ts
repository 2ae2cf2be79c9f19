import { noStanding, type Standing, standingOf, YEAR_MS } from '@tillhouse/shared/domains/customers/segments.ts';
import { asksOfBuyer } from '@tillhouse/shared/domains/pricing/asks-of-buyer.ts';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import type { Reader } from '../database/reader.ts';

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
  // What moved before the months that are held is added up by month.
  const row = reader.get<{ whole: number }>(
    `SELECT c.created_at >= coalesce((SELECT unixepoch(max(month) || '-01', '+1 month') * 1000 FROM stock_periods), 0) AS whole
       FROM customers c WHERE c.id = ?`,
    [customerId],
  );
  return standingOf({ orders: 0, lastYear: 0, lastAt: null, ...bought, whole: row?.whole === 1 }, at);
}
