import type { QueryMap } from '../../bridge/queries.ts';
import type { Query } from './reader.ts';

type OrderSummary = QueryMap['receiving.orders']['result'][number];
type OrderView = NonNullable<QueryMap['receiving.one']['result']>;

/** Open purchase orders, those of the window's location first. */
export const receivingOrders: Query<'receiving.orders'> = ({ read, locationId }) =>
  read.all<OrderSummary>(
    `SELECT o.id, o.number, o.supplier, coalesce(l.name, '') AS locationName, o.bay,
       coalesce(sum(n.ordered), 0) AS ordered, coalesce(sum(n.received), 0) AS received, count(n.id) AS lines,
       coalesce(sum(n.received >= n.ordered), 0) AS linesComplete
     FROM purchase_orders o LEFT JOIN locations l ON l.id = o.location_id
       LEFT JOIN purchase_order_lines n ON n.purchase_order_id = o.id
     WHERE o.status = 'open' GROUP BY o.id ORDER BY o.location_id IS NOT ?, o.expected_on, o.number`,
    [locationId],
  );

export const receivingOne: Query<'receiving.one'> = ({ read }, { id }) => {
  const order = read.get<Omit<OrderView, 'lines'>>(
    `SELECT o.id, o.number, o.supplier, coalesce(l.name, '') AS locationName, o.bay
     FROM purchase_orders o LEFT JOIN locations l ON l.id = o.location_id WHERE o.id = ?`,
    [id],
  );
  if (!order) return null;
  const lines = read.all<OrderView['lines'][number]>(
    `SELECT n.id, n.variant_id AS variantId, p.title || CASE WHEN v.title = '' THEN '' ELSE ', ' || v.title END AS title,
       v.sku, v.gtin, coalesce(v.image, p.image) AS image, n.ordered, n.received
     FROM purchase_order_lines n JOIN variants v ON v.id = n.variant_id JOIN products p ON p.id = v.product_id
     WHERE n.purchase_order_id = ? ORDER BY v.sku`,
    [id],
  );
  return { ...order, lines };
};
