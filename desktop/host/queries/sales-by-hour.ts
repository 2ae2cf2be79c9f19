import { addDays, localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { QueryContext } from './reader.ts';

export interface HourOfSales {
  readonly hour: number;
  readonly total: number;
  readonly orders: number;
  readonly units: number;
}

/** Totals of a business day by hour; hours without sales are left out. Returns count against, cancelled orders not at all. */
export function salesByHour({ read }: Pick<QueryContext, 'read'>, date: string): HourOfSales[] {
  return read.all<HourOfSales>(
    `SELECT business_hour AS hour, sum(total) AS total, sum(kind = 'sale') AS orders, sum(units) AS units
     FROM orders WHERE business_date = ? AND status <> 'cancelled' GROUP BY business_hour ORDER BY business_hour`,
    [date],
  );
}

/** Today in the store's time zone, the same weekday a week before, and the hour it is. */
export function comparedDays({ now, timeZone }: Pick<QueryContext, 'now' | 'timeZone'>): {
  today: string;
  compared: string;
  hour: number;
} {
  const { date, hour } = localDayAndHour(now, timeZone);
  return { today: date, compared: addDays(date, -7), hour };
}

export function sumOf(hours: readonly HourOfSales[], field: 'total' | 'orders' | 'units' = 'total'): number {
  return hours.reduce((sum, hour) => sum + hour[field], 0);
}
