import { type Measure, type UnitPrice, unitPriceOf } from '@tillhouse/shared/domains/catalog/measure.ts';
import { moneyIn } from '@tillhouse/shared/domains/pricing/explain.ts';
import { priceHere } from '@tillhouse/shared/domains/pricing/price-points.ts';
import type { Rating, ReviewMode } from '@tillhouse/shared/domains/reviews/rules.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { readPoints } from '../../platform/access/price-points.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { readPriorPrices } from './prior-prices.ts';
import { readRatings } from './reviews/read-ratings.ts';
import { availableSql, type AvailabilityWord, wordFor } from './read-availability.ts';

export interface ShopVariant {
  readonly id: string;
  readonly title: string;
  readonly optionValues: string[];
  readonly sku: string;
  /** Minor units, as the shop shows prices */
  readonly price: number;
  readonly compareAt: number | null;
  /** Lowest of the 30 days before a reduction, where one is announced and the store names it */
  readonly priorPrice: number | null;
  readonly image: string | null;
  /** Whole units */
  readonly available: number;
  readonly availability: AvailabilityWord;
  /** Digits of its unit: an order counts in the smallest step */
  readonly scale: number;
  /** Beside its price, of what is in it; null where nobody said */
  readonly unitPrice: UnitPrice | null;
}

export interface ShopProduct {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly supplier: string;
  readonly image: string | null;
  readonly currency: string;
  readonly priceFrom: number;
  readonly priceTo: number;
  readonly compareAt: number | null;
  /** As `compareAt`, of the cheapest variant */
  readonly priorPrice: number | null;
  readonly unitPrice: UnitPrice | null;
  readonly available: number;
  readonly availability: AvailabilityWord;
  /** Of what shoppers say of it; null where there is nothing, or the store shows none */
  readonly rating: Rating | null;
  readonly options: { name: string; values: string[] }[];
  readonly variants: ShopVariant[];
}

interface ProductRow {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly supplier: string;
  readonly image: string | null;
  readonly options: ShopProduct['options'];
}

interface VariantRow {
  readonly product_id: string;
  readonly id: string;
  readonly title: string;
  readonly option_values: string[];
  readonly sku: string;
  readonly amount: number;
  readonly compare_at: number | null;
  readonly image: string | null;
  readonly available: number;
  readonly scale: number;
  readonly measure: Measure | null;
}

/** In which list's prices; null has none, and then nothing is on sale */
export interface Priced {
  readonly priceListId: string | null;
  readonly currency: string;
  /** When it is looked at; what is kept of an answer is a minute behind a list that begins or ends */
  readonly at: number;
  readonly namesPriorPrice?: boolean;
  readonly timeZone?: string;
  /** Left out as `off`: no ratings are read */
  readonly reviews?: ReviewMode;
}

const productColumns = 'p.id, p.handle, p.title, p.description, p.category, p.supplier, p.image, p.options';
/** What shoppers can see: sold online, with a variant that has a price in the list $2. */
export const onSale = `p.tenant_id = $1 AND p.status = 'active' AND p.sold_online AND EXISTS (
  SELECT 1 FROM variants v JOIN prices x ON x.tenant_id = v.tenant_id AND x.variant_id = v.id
   WHERE v.tenant_id = p.tenant_id AND v.product_id = p.id AND v.status = 'active' AND x.price_list_id = $2)`;

/** No title is empty. A bound that is always there lets one plan walk the index from any place. */
const BEFORE_ALL = ['', '00000000-0000-0000-0000-000000000000'] as const;

interface PageAsked {
  readonly limit: number;
  /** Title and id of the last product of the page before */
  readonly after: readonly [string, string] | null;
  readonly category: string | null;
}

const pageSql = (columns: string) => `SELECT ${columns} FROM products p
  WHERE ${onSale} AND ($3::text IS NULL OR p.category = $3 OR starts_with(p.category, $3 || ','))
    AND (p.title, p.id) > ($4, $5::uuid)
  ORDER BY p.title, p.id LIMIT $6`;
const pageParams = (tenantId: string, ask: PageAsked & Pick<Priced, 'priceListId'>): unknown[] => [
  ...[tenantId, ask.priceListId, ask.category, ...(ask.after ?? BEFORE_ALL), ask.limit + 1],
];

/** Which products a page by title holds, and where the next one begins. */
export async function readPageIds(
  connection: Connection,
  tenantId: string,
  ask: PageAsked & Pick<Priced, 'priceListId'>,
): Promise<{ ids: string[]; last: readonly [string, string] | null }> {
  const rows = await connection.rows<Pick<ProductRow, 'id' | 'title'>>(
    pageSql('p.id, p.title'),
    pageParams(tenantId, ask),
  );
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return { ids: page.map(({ id }) => id), last: rows.length > ask.limit && last ? [last.title, last.id] : null };
}

