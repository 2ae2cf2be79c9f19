import { HELD_CLASS } from '@tillhouse/shared/domains/register/z-report.ts';
import type { Reader } from '../database/reader.ts';

export interface HourRow {
  readonly channel: 'till' | 'online' | 'import';
  readonly registerId: string | null;
  readonly hour: number;
  readonly total: number;
  /** Sales alone: a return takes from the total and is no customer who bought */
  readonly orders: number;
}

/** What is summed together: a day, in one currency. */
export interface Day {
  readonly date: string;
  readonly currency: string;
}

/**
 * What is put on gift cards and store credit is owed to whoever has them: no sale. Orders have it beside them as `c`.
 * @param days of its lines, as SQL behind `business_date`
 */
export const heldOf = (days: string): string =>
  `LEFT JOIN (SELECT order_id, sum(total) AS held, sum(quantity) AS units FROM order_lines
     WHERE business_date ${days} AND tax_class = '${HELD_CLASS}' GROUP BY order_id) c ON c.order_id = o.id`;
/** What an order brought. */
export const earned = 'o.total - coalesce(c.held, 0)';
const isSale = "o.kind = 'sale' AND (c.held IS NULL OR o.subtotal <> c.held)";

/**
 * Sales of one of the store's days by channel, register and hour, on request only those placed before an instant;
 * returns are negative, cancelled orders left out.
 */
export function salesOfDay(reader: Reader, { date, currency }: Day, before = Number.MAX_SAFE_INTEGER): HourRow[] {
  return reader.all<HourRow>(
    `SELECT o.channel, o.register_id AS registerId, o.business_hour AS hour, sum(${earned}) AS total, sum(${isSale}) AS orders
     FROM orders o ${heldOf('= ?')} WHERE o.business_date = ? AND o.status <> 'cancelled' AND o.currency = ? AND o.placed_at < ?
     GROUP BY o.business_hour, o.channel, o.register_id`,
    [date, date, currency, before],
  );
}

export const totalOf = (rows: readonly { readonly total: number }[]) => rows.reduce((sum, row) => sum + row.total, 0);

/** Sales per hour of the day, 24 figures. */
export function byHour(rows: readonly HourRow[], of: 'total' | 'orders' = 'total'): number[] {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const row of rows) hours[row.hour] = (hours[row.hour] ?? 0) + row[of];
  return hours;
}

/** Of a day, what was sold before the given minute; whole orders, by the minute they were placed. */
export function soldBefore(reader: Reader, { date, currency }: Day, before: number): { total: number; orders: number } {
  const row = reader.get<{ total: number | null; orders: number }>(
    `SELECT sum(${earned}) AS total, coalesce(sum(${isSale}), 0) AS orders FROM orders o ${heldOf('= ?')}
     WHERE o.business_date = ? AND o.status <> 'cancelled' AND o.currency = ? AND o.placed_at < ?`,
    [date, date, currency, before],
  );
  return { total: row?.total ?? 0, orders: row?.orders ?? 0 };
}
