import type { PricePoint } from '@tillhouse/shared/domains/pricing/calculation-args.ts';
import {
  type ListPrice,
  listsOpen,
  pricePoints,
  type TermedList,
} from '@tillhouse/shared/domains/pricing/price-points.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type { Connection } from '../db/connection.ts';

interface Selling {
  readonly priceListId: string | null;
  readonly currency: string;
  readonly at: number;
}

/**
 * Prices of the variants of products as the calculation takes them, by variant: of the list that sells and of those with terms beside
 * it, at a moment. Asked for at once.
 */
export async function readPoints(
  db: Connection,
  tenantId: string,
  { priceListId, currency, at }: Selling,
  productIds: readonly string[],
): Promise<Map<string, PricePoint[]>> {
  if (priceListId === null || productIds.length === 0) return new Map();
  const [known, all] = await atOnce([
    db.rows<TermedList>(
      'SELECT id, name, currency, terms FROM price_lists WHERE tenant_id = $1 AND (id = $2 OR terms IS NOT NULL)',
      [tenantId, priceListId],
    ),
    db.rows<ListPrice & { readonly variantId: string }>(
      `SELECT x.variant_id AS "variantId", x.price_list_id AS "priceListId", x.amount, x.compare_at AS "compareAt", x.breaks
         FROM variants v JOIN prices x ON x.tenant_id = v.tenant_id AND x.variant_id = v.id
        WHERE v.tenant_id = $1 AND v.product_id = ANY($2::uuid[]) AND x.price_list_id = ANY(
          ARRAY(SELECT id FROM price_lists WHERE tenant_id = $1 AND (id = $3 OR terms IS NOT NULL)))`,
      [tenantId, productIds, priceListId],
    ),
  ]);
  const base = known.find(({ id }) => id === priceListId);
  if (!base) return new Map();
  const lists = listsOpen(known, currency, at);
  const open = new Set([base.id, ...lists.map(({ id }) => id)]);
  const rows = all.filter((row) => open.has(row.priceListId));
  return new Map(
    [...Map.groupBy(rows, (row) => row.variantId)].map(([id, own]) => [id, pricePoints(base, lists, own)]),
  );
}
