import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import * as z from 'zod';
import type { ProductRow, QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { locationsOf } from '../session/session-state.ts';
import { storeAt } from '../session/store-at.ts';
import { type Asking, query, sees } from './define-query.ts';
import { findVariants } from './find-variants.ts';
import { onHandByLocation, unsentProducts } from './levels.ts';
import { nothing, page, text } from './params.ts';

type Params = QueryMap['products.index']['params'];
type View = Params['view'];

const conditions: Record<View, string> = {
  selling: "f.status = 'active'",
  low: 'f.low = 1',
  'no-cost': 'f.uncosted = 1',
  draft: "f.status = 'draft'",
  archived: "f.status = 'archived'",
  all: 'true',
};

const sorts = {
  updated: 'f.updated_at',
  title: 'f.title COLLATE NOCASE',
  'on-hand': 'f.on_hand',
  price: 'f.price_from',
} as const;
/** Of a search, products are looked at no further than this. */
const MOST_FOUND = 2_000;

interface Where {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Which products a view shows, over `product_facts f`. */
export function productsWhere(reader: Reader, params: Pick<Params, 'view' | 'search' | 'category'>): Where {
  const parts = [conditions[params.view]];
  const values: SqlValue[] = [];
  if (params.category) {
    parts.push('f.category = ?');
    values.push(params.category);
  }
  const search = params.search?.trim();
  if (search) {
    const variants = findVariants(reader, search, MOST_FOUND);
    parts.push('f.product_id IN (SELECT v.product_id FROM json_each(?) j JOIN variants v ON v.id = j.value)');
    values.push(JSON.stringify(variants));
  }
  return { sql: parts.join(' AND '), values };
}

interface Row {
  id: string;
  title: string;
  sku: string;
  variantCount: number;
  image: string | null;
  status: ProductRow['status'];
  category: string;
  onHand: number;
  scale: number;
  unit: string;
  priceFrom: number;
  priceTo: number;
  sold28: number;
  updatedAt: number;
  updatedBy: string;
  cost: number | null;
  uncosted: number;
  tracked: number;
}

function rowsOf(reader: Reader, params: Params, where: Where): Row[] {
  const sort = sorts[params.sort ?? 'updated'];
  const down = (params.descending ?? params.sort === undefined) ? 'DESC' : 'ASC';
  const ids = reader.all<{ id: string }>(
    `SELECT f.product_id AS id FROM product_facts f WHERE ${where.sql}
     ORDER BY ${sort} ${down}, f.product_id ${down} LIMIT ? OFFSET ?`,
    [...where.values, params.limit, params.offset],
  );
  return reader.all<Row>(
    `SELECT p.id, p.title, f.first_sku AS sku, f.variant_count AS variantCount, p.image, p.status, p.category,
       f.on_hand AS onHand, f.scale, f.unit, f.price_from AS priceFrom, f.price_to AS priceTo, f.sold_28 AS sold28,
       p.updated_at AS updatedAt, open_products_updated_by(p.updated_by, p.id) AS updatedBy, f.uncosted,
       (SELECT max(c.cost) FROM variants v JOIN variant_costs c ON c.variant_id = v.id WHERE v.product_id = p.id AND v.status = 'active') AS cost,
       EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.tracked = 1) AS tracked
     FROM json_each(?) j JOIN products p ON p.id = j.value JOIN product_facts f ON f.product_id = p.id ORDER BY j.key`,
    [JSON.stringify(ids.map((row) => row.id))],
  );
}

/** Tenths of a percent of the price that is left after the cost; tax is left out of the price where it is in it. */
function marginOf(reader: Reader, row: Row): number | null {
  if (row.cost === null || row.uncosted === 1 || row.priceFrom <= 0) return null;
  const net = netOf(reader, row.priceFrom);
  return net > 0 ? Math.round(((net - row.cost) * 1000) / net) : null;
}

function netOf(reader: Reader, price: number): number {
  const row = reader.get<{ rate: string }>("SELECT rate FROM tax_rates WHERE tax_class = 'standard'");
  const [n = 0, d = 1] = (row?.rate ?? '0').split('/').map(Number);
  return storeAt(reader, null)?.pricesIncludeTax ? Math.round((price * d) / (d + n)) : price;
}

function shownRows(reader: Reader, rows: readonly Row[], asking: Asking): QueryMap['products.index']['result']['rows'] {
  const locations = locationsOf(reader);
  const ids = rows.map((row) => row.id);
  const levels = onHandByLocation(reader, 'product', ids, locations);
  const unsent = unsentProducts(reader);
  const costs = sees(asking, 'products.cost');
  return rows.map(({ cost, uncosted, sold28, ...row }) => ({
    ...row,
    tracked: row.tracked === 1,
    byLocation: levels.get(row.id) ?? locations.map(() => null),
    margin: costs ? marginOf(reader, { cost, uncosted, sold28, ...row }) : null,
    coverDays: sold28 > 0 ? Math.max(0, Math.floor((row.onHand * 28) / sold28)) : null,
    unsent: unsent.has(row.id),
  }));
}

const views = Object.keys(conditions) as View[];
const countIn = (reader: Reader, where: Where) =>
  reader.get<{ n: number }>(`SELECT count(*) AS n FROM product_facts f WHERE ${where.sql}`, where.values)?.n ?? 0;

export const productsIndex = query('products.index', {
  params: z.strictObject({
    ...page,
    view: z.enum(['selling', 'low', 'no-cost', 'draft', 'archived', 'all']),
    search: text.optional(),
    category: text.optional(),
    sort: z.enum(['updated', 'title', 'on-hand', 'price']).optional(),
    descending: z.boolean().optional(),
  }),
  permission: 'products.view',
  run: (reader, params, asking) => {
    const where = productsWhere(reader, params);
    const rows = rowsOf(reader, params, where);
    return { total: countIn(reader, where), locations: locationsOf(reader), rows: shownRows(reader, rows, asking) };
  },
});

export const productsViews = query('products.views', {
  params: nothing,
  permission: 'products.view',
  run: (reader) => views.map((view) => ({ view, count: countIn(reader, { sql: conditions[view], values: [] }) })),
});
