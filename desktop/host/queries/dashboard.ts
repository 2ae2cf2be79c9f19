import { addDays } from '@tillhouse/shared/kernel/instant.ts';
import type { Query } from './reader.ts';
import { comparedDays, salesByHour, sumOf } from './sales-by-hour.ts';

/** Sales of a day against the same weekday before it. The cloud's /v1/reports/sales-by-hour gives the same figures. */
export const dashboardSales: Query<'dashboard.sales'> = (context, params) => {
  const { read, now, currency } = context;
  const date = params.date ?? comparedDays(context).today;
  const comparedDate = addDays(date, -7);
  const own = salesByHour(context, date);
  const before = salesByHour(context, comparedDate);
  const [total, comparedTotal] = [sumOf(own), sumOf(before)];
  const [orders, comparedOrders] = [sumOf(own, 'orders'), sumOf(before, 'orders')];
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const mine = own.find((row) => row.hour === hour);
    return {
      hour,
      today: mine?.total ?? 0,
      compared: before.find((row) => row.hour === hour)?.total ?? 0,
      orders: mine?.orders ?? 0,
    };
  });
  return {
    date,
    comparedDate,
    currency,
    asOf: now,
    total,
    comparedTotal,
    orders,
    comparedOrders,
    units: sumOf(own, 'units'),
    averageOrder: orders > 0 ? Math.round(total / orders) : 0,
    comparedAverageOrder: comparedOrders > 0 ? Math.round(comparedTotal / comparedOrders) : 0,
    hours,
    topProducts: read.all<{ sku: string; title: string; units: number; total: number }>(
      `SELECT l.sku, l.title || CASE WHEN l.variant_title = '' THEN '' ELSE ', ' || l.variant_title END AS title,
         sum(l.quantity) AS units, sum(l.total) AS total
       FROM order_lines l JOIN orders o ON o.id = l.order_id
       WHERE l.business_date = ? AND o.status <> 'cancelled' GROUP BY l.sku, 2 ORDER BY total DESC, l.sku LIMIT 8`,
      [date],
    ),
    days: daysBefore(context.read, date),
  };
};

/** The last 14 days, oldest first, each with the same weekday a week before. */
function daysBefore(read: Parameters<typeof dashboardSales>[0]['read'], date: string) {
  const from = addDays(date, -20);
  const rows = read.all<{ date: string; total: number }>(
    `SELECT business_date AS date, sum(total) AS total FROM orders
     WHERE business_date BETWEEN ? AND ? AND status <> 'cancelled' GROUP BY business_date`,
    [from, date],
  );
  const totals = new Map(rows.map((row) => [row.date, row.total]));
  return Array.from({ length: 14 }, (_, index) => {
    const day = addDays(date, index - 13);
    return { date: day, total: totals.get(day) ?? 0, compared: totals.get(addDays(day, -7)) ?? 0 };
  });
}
