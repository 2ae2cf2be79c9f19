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
 * Sales of one of the store's days by channel, register and hour, on request only those placed before an instant;
 * returns are negative, cancelled orders left out.
 */
export function salesOfDay(reader: Reader, { date, currency }: Day, before = Number.MAX_SAFE_INTEGER): HourRow[] {
  return reader.all<HourRow>(
    `SELECT channel, register_id AS registerId, business_hour AS hour, sum(total) AS total, sum(kind = 'sale') AS orders
     FROM orders WHERE business_date = ? AND status <> 'cancelled' AND currency = ? AND placed_at < ?
     GROUP BY business_hour, channel, register_id`,
    [date, currency, before],
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
    `SELECT sum(total) AS total, coalesce(sum(kind = 'sale'), 0) AS orders FROM orders
     WHERE business_date = ? AND status <> 'cancelled' AND currency = ? AND placed_at < ?`,
    [date, currency, before],
  );
  return { total: row?.total ?? 0, orders: row?.orders ?? 0 };
}
