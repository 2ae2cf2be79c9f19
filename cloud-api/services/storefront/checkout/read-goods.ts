import { decodeRow } from '@tillhouse/shared/data/codec.ts';
import type { LateWrites } from '@tillhouse/shared/data/late-writes.ts';
import { plainTable, type PlainRow, type PlainTable } from '@tillhouse/shared/data/plain-tx.ts';
import { type Product, products, type Variant, variants } from '@tillhouse/shared/domains/catalog/schema.ts';
import { heldBack, locations, stockLevels, stockPeriods } from '@tillhouse/shared/domains/inventory/schema.ts';
import { sellingOnline } from '@tillhouse/shared/domains/orders/location-for.ts';
import { priceLists, prices } from '@tillhouse/shared/domains/pricing/schema.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Connection } from '../../../platform/db/connection.ts';

/** Which goods: those that are named, or those of a checkout as it stands. */
export type GoodsOf = { readonly variantIds: readonly string[] } | { readonly checkoutId: string };

/** What was found, for `knowGoods` once the rules are there: they say which lists and places there are. */
export interface Goods {
  readonly variantIds: readonly string[];
  /** Whose movements are locked, with the levels; null: nothing is */
  readonly month: string | null;
  readonly found: Readonly<Record<'variants' | 'products' | 'prices' | 'levels' | 'held' | 'periods', PlainRow[]>>;
}

const ofNamed = '$2::uuid[]';
const ofCheckout = `ARRAY(SELECT (line->>'variantId')::uuid FROM checkouts c, jsonb_array_elements(c.lines) AS line
  WHERE c.tenant_id = $1 AND c.id = $2)`;
/** Of every place whose stock shoppers may have, in the order in which rows are locked everywhere. */
const atPlaces = (table: string, ids: string, more = ''): string =>
  `SELECT s.* FROM ${table} s JOIN locations l ON l.tenant_id = s.tenant_id AND l.id = s.location_id
    WHERE s.tenant_id = $1 AND s.variant_id = ANY(${ids}) AND l.status = 'active' AND l.sells_online = 'yes' ${more}
    ORDER BY s.variant_id, s.location_id`;
const textsOf = (ids: string) => ({
  variants: `SELECT * FROM variants WHERE tenant_id = $1 AND id = ANY(${ids})`,
  products: `SELECT * FROM products WHERE tenant_id = $1
    AND id = ANY(ARRAY(SELECT product_id FROM variants WHERE tenant_id = $1 AND id = ANY(${ids})))`,
  prices: `SELECT * FROM prices WHERE tenant_id = $1 AND variant_id = ANY(${ids})`,
  levels: atPlaces('stock_levels', ids),
  locked: `${atPlaces('stock_levels', ids)} FOR UPDATE OF s`,
  held: atPlaces('held_back', ids),
  periods: `${atPlaces('stock_periods', ids, 'AND s.month = $3')} FOR UPDATE OF s`,
});
const texts = { named: textsOf(ofNamed), checkout: textsOf(ofCheckout) };

/**
 * All that pricing asks of some goods, in one trip that may be its caller's: what they are, their prices in every list, their stock
 * wherever shoppers may have it. Always as it stands.
 * @param month of their stock's movements: levels and that month's rows are locked
 */
export async function readGoods(
  db: Connection,
  tenantId: string,
  of: GoodsOf,
  month: string | null = null,
): Promise<Goods> {
  const text = 'checkoutId' in of ? texts.checkout : texts.named;
  const given = 'checkoutId' in of ? of.checkoutId : [...new Set(of.variantIds)];
  const rows = async (sql: string, table: PlainTable, ...more: string[]): Promise<PlainRow[]> =>
    (await db.rows<PlainRow>(sql, [tenantId, given, ...more])).map((row) => decodeRow(table, row, 'postgres'));
  // Levels first: they are what others wait for, and their rows of the month follow them everywhere.
  const [levels, periods, ofVariants, ofProducts, ofPrices, held] = await atOnce([
    rows(month === null ? text.levels : text.locked, plainTable(stockLevels)),
    month === null ? [] : rows(text.periods, plainTable(stockPeriods), month),
    rows(text.variants, plainTable(variants)),
    rows(text.products, plainTable(products)),
    rows(text.prices, plainTable(prices)),
    rows(text.held, plainTable(heldBack)),
  ]);
  const variantIds = 'checkoutId' in of ? ofVariants.map(({ id }) => String(id)) : [...new Set(of.variantIds)];
  return {
    ...{ variantIds, month },
    found: { variants: ofVariants, products: ofProducts, prices: ofPrices, levels, held, periods },
  };
}

/** Has them known: also that there is no price in a list, no stock at a place. */
export async function knowGoods(late: LateWrites, tx: Tx, { variantIds, found, month }: Goods): Promise<void> {
  const [lists, places] = [await tx.list(priceLists, {}), await tx.list(locations, sellingOnline)];
  const levels = places.flatMap(({ id: locationId }) => variantIds.map((variantId) => ({ variantId, locationId })));
  const ids = (of: readonly string[]) => of.map((id) => ({ id }));
  const know = (table: PlainTable, keys: readonly PlainRow[], rows: readonly PlainRow[], locked = false): void =>
    late.knowRows(table, keys, rows, locked);
  know(plainTable(variants), ids(variantIds), found.variants);
  know(plainTable(products), ids(found.variants.map((row) => String(row['productId']))), found.products);
  const listed = lists.flatMap(({ id: priceListId }) => variantIds.map((variantId) => ({ variantId, priceListId })));
  know(plainTable(prices), listed, found.prices);
  know(plainTable(stockLevels), levels, found.levels, month !== null);
  know(plainTable(heldBack), levels, found.held);
  if (month === null) return;
  know(
    plainTable(stockPeriods),
    levels.map((key) => ({ ...key, month })),
    found.periods,
    true,
  );
}

/** What the lines of a checkout are called and look like now; of those that are gone, nothing. */
export async function readNames(
  db: Connection,
  tenantId: string,
  checkoutId: string,
): Promise<{ variants: readonly Variant[]; products: readonly Product[] }> {
  const { variants: ofVariants, products: ofProducts } = texts.checkout;
  const [own, owners] = await atOnce([
    db.rows<PlainRow>(ofVariants, [tenantId, checkoutId]),
    db.rows<PlainRow>(ofProducts, [tenantId, checkoutId]),
  ]);
  return {
    variants: own.map((row) => decodeRow(plainTable(variants), row, 'postgres') as unknown as Variant),
    products: owners.map((row) => decodeRow(plainTable(products), row, 'postgres') as unknown as Product),
  };
}
