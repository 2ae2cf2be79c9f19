import type { TermedList } from '@tillhouse/shared/domains/pricing/price-points.ts';
import { type PricedRow, priorPrice } from '@tillhouse/shared/domains/pricing/prior-price.ts';
import type { PromotionRow } from '@tillhouse/shared/domains/pricing/schema.ts';
import type { Connection } from '../../platform/db/connection.ts';
import type { Priced } from './read-products.ts';

interface Item {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly scale: number;
  readonly category: string;
  readonly tags: string[];
}

/**
 * By variant, what its reduction has to name. Nothing where the store does not name it, or where nothing was known of before.
 * @param variantIds those whose reduction is shown
 */
export async function readPriorPrices(
  db: Connection,
  tenantId: string,
  { priceListId, currency, at, namesPriorPrice = false, timeZone = 'UTC' }: Priced,
  variantIds: readonly string[],
): Promise<Map<string, number>> {
  if (!namesPriorPrice || priceListId === null || variantIds.length === 0) return new Map();
  const known = await db.rows<TermedList>(
    'SELECT id, name, currency, terms FROM price_lists WHERE tenant_id = $1 AND (id = $2 OR terms IS NOT NULL)',
    [tenantId, priceListId],
  );
  const base = known.find(({ id }) => id === priceListId);
  if (!base) return new Map();
  const lists = known.filter((list) => list.id !== base.id && list.currency === currency);
  const rows = await db.rows<PricedRow & { readonly variantId: string }>(
    `SELECT variant_id AS "variantId", price_list_id AS "priceListId", amount, compare_at AS "compareAt", breaks, history,
            (extract(epoch FROM updated_at) * 1000)::bigint AS "updatedAt"
       FROM prices WHERE tenant_id = $1 AND variant_id = ANY($2) AND price_list_id = ANY($3)`,
    [tenantId, variantIds, [base.id, ...lists.map(({ id }) => id)]],
  );
  const items = await db.rows<Item>(
    `SELECT v.id, v.product_id AS "productId", v.sku, v.scale, p.category, p.tags
       FROM variants v JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
      WHERE v.tenant_id = $1 AND v.id = ANY($2)`,
    [tenantId, variantIds],
  );
  const promotions = await db.rows<PromotionRow>(
    `SELECT id, name, status, rule, (extract(epoch FROM updated_at) * 1000)::bigint AS "updatedAt", updated_by AS "updatedBy"
       FROM promotions WHERE tenant_id = $1`,
    [tenantId],
  );
  const rowsOf = Map.groupBy(rows, (row) => row.variantId);
  const found = items.flatMap(({ id, category, ...item }): [string, number][] => {
    const good = { ...item, variantId: id, categories: category === '' ? [] : [category] };
    const own = rowsOf.get(id) ?? [];
    const lowest = priorPrice({ base, lists, rows: own, promotions, good, currency, timeZone, at });
    return lowest === null ? [] : [[id, lowest]];
  });
  return new Map(found);
}
