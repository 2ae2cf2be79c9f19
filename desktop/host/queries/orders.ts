import type { OrderRow, QueryMap } from '../../bridge/queries.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import { likePrefix, marks, type Query, type QueryContext, type SqlParam } from './reader.ts';

type OrderView = NonNullable<QueryMap['orders.one']['result']>;
type View = QueryMap['orders.index']['params']['view'];

function viewFilter(context: QueryContext, view: View): [string, SqlParam[]] {
  switch (view) {
    case 'today':
      return ['o.business_date = ?', [localDayAndHour(context.now, context.timeZone).date]];
    case 'to-ship':
      return ["o.fulfilment_status = 'to-pick' AND o.status = 'placed'", []];
    case 'unpaid':
      return ["o.payment_status IN ('unpaid', 'part-paid') AND o.status = 'placed'", []];
    case 'returns':
      return ["o.kind = 'return'", []];
    case 'flagged':
      return ['o.id IN (SELECT order_id FROM order_flags WHERE resolved_at IS NULL)', []];
    case 'all':
      return ['true', []];
  }
}

function searchFilter(search: string | undefined): [string, SqlParam[]] {
  const text = search?.trim();
  if (!text) return ['true', []];
  const like = likePrefix(text);
  return [
    `(o.number LIKE ? ESCAPE '\\' OR o.id IN (SELECT order_id FROM receipts WHERE number LIKE ? ESCAPE '\\')
      OR o.customer_name LIKE ? ESCAPE '\\')`,
    [like, like, `%${like}`],
  ];
}

const ROW = `o.id, o.number, o.placed_at AS placedAt, o.customer_name AS customerName, o.channel,
  CASE o.channel WHEN 'till' THEN coalesce((SELECT name FROM registers r WHERE r.id = o.register_id), 'Till')
    WHEN 'online' THEN 'Online' ELSE 'Brought in' END AS channelName,
  coalesce((SELECT name FROM locations l WHERE l.id = o.location_id), '') AS locationName,
  o.kind, o.payment_status AS paymentStatus, o.fulfilment_status AS fulfilmentStatus, o.units, o.total, o.currency`;

export const ordersIndex: Query<'orders.index'> = (context, params) => {
  const { read } = context;
  const [view, viewValues] = viewFilter(context, params.view);
  const [search, searchValues] = searchFilter(params.search);
  const where = `${view} AND ${search}`;
  const values = [...viewValues, ...searchValues];
  const sums = read.get<{ n: number; total: number | null }>(
    `SELECT count(*) AS n, sum(o.total) AS total FROM orders o WHERE ${where}`,
    values,
  );
  const rows = read.all<Omit<OrderRow, 'flags' | 'unsent'>>(
    `SELECT ${ROW} FROM orders o WHERE ${where} ORDER BY o.placed_at DESC, o.id LIMIT ? OFFSET ?`,
    [...values, params.limit, params.offset],
  );
  return { total: sums?.n ?? 0, sum: sums?.total ?? 0, currency: context.currency, rows: withMarks(context, rows) };
};

export const ordersViews: Query<'orders.views'> = (context) =>
  (['today', 'to-ship', 'unpaid', 'returns', 'flagged', 'all'] as const).map((view) => {
    const [where, values] = viewFilter(context, view);
    return {
      view,
      count: context.read.get<{ n: number }>(`SELECT count(*) AS n FROM orders o WHERE ${where}`, values)?.n ?? 0,
    };
  });

/** Flags, and whether the sale still waits to be sent. */
function withMarks({ read }: QueryContext, rows: readonly Omit<OrderRow, 'flags' | 'unsent'>[]): OrderRow[] {
  const ids = rows.map(({ id }) => id);
  const flags = read.all<{ orderId: string; code: string }>(
    `SELECT order_id AS orderId, code FROM order_flags WHERE resolved_at IS NULL AND order_id IN (${marks(ids)})`,
    ids,
  );
  const unsent = new Set(
    read
      .all<{ key: string }>(
        `SELECT i.row_key AS key FROM sync_inserts i JOIN sync_outbox q ON q.order_no = i.order_no
         WHERE i.table_name = 'orders' AND i.released = 0 AND q.state = 'queued' AND i.row_key IN (${marks(ids)})`,
        ids.map((id) => JSON.stringify([id])),
      )
      .map(({ key }) => key),
  );
  return rows.map((row) => ({
    ...row,
    flags: flags.filter((flag) => flag.orderId === row.id).map(({ code }) => code),
    unsent: unsent.has(JSON.stringify([row.id])),
  }));
}

const FLAG_TEXT: Readonly<Record<string, string>> = {
  oversold: 'Sold more than was there. The sale stands; the stock is a task.',
  'price-differs': 'Sold at another price than the catalogue’s.',
  'unknown-item': 'An item the catalogue does not know.',
  'duplicate-receipt': 'This receipt number was used before.',
  'total-differs': 'The cloud counts another total. The amount taken stands.',
  'over-refunded': 'More was paid back than was paid.',
  'over-limit': 'Paid back more than the limit allows.',
  'session-closed': 'Sold on a drawer that was closed.',
  'historical-unlinked': 'A return whose sale was not found.',
};

export const ordersOne: Query<'orders.one'> = (context, { id }) => {
  const { read } = context;
  const [row] = withMarks(
    context,
    read.all<Omit<OrderRow, 'flags' | 'unsent'>>(`SELECT ${ROW} FROM orders o WHERE o.id = ?`, [id]),
  );
  const money = read.get<
    Pick<
      OrderView,
      'subtotal' | 'discountTotal' | 'taxTotal' | 'shippingTotal' | 'rounding' | 'paid' | 'due' | 'actorName'
    >
  >(
    `SELECT subtotal, discount_total AS discountTotal, tax_total AS taxTotal, shipping_total AS shippingTotal, rounding,
       paid, due, actor_name AS actorName FROM orders WHERE id = ?`,
    [id],
  );
  if (!row || !money) return null;
  return {
    ...row,
    ...money,
    receiptNumber: read.get<{ number: string }>('SELECT number FROM receipts WHERE order_id = ?', [id])?.number ?? null,
    lines: read.all<OrderView['lines'][number]>(
      `SELECT l.id, l.variant_id AS variantId, l.title, l.variant_title AS variantTitle, l.sku, coalesce(v.image, p.image) AS image,
         l.quantity, l.scale, l.unit_price AS unitPrice, l.total, l.tax_rate AS taxRate
       FROM order_lines l LEFT JOIN variants v ON v.id = l.variant_id LEFT JOIN products p ON p.id = v.product_id
       WHERE l.order_id = ? ORDER BY l.position`,
      [id],
    ),
    tenders: read.all<OrderView['tenders'][number]>(
      'SELECT kind, amount, given, change, reference FROM tenders WHERE order_id = ? ORDER BY id',
      [id],
    ),
    flagDetails: read
      .all<{ code: string; raisedAt: number }>(
        'SELECT code, raised_at AS raisedAt FROM order_flags WHERE order_id = ?',
        [id],
      )
      .map((flag) => ({ ...flag, text: FLAG_TEXT[flag.code] ?? flag.code })),
  };
};
