import * as z from 'zod';
import type { QueryMap } from '../../bridge/queries.ts';
import { query } from './define-query.ts';
import { id, nothing } from './params.ts';

type Orders = QueryMap['receiving.orders']['result'];
type One = NonNullable<QueryMap['receiving.one']['result']>;

export const receivingQueries = {
  'receiving.orders': query('receiving.orders', {
    params: nothing,
    permission: 'stock.receive',
    run: (reader) =>
      reader.all<Orders[number]>(
        `SELECT o.id, o.number, o.supplier, coalesce(l.name, '') AS locationName, o.bay, coalesce(sum(n.ordered), 0) AS ordered,
           coalesce(sum(n.received), 0) AS received, count(n.id) AS lines,
           coalesce(sum(n.received >= n.ordered), 0) AS linesComplete
         FROM purchase_orders o LEFT JOIN locations l ON l.id = o.location_id
         LEFT JOIN purchase_order_lines n ON n.purchase_order_id = o.id
         WHERE o.status = 'open' GROUP BY o.id ORDER BY o.created_at, o.number`,
      ),
  }),
  'receiving.one': query('receiving.one', {
    params: z.strictObject({ id }),
    permission: 'stock.receive',
    run: (reader, params) => {
      const order = reader.get<Omit<One, 'lines'>>(
        `SELECT o.id, o.number, o.supplier, coalesce(l.name, '') AS locationName, o.bay
         FROM purchase_orders o LEFT JOIN locations l ON l.id = o.location_id WHERE o.id = ?`,
        [params.id],
      );
      if (!order) return null;
      const lines = reader.all<One['lines'][number]>(
        `SELECT n.id, n.variant_id AS variantId,
           coalesce(p.title || CASE v.title WHEN '' THEN '' ELSE ', ' || v.title END, 'Unknown item') AS title,
           coalesce(v.sku, '') AS sku, v.gtin, coalesce(v.image, p.image) AS image, n.ordered, n.received
         FROM purchase_order_lines n LEFT JOIN variants v ON v.id = n.variant_id LEFT JOIN products p ON p.id = v.product_id
         WHERE n.purchase_order_id = ? ORDER BY n.received >= n.ordered, v.sku`,
        [params.id],
      );
      return { ...order, lines };
    },
  }),
};