/** A page by title. */
export async function readProductPage(
  connection: Connection,
  tenantId: string,
  ask: Priced & PageAsked,
): Promise<{ products: ShopProduct[]; last: readonly [string, string] | null }> {
  const rows = await connection.rows<ProductRow>(pageSql(productColumns), pageParams(tenantId, ask));
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  const products = await withVariants(connection, tenantId, ask, { ids: page.map(({ id }) => id), rows: page });
  return { products, last: rows.length > ask.limit && last ? [last.title, last.id] : null };
}

/** These of the products that are on sale, in this order. */
export async function readProductsById(
  connection: Connection,
  tenantId: string,
  view: Priced,
  ids: readonly string[],
): Promise<ShopProduct[]> {
  const rows = connection.rows<ProductRow>(
    `SELECT ${productColumns} FROM products p WHERE ${onSale} AND p.id = ANY($3::uuid[])`,
    [tenantId, view.priceListId, ids],
  );
  const read = await withVariants(connection, tenantId, view, { ids, rows });
  const byId = new Map(read.map((product) => [product.id, product]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function readProduct(
  connection: Connection,
  tenantId: string,
  view: Priced,
  handle: string,
): Promise<ShopProduct | undefined> {
  const rows = await connection.rows<ProductRow>(
    `SELECT ${productColumns} FROM products p WHERE ${onSale} AND p.handle = $3`,
    [tenantId, view.priceListId, handle],
  );
  const [product] = await withVariants(connection, tenantId, view, { ids: rows.map(({ id }) => id), rows });
  return product;
}

interface Products {
  readonly ids: readonly string[];
  /** Of these ids; may be on their way, then all of it is one trip */
  readonly rows: readonly ProductRow[] | Promise<readonly ProductRow[]>;
}

async function withVariants(
  connection: Connection,
  tenantId: string,
  view: Priced,
  { ids: productIds, rows }: Products,
): Promise<ShopProduct[]> {
  const { priceListId, currency, at } = view;
  if (productIds.length === 0) return [];
  const own = connection.rows<VariantRow>(
    `SELECT v.product_id, v.id, v.title, v.option_values, v.sku, x.amount, x.compare_at, v.image, v.scale, v.measure,
            (${availableSql})::bigint AS available
       FROM variants v
       JOIN prices x ON x.tenant_id = v.tenant_id AND x.variant_id = v.id AND x.price_list_id = $3
      WHERE v.tenant_id = $1 AND v.product_id = ANY($2::uuid[]) AND v.status = 'active'
      ORDER BY v.product_id, v.position, v.id`,
    [tenantId, productIds, priceListId],
  );
  const priced = readPoints(connection, tenantId, { priceListId, currency, at }, productIds);
  const said = readRatings(connection, tenantId, view, productIds);
  const [products, variants, points, ratings] = await atOnce([rows, own, priced, said]);
  // A shopper of whom nothing is known yet, who looks at one of it.
  const now = { currency, at, channel: 'online', locationId: '', groups: [] } as const;
  const plain = moneyIn(0);
  const shown = variants.map((variant) => {
    const here = priceHere(points.get(variant.id) ?? [], { quantity: 1, scale: 0 }, now, plain);
    return here ? { ...variant, amount: here.amount, compare_at: here.compareAt ?? variant.compare_at } : variant;
  });
  const reduced = shown.flatMap(({ id, amount, compare_at }) => (compare_at !== null && compare_at > amount ? id : []));
  const prior = await readPriorPrices(connection, tenantId, view, reduced);
  const byProduct = Map.groupBy(shown, (variant) => variant.product_id);
  return products.map((product) => ({
    ...shopProduct(product, byProduct.get(product.id) ?? [], currency, prior),
    rating: ratings.get(product.id) ?? null,
  }));
}

function shopProduct(
  row: ProductRow,
  rows: readonly VariantRow[],
  currency: string,
  prior: ReadonlyMap<string, number>,
): Omit<ShopProduct, 'rating'> {
  const variants = rows.map(
    (variant): ShopVariant => ({
      id: variant.id,
      title: variant.title,
      optionValues: variant.option_values,
      sku: variant.sku,
      price: variant.amount,
      compareAt: variant.compare_at,
      priorPrice: prior.get(variant.id) ?? null,
      image: variant.image,
      available: variant.available,
      availability: wordFor(variant.available),
      scale: variant.scale,
      unitPrice: unitPriceOf(variant.amount, variant.measure),
    }),
  );
  const prices = variants.map((variant) => variant.price);
  const available = variants.reduce((sum, variant) => sum + Math.max(0, variant.available), 0);
  const cheapest = variants.find((variant) => variant.price === Math.min(...prices));
  return {
    ...row,
    currency,
    priceFrom: prices.length === 0 ? 0 : Math.min(...prices),
    priceTo: prices.length === 0 ? 0 : Math.max(...prices),
    compareAt: cheapest?.compareAt ?? null,
    priorPrice: cheapest?.priorPrice ?? null,
    unitPrice: cheapest?.unitPrice ?? null,
    available,
    availability: wordFor(available),
    variants,
  };
}
