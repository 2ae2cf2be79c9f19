import { HELD_CLASS } from '@tillhouse/shared/domains/register/z-report.ts';
import { addDays, localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import * as z from 'zod';
import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { storeHere } from '../session/session-state.ts';
import { byHour, type Day, earned, heldOf, salesOfDay, soldBefore, totalOf } from './day-sales.ts';
import { query } from './define-query.ts';

type Result = QueryMap['dashboard.sales']['result'];

const DAYS = 14;
const WEEK_MS = 7 * 86_400_000;

/** By product; the cloud's /v1/reports/top-products is the same statement. What is sold by weight counts once a line. */
function topProducts(reader: Reader, { date, currency }: Day): Result['topProducts'] {
  return reader.all<Result['topProducts'][number]>(
    `SELECT min(l.sku) AS sku, min(l.title) AS title,
       sum(CASE WHEN l.scale = 0 THEN l.quantity ELSE 1 END) AS units, sum(l.total) AS total
     FROM order_lines l JOIN orders o ON o.id = l.order_id AND o.status <> 'cancelled' AND o.currency = ?
     LEFT JOIN variants v ON v.id = l.variant_id
     WHERE l.business_date = ? AND l.tax_class <> '${HELD_CLASS}' GROUP BY coalesce(v.product_id, l.sku || l.title)
     ORDER BY sum(l.total) DESC, min(l.title), min(l.sku) LIMIT 10`,
    [currency, date],
  );
}

function daysUntil(reader: Reader, { date, currency }: Day): Result['days'] {
  const first = addDays(date, -(DAYS + 6));
  const rows = reader.all<{ date: string; total: number }>(
    `SELECT o.business_date AS date, sum(${earned}) AS total FROM orders o ${heldOf('BETWEEN ? AND ?')}
     WHERE o.business_date BETWEEN ? AND ? AND o.status <> 'cancelled' AND o.currency = ? GROUP BY o.business_date`,
    [first, date, first, date, currency],
  );
  const totals = new Map(rows.map((row) => [row.date, row.total]));
  return Array.from({ length: DAYS }, (_, i) => {
    const day = addDays(date, i - DAYS + 1);
    return { date: day, total: totals.get(day) ?? 0, compared: totals.get(addDays(day, -7)) ?? 0 };
  });
}

export const dashboardSales = query('dashboard.sales', {
  params: z.strictObject({
    date: z
      .string()
      .regex(/^\d{4}-\d\d-\d\d$/)
      .optional(),
  }),
  permission: 'reports.view',
  heavy: true,
  run: (reader, params, asking) => {
    const { now } = asking;
    const store = storeHere(reader, asking.window);
    const currency = store?.currency ?? '';
    const today = localDayAndHour(now, store?.timeZone ?? 'UTC').date;
    const date = params.date ?? today;
    const comparedDate = addDays(date, -7);
    const sold = salesOfDay(reader, { date, currency });
    const before = salesOfDay(reader, { date: comparedDate, currency });
    // A day that is still running is compared with the same stretch of the other.
    const compared =
      date === today
        ? soldBefore(reader, { date: comparedDate, currency }, now - WEEK_MS)
        : { total: totalOf(before), orders: before.reduce((sum, row) => sum + row.orders, 0) };
    const total = totalOf(sold);
    const orders = sold.reduce((sum, row) => sum + row.orders, 0);
    const units = reader.get<{ n: number | null }>(
      `SELECT sum(o.units - coalesce(c.units, 0)) AS n FROM orders o ${heldOf('= ?')}
       WHERE o.business_date = ? AND o.status <> 'cancelled' AND o.currency = ?`,
      [date, date, currency],
    );
    const [hours, hourOrders, hoursBefore] = [byHour(sold), byHour(sold, 'orders'), byHour(before)];
    return {
      date,
      comparedDate,
      currency,
      asOf: now,
      total,
      comparedTotal: compared.total,
      orders,
      comparedOrders: compared.orders,
      units: units?.n ?? 0,
      averageOrder: orders > 0 ? Math.round(total / orders) : 0,
      comparedAverageOrder: compared.orders > 0 ? Math.round(compared.total / compared.orders) : 0,
      hours: hours.map((value, hour) => ({
        hour,
        today: value,
        compared: hoursBefore[hour] ?? 0,
        orders: hourOrders[hour] ?? 0,
      })),
      topProducts: topProducts(reader, { date, currency }),
      days: daysUntil(reader, { date, currency }),
    };
  },
});
