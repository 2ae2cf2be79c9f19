import { fullTitle } from '../words.ts';
import * as z from 'zod';
import type { QueryMap, VariantRow } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { type Asking, query, sees } from './define-query.ts';
import { lowestPrices } from './lowest-prices.ts';
import { productHistory } from './product-history.ts';
import { id } from './params.ts';

type One = NonNullable<QueryMap['products.one']['result']>;

interface ProductRow {
  id: string;
  title: string;
  handle: string;
  description: string;
  status: One['status'];
  category: string;
  supplier: string;
  tags: string;
  options: string;
  taxClass: string;
  minimumAge: number | null;
  image: string | null;
  soldAtTill: number;
  soldOnline: number;
  updatedAt: number;
}

interface FullVariant extends Omit<VariantRow, 'optionValues' | 'measure' | 'lowest'> {
  readonly optionValues: string;
  readonly measure: string | null;
}

function variantsOf(reader: Reader, product: ProductRow, asking: Asking): VariantRow[] {
  const costs = sees(asking, 'products.cost');
  const lowest = lowestPrices(reader, product, asking.now);
  return reader
    .all<FullVariant>(
      `SELECT v.id, v.title, v.option_values AS optionValues, v.sku, v.gtin, coalesce(pr.amount, 0) AS price,
         pr.compare_at AS compareAt, c.cost, coalesce((SELECT sum(on_hand) FROM stock_now WHERE variant_id = v.id), 0) AS onHand,
         v.scale, v.unit, v.measure, v.deposit_id AS depositId, v.status, v.image
       FROM variants v
       LEFT JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = (SELECT id FROM price_lists WHERE is_default = 1)
       LEFT JOIN variant_costs c ON c.variant_id = v.id WHERE v.product_id = ? ORDER BY v.position, v.id`,
      [product.id],
    )
    .map((row) => ({
      ...row,
      optionValues: JSON.parse(row.optionValues),
      measure: row.measure === null ? null : (JSON.parse(row.measure) as VariantRow['measure']),
      cost: costs ? row.cost : null,
      lowest: lowest.get(row.id) ?? null,
    }));
}

/** Cost of what is on hand; null without the right to see it, or where a cost is missing. */
function stockValue(variants: readonly VariantRow[], asking: Asking): number | null {
  if (!sees(asking, 'products.cost')) return null;
  let value = 0;
  for (const { cost, onHand, scale } of variants) {
    if (cost === null) return null;
    value += Math.round((cost * onHand) / 10 ** scale);
  }
  return value;
}

function neighbours(reader: Reader, product: ProductRow): Pick<One, 'previousId' | 'nextId'> {
  const at = [product.status, product.updatedAt, product.id];
  const next = `SELECT product_id AS id FROM product_facts WHERE status = ? AND (updated_at, product_id) < (?, ?)
    ORDER BY updated_at DESC, product_id DESC LIMIT 1`;
  const previous = `SELECT product_id AS id FROM product_facts WHERE status = ? AND (updated_at, product_id) > (?, ?)
    ORDER BY updated_at, product_id LIMIT 1`;
  return {
    previousId: reader.get<{ id: string }>(previous, at)?.id ?? null,
    nextId: reader.get<{ id: string }>(next, at)?.id ?? null,
  };
}

function soldSince(reader: Reader, productId: string, since: number): number {
  const row = reader.get<{ n: number | null }>(
    `SELECT sum(l.quantity / CASE l.scale WHEN 3 THEN 1000 WHEN 2 THEN 100 WHEN 1 THEN 10 ELSE 1 END) AS n
     FROM variants v JOIN order_lines l ON l.variant_id = v.id AND l.placed_at >= ? WHERE v.product_id = ?`,
    [since, productId],
  );
  return row?.n ?? 0;
}

/** What may be the container of something: sold whole, not counted, without a deposit of its own. */
const containers = `SELECT v.id AS variantId, p.title, v.title AS variantTitle, v.sku FROM variants v JOIN products p ON p.id = v.product_id
  WHERE v.tracked = 0 AND v.scale = 0 AND v.status = 'active' AND v.deposit_id IS NULL AND v.product_id <> ? ORDER BY p.title, v.position LIMIT 200`;

export const productsOne = query('products.one', {
  params: z.strictObject({ id }),
  permission: 'products.view',
  run: (reader, params, asking) => {
    const product = reader.get<ProductRow>(
      `SELECT id, title, handle, description, status, category, supplier, tags, options, tax_class AS taxClass, minimum_age AS minimumAge, image,
         sold_at_till AS soldAtTill, sold_online AS soldOnline, updated_at AS updatedAt FROM products WHERE id = ?`,
      [params.id],
    );
    if (!product) return null;
    const variants = variantsOf(reader, product, asking);
    const list = reader.get<{ id: string }>('SELECT id FROM price_lists WHERE is_default = 1');
    return {
      ...product,
      tags: JSON.parse(product.tags),
      options: JSON.parse(product.options),
      soldAtTill: product.soldAtTill === 1,
      soldOnline: product.soldOnline === 1,
      taxClasses: reader.all<One['taxClasses'][number]>(
        'SELECT tax_class AS taxClass, name, rate FROM tax_rates ORDER BY name',
      ),
      categories: reader
        .all<{ category: string }>(
          "SELECT DISTINCT category FROM product_facts WHERE category <> '' ORDER BY category LIMIT 500",
        )
        .map((row) => row.category),
      currency: storeAt(reader, null)?.currency ?? '',
      priceListId: list?.id ?? '',
      onHand: variants.reduce((sum, variant) => sum + (variant.status === 'active' ? variant.onHand : 0), 0),
      stockValue: stockValue(variants, asking),
      sold30Days: soldSince(reader, product.id, asking.now - 30 * 86_400_000),
      variants,
      containers: reader
        .all<{ variantId: string; title: string; variantTitle: string; sku: string }>(containers, [product.id])
        .map(({ variantId, title, variantTitle, sku }) => ({
          variantId,
          name: `${fullTitle(title, variantTitle)} (${sku})`,
        })),
      history: productHistory(reader, product.id, asking),
      ...neighbours(reader, product),
    };
  },
});
