import type { Connection } from '../../../platform/db/connection.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { onSale } from '../read-products.ts';

export interface FoundProduct {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly image: string | null;
  readonly category: string;
  readonly variantIds: string[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A product on sale here, by its handle or its id. @throws HttpProblem 404 */
export async function findProduct(
  db: Connection,
  tenantId: string,
  { priceListId }: { readonly priceListId: string | null },
  handleOrId: string,
): Promise<FoundProduct> {
  const [row] = await db.rows<FoundProduct>(
    `SELECT p.id, p.handle, p.title, p.image, p.category,
            ARRAY(SELECT v.id FROM variants v WHERE v.tenant_id = p.tenant_id AND v.product_id = p.id)::text[] AS "variantIds"
       FROM products p WHERE ${onSale} AND ${uuid.test(handleOrId) ? 'p.id = $3::uuid' : 'p.handle = $3'}`,
    [tenantId, priceListId, handleOrId],
  );
  if (!row) throw notFound('product');
  return row;
}
