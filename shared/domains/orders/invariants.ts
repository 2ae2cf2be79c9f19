import type { Invariant } from '../invariants.ts';
import { inCloud, onBoth, type TenantSql } from '../invariant-sql.ts';

/** Orders whose own figure is not the sum of a child table’s column. */
const sumDiffers = (t: TenantSql, child: string, column: string, own: string, plus = '') =>
  `SELECT ${t.of('o')}o.id, o.number, ${own} AS stated, ${t.sum(`c.${column}`)}${plus} AS summed
   FROM orders o LEFT JOIN ${child} c ON c.order_id = o.id${t.same('c', 'o')}
   GROUP BY ${t.of('o')}o.id, o.number, ${own}, o.shipping_total, o.shipping_tax, o.fee_total, o.rounding
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
    doc: 'The tax of an order is the sum of its lines’ tax and of the tax on its delivery.',
    sql: onBoth((t) => sumDiffers(t, 'order_lines', 'tax', 'o.tax_total', ' + o.shipping_tax')),
    describe: stated('its tax'),
  },
  {
    name: 'orders.delivery-is-its-parts',
    doc: 'What delivery comes to and the tax on it are the sums of its parts, where it is taxed; where it is not, no tax is on it.',
    sql: inCloud(
      () => `SELECT o.tenant_id, o.id, o.number, o.shipping_total AS total, o.shipping_tax AS tax, coalesce(p.net, 0) AS net,
          coalesce(p.tax, 0) AS part_tax
        FROM orders o LEFT JOIN LATERAL (SELECT sum((x ->> 'net')::bigint)::bigint AS net, sum((x ->> 'tax')::bigint)::bigint AS tax
          FROM jsonb_array_elements(o.shipping_taxed -> 'parts') x) p ON true
        WHERE o.shipping_tax <> coalesce(p.tax, 0)
          OR (o.shipping_taxed IS NOT NULL AND o.shipping_total <> coalesce(p.net, 0) + coalesce(p.tax, 0))`,
    ),
    describe: (row) =>
      `Order ${row.number} (${row.id}): delivery is ${row.total} with ${row.tax} tax, its parts ${row.net} and ${row.part_tax} tax.`,
  },
  {
    name: 'orders.tax-records-are-the-order',
    doc: 'Of an order that a provider of taxes has in its book, what is recorded there less what was taken back is its tax, less that of its returns; of a cancelled one nothing.',
    sql: inCloud(
      () => `SELECT o.tenant_id, o.id, o.number, r.tax AS recorded, w.tax AS owed
        FROM (SELECT tenant_id, order_id, sum(tax)::bigint AS tax FROM tax_records GROUP BY tenant_id, order_id) r
        JOIN orders o ON o.tenant_id = r.tenant_id AND o.id = r.order_id
        CROSS JOIN LATERAL (SELECT CASE WHEN o.status = 'cancelled' THEN 0 ELSE o.tax_total + coalesce((SELECT sum(b.tax_total)
          FROM orders b WHERE b.tenant_id = o.tenant_id AND b.original_order_id = o.id AND b.kind = 'return'), 0) END::bigint AS tax) w
        WHERE r.tax <> w.tax`,
    ),
    describe: (row) =>
      `Order ${row.number} (${row.id}): ${row.recorded} of tax is to stand with its provider of taxes, should be ${row.owed}.`,
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
    name: 'orders.taken-at-most-authorised',
    doc: 'Of a payment that is taken when goods are sent no more is wanted, and no more was taken, than was authorised.',
    sql: inCloud(
      () => `SELECT h.tenant_id, h.id, h.order_id, h.amount, h.to_take, coalesce(t.taken, 0) AS taken
        FROM provider_holds h LEFT JOIN (SELECT tenant_id, order_id, sum(amount)::bigint AS taken FROM tenders
          WHERE kind = 'online' AND amount > 0 AND original_tender_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM due_payments d WHERE d.tenant_id = tenders.tenant_id AND d.tender_id = tenders.id)
          GROUP BY 1, 2) t
          ON t.tenant_id = h.tenant_id AND t.order_id = h.order_id
        WHERE h.to_take > h.amount OR coalesce(t.taken, 0) > h.amount`,
    ),
    describe: (row) =>
      `Payment ${row.id} of order ${row.order_id}: ${row.amount} authorised, ${row.to_take} wanted and ${row.taken} taken.`,
  },
  {
    name: 'orders.due-payment-is-its-tender',
    doc: 'What was taken of what was due of an order is a tender of it, of as much, and nothing else is.',
    sql: inCloud(
      () => `SELECT d.tenant_id, d.id, d.order_id, d.captured, coalesce(t.amount, 0) AS tender
        FROM due_payments d LEFT JOIN tenders t ON t.tenant_id = d.tenant_id AND t.id = d.tender_id AND t.order_id = d.order_id
        WHERE (d.state = 'done') <> (d.tender_id IS NOT NULL) OR coalesce(t.amount, 0) <> d.captured OR d.given_back > d.captured`,
    ),
    describe: (row) =>
      `Payment ${row.id} of order ${row.order_id}: ${row.captured} taken, its tender is ${row.tender}.`,
  },
  {
    name: 'orders.parts-are-the-sale',
    doc: 'Of a sale that was split by item, what its parts say of each line is that line: quantity, net, tax and discount.',
    sql: inCloud(
      () => `SELECT l.tenant_id, l.order_id, l.id, l.total, coalesce(p.total, 0) AS parts FROM order_lines l
        JOIN (SELECT DISTINCT tenant_id, order_id FROM tenders WHERE share IS NOT NULL) o
          ON o.tenant_id = l.tenant_id AND o.order_id = l.order_id
        LEFT JOIN (SELECT t.tenant_id, s.value ->> 'lineId' AS line_id, sum((s.value ->> 'quantity')::bigint)::bigint AS quantity,
            sum((s.value ->> 'net')::bigint)::bigint AS net, sum((s.value ->> 'tax')::bigint)::bigint AS tax,
            sum((s.value ->> 'total')::bigint)::bigint AS total, sum((s.value ->> 'discount')::bigint)::bigint AS discount
          FROM (SELECT DISTINCT ON (tenant_id, order_id, share ->> 'part') tenant_id, order_id, share FROM tenders
            WHERE share IS NOT NULL ORDER BY tenant_id, order_id, share ->> 'part') t, jsonb_array_elements(t.share -> 'lines') s
          GROUP BY 1, 2) p ON p.tenant_id = l.tenant_id AND p.line_id = l.id::text
        WHERE p.quantity IS DISTINCT FROM l.quantity OR p.net <> l.net OR p.tax <> l.tax OR p.total <> l.total
          OR p.discount <> l.discount`,
    ),
    describe: (row) =>
      `Line ${row.id} of order ${row.order_id}: its total is ${row.total}, its parts come to ${row.parts}.`,
  },
  {
    name: 'orders.exchange-is-taken-over',
    doc: 'What goods that came back count for others is the same on the return and on the sale, unless one of them was put aside.',
    sql: onBoth(
      (t) => `SELECT ${t.of('b')}b.id, b.order_id, -b.amount AS stated, ${t.sum('s.amount')} AS summed
        FROM tenders b JOIN orders o ON o.id = b.order_id${t.same('o', 'b')}
        LEFT JOIN tenders s ON s.original_tender_id = b.id AND s.kind = 'exchange'${t.same('s', 'b')}
        WHERE b.kind = 'exchange' AND b.amount < 0 AND NOT EXISTS (SELECT 1 FROM quarantine_cases q
          WHERE q.about ->> 'sessionId' = CAST(o.session_id AS text) AND q.status <> 'accepted'${t.same('q', 'b')})
        GROUP BY ${t.of('b')}b.id, b.order_id, b.amount HAVING -b.amount <> ${t.sum('s.amount')}`,
    ),
    describe: (row) =>
      `Tender ${row.id} of return ${row.order_id}: ${row.stated} counts for other goods, their sale has ${row.summed}.`,
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
  {
    name: 'orders.sent-at-most-ordered',
    doc: 'No more of a line leaves than was ordered.',
    sql: onBoth(
      (t) => `SELECT ${t.of('l')}l.id, l.order_id, l.quantity AS ordered, ${t.sum('f.quantity')} AS sent
        FROM order_lines l JOIN fulfilment_lines f ON f.line_id = l.id${t.same('f', 'l')}
        GROUP BY ${t.of('l')}l.id, l.order_id, l.quantity HAVING ${t.sum('f.quantity')} > l.quantity`,
    ),
    describe: (row) => `Line ${row.id} of order ${row.order_id}: ${row.ordered} ordered, ${row.sent} left.`,
  },
  {
    name: 'orders.fulfilment-is-what-left',
    doc: 'An order with parcels says of itself what their sums say: all of it left, some, or (while it is held) either.',
    sql: onBoth(
      (t) => `SELECT ${t.of('o')}o.id, o.number, o.fulfilment_status AS stated, s.ordered, s.sent
        FROM orders o JOIN (SELECT ${t.of('l')}l.order_id, ${t.sum('l.quantity')} AS ordered, ${t.sum('f.sent')} AS sent
          FROM order_lines l LEFT JOIN (SELECT ${t.of('x')}x.line_id, ${t.sum('x.quantity')} AS sent FROM fulfilment_lines x
            GROUP BY ${t.of('x')}x.line_id) f ON f.line_id = l.id${t.same('f', 'l')}
          GROUP BY ${t.of('l')}l.order_id) s ON s.order_id = o.id${t.same('s', 'o')}
        WHERE s.sent > 0 AND o.fulfilment_status <> 'held'
          AND (s.sent = s.ordered) <> (o.fulfilment_status IN ('shipped', 'handed-over'))`,
    ),
    describe: (row) => `Order ${row.number} (${row.id}) is ${row.stated}; ${row.sent} of ${row.ordered} left.`,
  },
  {
    name: 'orders.parcel-stands-as-was-said',
    doc: 'What a parcel stands at was said of it, at that moment; of which anything was said, it stands at something.',
    sql: onBoth(
      (t) => `SELECT ${t.of('f')}f.id, f.number, coalesce(f.state, 'nothing') AS state FROM fulfilments f
        WHERE (f.state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM parcel_events e
            WHERE e.fulfilment_id = f.id AND e.state = f.state AND e.at = f.state_at${t.same('e', 'f')}))
          OR (f.state IS NULL AND EXISTS (SELECT 1 FROM parcel_events e WHERE e.fulfilment_id = f.id${t.same('e', 'f')}))`,
    ),
    describe: (row) => `Parcel ${row.number} (${row.id}) stands at ${row.state}, which nobody said.`,
  },
  {
    name: 'orders.committed-is-unsent',
    doc: 'What an order has committed of a variant is what of it is still to send: nothing once it left or was cancelled.',
    sql: inCloud(
      () => `SELECT o.tenant_id, o.id, o.number, m.variant_id, m.committed, coalesce(l.unsent, 0) AS unsent
        FROM (SELECT tenant_id, document_id, variant_id, sum(committed)::bigint AS committed FROM stock_movements
          WHERE document_kind = 'order' GROUP BY 1, 2, 3 HAVING bool_or(committed <> 0)) m
        JOIN orders o ON o.tenant_id = m.tenant_id AND o.id = m.document_id
        LEFT JOIN (SELECT l.tenant_id, l.order_id, l.variant_id, sum(l.quantity - coalesce(f.sent, 0))::bigint AS unsent
          FROM order_lines l LEFT JOIN (SELECT tenant_id, line_id, sum(quantity) AS sent FROM fulfilment_lines
            GROUP BY 1, 2) f ON f.tenant_id = l.tenant_id AND f.line_id = l.id GROUP BY 1, 2, 3) l
          ON l.tenant_id = o.tenant_id AND l.order_id = o.id AND l.variant_id = m.variant_id
        WHERE m.committed <> CASE WHEN o.status = 'cancelled'
            OR o.fulfilment_status IN ('shipped', 'handed-over', 'none') THEN 0 ELSE coalesce(l.unsent, 0) END`,
    ),
    describe: (row) =>
      `Order ${row.number} (${row.id}), variant ${row.variant_id}: ${row.committed} committed, ${row.unsent} still to send.`,
  },
  {
    name: 'orders.request-waits-with-its-goods',
    doc: 'An order that waits for a yes has a try to pay it that holds its goods meanwhile.',
    sql: inCloud(
      () => `SELECT r.tenant_id, r.id, coalesce(a.state, 'gone') AS state FROM purchase_requests r
        LEFT JOIN checkout_attempts a ON a.tenant_id = r.tenant_id AND a.id = r.attempt_id
        WHERE r.status = 'waiting' AND coalesce(a.state, 'gone') <> 'awaits'`,
    ),
    describe: (row) => `Request ${row.id} waits for a yes, and what holds its goods is ${row.state}.`,
  },
];
