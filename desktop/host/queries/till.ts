import type { TillTile } from '../../bridge/queries.ts';
import type { ReceiptView } from '../../bridge/views.ts';
import { AVAILABLE, prefixQuery, type Query, type QueryContext } from './reader.ts';

const TILE = `v.id AS variantId, p.title || CASE WHEN v.title = '' THEN '' ELSE ', ' || v.title END AS title,
  coalesce(v.image, p.image) AS image, v.unit, coalesce(r.amount, 0) AS price,
  CASE WHEN v.tracked = 0 THEN NULL ELSE coalesce((SELECT ${AVAILABLE} FROM stock_levels l
    WHERE l.variant_id = v.id AND l.location_id = ?), 0) END AS available`;
const of = (variantId: string) => `variants v ON v.id = ${variantId} JOIN products p ON p.id = v.product_id
  LEFT JOIN prices r ON r.variant_id = v.id AND r.price_list_id = (SELECT id FROM price_lists WHERE is_default = 1)`;
const SELLS = "p.status = 'active' AND p.sold_at_till = 1 AND v.status = 'active'";

export const tillPages: Query<'till.pages'> = ({ read, locationId }) => {
  const tiles = read.all<TillTile & { page: string }>(
    `SELECT f.page, ${TILE} FROM favourites f JOIN ${of('f.variant_id')}
     WHERE ${SELLS} ORDER BY f.position, f.id`,
    [locationId],
  );
  const names = read
    .all<{ page: string }>('SELECT page FROM favourites GROUP BY page ORDER BY min(updated_at), page')
    .map(({ page }) => page);
  const productCount =
    read.get<{ n: number }>(`SELECT count(*) AS n FROM products p WHERE p.status = 'active' AND p.sold_at_till = 1`)
      ?.n ?? 0;
  return {
    productCount,
    pages: names.map((name) => ({
      name,
      tiles: tiles.filter(({ page }) => page === name).map(({ page: _page, ...tile }) => tile),
    })),
  };
};

export const tillSearch: Query<'till.search'> = ({ read, locationId }, { text, limit = 30 }) => {
  const words = prefixQuery(text);
  if (!words) return [];
  return read.all<TillTile & { sku: string }>(
    `SELECT v.sku, ${TILE} FROM (
       SELECT s.variant_id FROM search_text t JOIN search_variants s ON s.no = t.rowid
       WHERE search_text MATCH ? ORDER BY rank LIMIT 200) hit
     JOIN ${of('hit.variant_id')} WHERE ${SELLS} LIMIT ?`,
    [locationId, words, limit],
  );
};

export const tillReceipt: Query<'till.receipt'> = (context, { orderId }) => receiptOf(context, orderId);

type ReceiptHead = Omit<ReceiptView, 'lines' | 'tenders' | 'taxByRate'>;

/** A receipt as it was given: all of it from the order's own snapshots. */
export function receiptOf({ read }: Pick<QueryContext, 'read'>, orderId: string): ReceiptView | null {
  const head = read.get<ReceiptHead>(
    `SELECT o.id AS orderId, coalesce((SELECT number FROM receipts r WHERE r.order_id = o.id), o.number) AS number,
       o.placed_at AS placedAt, s.name AS storeName, coalesce(l.street || ', ' || l.name, '') AS storeStreet,
       o.actor_name AS cashier, o.currency, o.subtotal, o.discount_total AS discountTotal, o.rounding, o.total,
       s.receipt_footer AS footer
     FROM orders o LEFT JOIN store_settings s ON true LEFT JOIN locations l ON l.id = o.location_id WHERE o.id = ?`,
    [orderId],
  );
  if (!head) return null;
  return {
    ...head,
    lines: read.all<ReceiptView['lines'][number]>(
      `SELECT title || CASE WHEN variant_title = '' THEN '' ELSE ', ' || variant_title END AS title, quantity, scale,
         unit_price AS unitPrice, total FROM order_lines WHERE order_id = ? ORDER BY position`,
      [orderId],
    ),
    tenders: read.all<ReceiptView['tenders'][number]>(
      'SELECT kind, amount, given, change FROM tenders WHERE order_id = ? ORDER BY id',
      [orderId],
    ),
    taxByRate: read.all<{ rate: string; net: number; tax: number }>(
      'SELECT tax_rate AS rate, sum(net) AS net, sum(tax) AS tax FROM order_lines WHERE order_id = ? GROUP BY tax_rate ORDER BY min(position)',
      [orderId],
    ),
  };
}
