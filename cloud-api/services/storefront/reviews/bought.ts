import type { Connection } from '../../../platform/db/connection.ts';
import { ownOrders } from '../account/own-order-routes.ts';
import { onSale } from '../read-products.ts';
import type { FoundProduct } from './find-product.ts';
import { theyHaveIt } from './to-review.ts';

export interface Whose {
  readonly tenantId: string;
  readonly customerId: string;
  /** Of orders that they placed as a guest */
  readonly email: string;
}

export async function boughtIt(db: Connection, whose: Whose, productId: string): Promise<boolean> {
  const rows = await db.rows(
    `WITH own AS (${ownOrders})
     SELECT 1 FROM variants v
       JOIN order_lines l ON l.tenant_id = v.tenant_id AND l.variant_id = v.id
       JOIN orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
      WHERE v.tenant_id = $1 AND v.product_id = $4 AND o.id IN (SELECT id FROM own) AND ${theyHaveIt} LIMIT 1`,
    [whose.tenantId, whose.customerId, whose.email, productId],
  );
  return rows.length > 0;
}

const MOST = 20;

/** What they have and is still on sale, the last bought first. @param orderId null: of all their orders */
export async function readBought(
  db: Connection,
  whose: Whose,
  priceListId: string | null,
  orderId: string | null,
): Promise<Pick<FoundProduct, 'id' | 'handle' | 'title' | 'image'>[]> {
  const bought = await db.rows<{ id: string }>(
    `WITH own AS (${ownOrders})
     SELECT v.product_id AS id FROM own
       JOIN orders o ON o.tenant_id = $1 AND o.id = own.id
       JOIN order_lines l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
       JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
      WHERE ($4::uuid IS NULL OR o.id = $4) AND ${theyHaveIt}
      GROUP BY 1 ORDER BY max(o.placed_at) DESC, 1 LIMIT ${MOST}`,
    [whose.tenantId, whose.customerId, whose.email, orderId],
  );
  const ids = bought.map(({ id }) => id);
  const rows = await db.rows<Pick<FoundProduct, 'id' | 'handle' | 'title' | 'image'>>(
    `SELECT p.id, p.handle, p.title, p.image FROM products p WHERE ${onSale} AND p.id = ANY($3::uuid[])`,
    [whose.tenantId, priceListId, ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
