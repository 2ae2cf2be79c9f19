import type { Invariant } from '../invariants.ts';
import { onBoth, type TenantSql } from '../invariant-sql.ts';

/** Orders whose own figure is not the sum of a child table’s column. */
const sumDiffers = (t: TenantSql, child: string, column: string, own: string, plus = '') =>
  `SELECT ${t.of('o')}o.id, o.number, ${own} AS stated, ${t.sum(`c.${column}`)}${plus} AS summed
   FROM orders o LEFT JOIN ${child} c ON c.order_id = o.id${t.same('c', 'o')}
   GROUP BY ${t.of('o')}o.id, o.number, ${own}, o.shipping_total, o.fee_total, o.rounding
   HAVING ${own} <> ${t.sum(`c.${column}`)}${plus}`;

const stated = (what: string) => (row: Readonly<Record<string, unknown>>) =>
  `Order ${row.number} (${row.id}): ${what} is ${row.stated}, should be ${row.summed}.`;

export const moneyInvariants: readonly Invariant[] = [
  {
    name: 'orders.total-is-sum-of-lines',
    doc: 'total = Σ lines + shipping + fee + rounding.',
    sql: onBoth((t) =>
      sumDiffers(t, 'order_lines', 'total', 'o.total', ' + o.shipping_total + o.fee_total + o.rounding'),
    ),
    describe: stated('its total'),
  },
  {
    name: 'orders.tax-is-sum-of-lines',
    doc: 'The tax of an order is the sum of its lines’ tax.',
    sql: onBoth((t) => sumDiffers(t, 'order_lines', 'tax', 'o.tax_total')),
    describe: stated('its tax'),
  },
  {
    name: 'orders.paid-is-sum-of-tenders',
    doc: 'paid = Σ tenders.',
    sql: onBoth((t) => sumDiffers(t, 'tenders', 'amount', 'o.paid')),
    describe: stated('what was paid'),
  },
  {
    name: 'orders.total-is-paid-and-due',
    doc: 'total = paid + due, but for cancelled orders, on which nothing is due.',
    sql: onBoth(
      (t) => `SELECT ${t.of('o')}o.id, o.number, o.total AS stated, o.paid + o.due AS summed
        FROM orders o WHERE o.status <> 'cancelled' AND o.total <> o.paid + o.due`,
    ),
    describe: stated('its total'),
  },
  {
    name: 'orders.line-is-net-and-tax',
    doc: 'net + tax = total on every line.',
    sql: onBoth(
      (t) =>
        `SELECT ${t.of('l')}l.id, l.order_id, l.net, l.tax, l.total FROM order_lines l WHERE l.net + l.tax <> l.total`,
    ),
    describe: (row) => `Line ${row.id} of order ${row.order_id}: ${row.net} + ${row.tax} is not ${row.total}.`,
  },
  {
    name: 'orders.cash-adds-up',
    doc: 'given − change = amount of a cash tender.',
    sql: onBoth(
      (t) => `SELECT ${t.of('c')}c.id, c.order_id, c.given, c.change, c.amount FROM tenders c
        WHERE c.kind = 'cash' AND c.given - c.change <> c.amount`,
    ),
    describe: (row) => `Tender ${row.id} of order ${row.order_id}: ${row.given} − ${row.change} is not ${row.amount}.`,
  },
  {
    name: 'orders.nothing-without-order',
    doc: 'Every line and tender belongs to an order that is there.',
    sql: onBoth(
      (t) => `SELECT ${t.of('l')}l.id, l.order_id, 'line' AS what FROM order_lines l
          WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = l.order_id${t.same('o', 'l')})
        UNION ALL SELECT ${t.of('c')}c.id, c.order_id, 'tender' AS what FROM tenders c
          WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = c.order_id${t.same('o', 'c')})`,
    ),
    describe: (row) => `The ${row.what} ${row.id} names order ${row.order_id}, which is not there.`,
  },
  {
    name: 'orders.returned-at-most-sold',
    doc: 'No more of a line comes back than was sold, unless it is flagged.',
    sql: onBoth(
      (t) => `SELECT ${t.of('s')}s.id, s.order_id, s.quantity AS sold, ${t.sum('0 - r.quantity')} AS returned
        FROM order_lines s JOIN order_lines r ON r.original_line_id = s.id${t.same('r', 's')}
        WHERE NOT EXISTS (SELECT 1 FROM order_flags f
          WHERE f.order_id = r.order_id AND f.code = 'over-refunded'${t.same('f', 'r')})
        GROUP BY ${t.of('s')}s.id, s.order_id, s.quantity
        HAVING ${t.sum('0 - r.quantity')} > s.quantity`,
    ),
    describe: (row) => `Line ${row.id} of order ${row.order_id}: ${row.sold} sold, ${row.returned} came back.`,
  },
];
