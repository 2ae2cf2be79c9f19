import { lowestNow, type PricedRow, priorPrice } from '@tillhouse/shared/domains/pricing/prior-price.ts';
import type { PromotionRow } from '@tillhouse/shared/domains/pricing/schema.ts';
import { readTermedLists } from '../basket/read-prices.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';

interface Row extends Omit<PricedRow, 'breaks' | 'history'> {
  readonly variantId: string;
  readonly sku: string;
  readonly scale: number;
  readonly history: string | null;
}

/**
 * By variant of a product, what its reduction has to name: the lowest that anybody could buy it at on the web in the 30 days before; where
 * it is not reduced, in those until now.
 */
export function lowestPrices(
  reader: Reader,
  product: { readonly id: string; readonly category: string; readonly tags: string },
  at: number,
): Map<string, number> {
  const base = reader.get<{ id: string; name: string; currency: string }>(
    'SELECT id, name, currency FROM price_lists WHERE is_default = 1',
  );
  if (!base) return new Map();
  const { currency } = base;
  const lists = readTermedLists(reader).filter((list) => list.currency === currency);
  const rows = reader.all<Row>(
    `SELECT v.id AS variantId, v.sku, v.scale, r.price_list_id AS priceListId, r.amount, r.compare_at AS compareAt, r.history,
       r.updated_at AS updatedAt
     FROM variants v JOIN prices r ON r.variant_id = v.id WHERE v.product_id = ?`,
    [product.id],
  );
  const promotions = reader
    .all<Omit<PromotionRow, 'rule'> & { readonly rule: string }>(
      'SELECT id, name, status, rule, updated_at AS updatedAt, updated_by AS updatedBy FROM promotions',
    )
    .map((row): PromotionRow => ({ ...row, rule: JSON.parse(row.rule) }));
  const what = {
    productId: product.id,
    categories: product.category === '' ? [] : [product.category],
    tags: JSON.parse(product.tags) as string[],
  };
  const timeZone = storeAt(reader, null)?.timeZone ?? 'UTC';
  const found = [...Map.groupBy(rows, (row) => row.variantId)].flatMap(([variantId, own]): [string, number][] => {
    const [{ sku, scale }] = own as [Row];
    const known = own.map((row) => ({
      ...row,
      breaks: null,
      history: row.history === null ? null : JSON.parse(row.history),
    }));
    const good = { ...what, variantId, sku, scale };
    const sold = own.find((row) => row.priceListId === base.id);
    const reduced = sold?.compareAt != null && sold.compareAt > sold.amount;
    const lowest = (reduced ? priorPrice : lowestNow)({
      base,
      lists,
      rows: known,
      promotions,
      good,
      currency,
      timeZone,
      at,
    });
    return lowest === null ? [] : [[variantId, lowest]];
  });
  return new Map(found);
}
