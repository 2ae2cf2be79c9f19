import { normaliseBarcode } from '@tillhouse/shared/domains/catalog/gtin.ts';
import type { InStoreRule } from '@tillhouse/shared/domains/catalog/in-store-code.ts';
import type { Connection } from '../../platform/db/connection.ts';

export interface FoundItem {
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly variantTitle: string;
}

/** The variant of the first of these codes that is a barcode, else a GTIN, else a SKU: each an equality on an index, as at the desk. */
export async function findItem(db: Connection, tenantId: string, codes: readonly string[]): Promise<FoundItem | null> {
  for (const code of codes) {
    const kept = normaliseBarcode(code);
    const [found] = await db.rows<FoundItem>(
      `SELECT v.id AS "variantId", v.product_id AS "productId", v.sku, p.title, v.title AS "variantTitle"
         FROM (SELECT variant_id AS id, 1 AS rank FROM barcodes WHERE tenant_id = $1 AND code = $2
               UNION ALL SELECT id, 2 FROM variants WHERE tenant_id = $1 AND gtin IN ($2, $3, $4)
               UNION ALL SELECT id, 3 FROM variants WHERE tenant_id = $1 AND sku = $3) f
         JOIN variants v ON v.tenant_id = $1 AND v.id = f.id
         JOIN products p ON p.tenant_id = $1 AND p.id = v.product_id
        ORDER BY f.rank LIMIT 1`,
      [tenantId, kept, code, kept.replace(/^0+/, '')],
    );
    if (found) return found;
  }
  return null;
}

/** What the digits of codes mean that this store prints itself. */
export function storeRules(db: Connection, tenantId: string): Promise<InStoreRule[]> {
  return db.rows<InStoreRule>('SELECT pattern, means FROM barcode_rules WHERE tenant_id = $1 ORDER BY position, id', [
    tenantId,
  ]);
}
