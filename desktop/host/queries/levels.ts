import type { LocationSummary } from '../../bridge/views.ts';
import type { Reader } from '../database/reader.ts';

/** On hand by location of each subject (product or variant), in the order of `locations`; null where never stocked. */
export function onHandByLocation(
  reader: Reader,
  of: 'product' | 'variant',
  ids: readonly string[],
  locations: readonly LocationSummary[],
): Map<string, (number | null)[]> {
  const sql =
    of === 'product'
      ? `SELECT v.product_id AS id, k.location_id AS place, sum(k.on_hand) AS n FROM json_each(?) j
         JOIN variants v ON v.product_id = j.value AND v.status = 'active' JOIN stock_now k ON k.variant_id = v.id
         GROUP BY v.product_id, k.location_id`
      : `SELECT k.variant_id AS id, k.location_id AS place, k.on_hand AS n FROM json_each(?) j
         CROSS JOIN stock_now k ON k.variant_id = j.value`;
  const index = new Map(locations.map((location, i) => [location.id, i]));
  const found = new Map<string, (number | null)[]>();
  for (const { id, place, n } of reader.all<{ id: string; place: string; n: number }>(sql, [JSON.stringify(ids)])) {
    const at = index.get(place);
    if (at === undefined) continue;
    const row = found.get(id) ?? locations.map(() => null);
    row[at] = n;
    found.set(id, row);
  }
  return found;
}

/** Products with an edit of this desk that the cloud has not answered yet. */
export function unsentProducts(reader: Reader): Set<string> {
  const rows = reader.all<{ id: string }>(
    `SELECT DISTINCT coalesce(v.product_id, json_extract(j.row_key, '$[0]')) AS id
     FROM sync_outbox o JOIN sync_journal j ON j.order_no = o.order_no AND j.table_name IN ('products', 'variants', 'prices')
     LEFT JOIN variants v ON v.id = json_extract(j.row_key, '$[0]') WHERE o.state = 'queued' AND o.kind = 'intent'`,
  );
  return new Set(rows.map((row) => row.id));
}
