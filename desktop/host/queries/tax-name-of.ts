import { taxName } from '@tillhouse/shared/domains/pricing/tax-name.ts';
import { jurisdictionsOf } from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import type { Reader } from '../database/reader.ts';

/** What the tax of an order is called, where and when it was taxed. */
export function taxNameOf(reader: Reader, orderId: string): string {
  const row = reader.get<{ zone: string | null; day: string }>(
    `SELECT o.business_date AS day, coalesce(d.taxed_in,
       (SELECT zone FROM tax_zones WHERE place = o.location_id),
       (SELECT zone FROM tax_zones WHERE place = l.store_id),
       (SELECT zone FROM tax_zones WHERE place = 'store')) AS zone
     FROM orders o LEFT JOIN order_deliveries d ON d.order_id = coalesce(o.original_order_id, o.id)
     LEFT JOIN locations l ON l.id = o.location_id WHERE o.id = ?`,
    [orderId],
  );
  if (!row?.zone) return taxName(null, []);
  const rules = reader.all<{ name: string }>(
    `SELECT r.name FROM json_each(?) j JOIN tax_rules r ON r.jurisdiction = j.value
     WHERE r.product_id IS NULL AND (r.category IS NULL OR r.category = 'standard') AND r.from_day <= ?
       AND (r.to_day IS NULL OR r.to_day >= ?) ORDER BY j.key DESC, r.name`,
    [JSON.stringify(jurisdictionsOf(row.zone)), row.day, row.day],
  );
  return taxName(
    row.zone,
    rules.map(({ name }) => name),
  );
}
