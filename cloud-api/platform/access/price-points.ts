import type { PricePoint } from '@tillhouse/shared/domains/pricing/calculation-args.ts';
import {
  type ListPrice,
  listsOpen,
  pricePoints,
  type TermedList,
} from '@tillhouse/shared/domains/pricing/price-points.ts';
import type { Connection } from '../db/connection.ts';

interface Selling {
  readonly priceListId: string | null;
  readonly currency: string;
  readonly at: number;
}

/** Prices by variant as the calculation takes them: of the list that sells and of those with terms beside it, at a moment. */
export async function readPoints(
  db: Connection,
  tenantId: string,
  { priceListId, currency, at }: Selling,
  variantIds: readonly string[],
): Promise<Map<string, PricePoint[]>> {
  if (priceListId === null || variantIds.length === 0) return new Map();
  const known = await db.rows<TermedList>(
    'SELECT id, name, currency, terms FROM price_lists WHERE tenant_id = $1 AND (id = $2 OR terms IS NOT NULL)',
    [tenantId, priceListId],
  );
  const base = known.find(({ id }) => id === priceListId);
  if (!base) return new Map();
  const lists = listsOpen(known, currency, at);
  const rows = await db.rows<ListPrice & { readonly variantId: string }>(
    `SELECT variant_id AS "variantId", price_list_id AS "priceListId", amount, compare_at AS "compareAt", breaks
       FROM prices WHERE tenant_id = $1 AND variant_id = ANY($2) AND price_list_id = ANY($3)`,
    [tenantId, variantIds, [base.id, ...lists.map(({ id }) => id)]],
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.variantId)].map(([id, own]) => [id, pricePoints(base, lists, own)]),
  );
}
