import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';

const facts = `INSERT INTO product_facts (product_id, title, status, category, updated_at, variant_count, first_sku, scale,
    unit, on_hand, price_from, price_to, uncosted, low, sold_28)
  SELECT p.id, p.title, p.status, p.category, p.updated_at, count(v.id),
    coalesce((SELECT f.sku FROM variants f WHERE f.product_id = p.id ORDER BY f.position LIMIT 1), ''),
    coalesce(max(v.scale), 0), coalesce(max(v.unit), 'H87'),
    coalesce(sum(l.on_hand), 0), coalesce(min(pr.amount), 0), coalesce(max(pr.amount), 0),
    coalesce(max(p.status = 'active' AND v.id IS NOT NULL AND c.variant_id IS NULL), 0),
    coalesce(max(p.status = 'active' AND v.tracked = 1 AND l.on_hand IS NOT NULL AND (l.on_hand <= 0 OR l.on_hand * 2 <= coalesce(s.sold_28, 0))), 0),
    coalesce(sum(s.sold_28), 0)
  FROM json_each(?) j
  JOIN products p ON p.id = j.value
  LEFT JOIN variants v ON v.product_id = p.id AND v.status = 'active'
  LEFT JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = (SELECT id FROM price_lists WHERE is_default = 1)
  LEFT JOIN variant_costs c ON c.variant_id = v.id
  LEFT JOIN variant_pace s ON s.variant_id = v.id
  LEFT JOIN (SELECT k.variant_id, sum(k.on_hand) AS on_hand FROM stock_levels k
      WHERE k.variant_id IN (SELECT w.id FROM variants w WHERE w.product_id IN (SELECT value FROM json_each(?)))
      GROUP BY k.variant_id) l ON l.variant_id = v.id
  WHERE true GROUP BY p.id
  ON CONFLICT (product_id) DO UPDATE SET title = excluded.title, status = excluded.status, category = excluded.category,
    updated_at = excluded.updated_at, variant_count = excluded.variant_count, first_sku = excluded.first_sku,
    scale = excluded.scale, unit = excluded.unit, on_hand = excluded.on_hand, price_from = excluded.price_from,
    price_to = excluded.price_to, uncosted = excluded.uncosted, low = excluded.low, sold_28 = excluded.sold_28`;

const gone = `DELETE FROM product_facts WHERE product_id IN (SELECT value FROM json_each(?))
  AND NOT EXISTS (SELECT 1 FROM products p WHERE p.id = product_facts.product_id)`;

const newRows = `INSERT INTO variant_word_rows (variant_id, product_id)
  SELECT v.id, v.product_id FROM json_each(?) j JOIN variants v ON v.product_id = j.value WHERE true
  ON CONFLICT (variant_id) DO UPDATE SET product_id = excluded.product_id`;

/** Rows of variants that are gone, or that moved to another product. */
const lostRows = `SELECT r.row_no FROM json_each(?) j JOIN variant_word_rows r ON r.product_id = j.value
  WHERE NOT EXISTS (SELECT 1 FROM variants v WHERE v.id = r.variant_id)`;

const words = `INSERT OR REPLACE INTO variant_words (rowid, title, sku, codes)
  SELECT r.row_no, p.title || ' ' || v.title, v.sku,
    coalesce(v.gtin, '') || coalesce((SELECT ' ' || group_concat(b.code, ' ') FROM barcodes b WHERE b.variant_id = v.id), '')
  FROM json_each(?) j JOIN products p ON p.id = j.value
  JOIN variants v ON v.product_id = p.id JOIN variant_word_rows r ON r.variant_id = v.id`;

export type Stale = 'product_stale_facts' | 'product_stale_words';

/** Ids of up to `limit` stale products. */
export function staleIds(connection: DeskConnection, stale: Stale, limit: number): string[] {
  const sql =
    stale === 'product_stale_facts'
      ? 'SELECT product_id FROM product_stale_facts LIMIT ?'
      : 'SELECT product_id FROM product_stale_words LIMIT ?';
  return connection.allNow(sql, [limit]).map((row) => row.product_id as string);
}

/** What lists sort by, of these products. */
export function deriveFacts(connection: DeskConnection, ids: readonly string[]): void {
  if (ids.length === 0) return;
  const list = JSON.stringify(ids);
  connection.runNow(facts, [list, list]);
  connection.runNow(gone, [list]);
  connection.runNow('DELETE FROM product_stale_facts WHERE product_id IN (SELECT value FROM json_each(?))', [list]);
}

/** What search finds, of these products. */
export function deriveWords(connection: DeskConnection, ids: readonly string[]): void {
  if (ids.length === 0) return;
  const list = JSON.stringify(ids);
  for (const row of connection.allNow(lostRows, [list])) {
    connection.runNow('DELETE FROM variant_words WHERE rowid = ?', [row.row_no as number]);
    connection.runNow('DELETE FROM variant_word_rows WHERE row_no = ?', [row.row_no as number]);
  }
  connection.runNow(newRows, [list]);
  connection.runNow(words, [list]);
  connection.runNow('DELETE FROM product_stale_words WHERE product_id IN (SELECT value FROM json_each(?))', [list]);
}
