import type { Connection } from '../../../platform/db/connection.ts';
import { onSale } from '../read-products.ts';

/** A line `l` of an order `o` that they have: taken along at a till, sent, or handed over; of history that was brought in, all. */
export const theyHaveIt = `o.kind = 'sale' AND o.status <> 'cancelled' AND (o.historical OR o.fulfilment_status IN ('handed-over', 'shipped')
  OR EXISTS (SELECT 1 FROM fulfilment_lines f WHERE f.tenant_id = l.tenant_id AND f.line_id = l.id))`;

/** Of each line of an order that its buyer has, and whose product is still on sale: where its page is. @returns handles by the ids of lines */
export async function readToReview(
  db: Connection,
  { tenantId, orderId, priceListId }: { tenantId: string; orderId: string; priceListId: string | null },
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.rows<{ line: string; handle: string }>(
    `SELECT l.id AS line, p.handle FROM orders o
       JOIN order_lines l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
       JOIN variants w ON w.tenant_id = l.tenant_id AND w.id = l.variant_id
       JOIN products p ON p.tenant_id = w.tenant_id AND p.id = w.product_id
      WHERE ${onSale} AND o.tenant_id = $1 AND o.id = $3 AND ${theyHaveIt}`,
    [tenantId, priceListId, orderId],
  );
  return new Map(rows.map(({ line, handle }) => [line, handle]));
}
