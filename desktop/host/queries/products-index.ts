import type { ProductRow } from '../../bridge/queries.ts';
import { AVAILABLE, locationsOf, marks, prefixQuery, type Query, type QueryContext, type SqlParam } from './reader.ts';

/** Fewer available than this is low; a reorder point per variant comes with purchasing. */
const LOW = 3;

const LOW_PRODUCTS = `p.id IN (
  SELECT v.product_id FROM variants v JOIN stock_levels l ON l.variant_id = v.id
  WHERE v.tracked = 1 AND v.status = 'active' GROUP BY v.id HAVING sum${AVAILABLE} <= ${LOW})`;

const VIEWS = {
  selling: "p.status = 'active'",
  low: `p.status = 'active' AND ${LOW_PRODUCTS}`,
  'no-cost': `p.status = 'active' AND EXISTS (
    SELECT 1 FROM variants v LEFT JOIN variant_costs c ON c.variant_id = v.id
    WHERE v.product_id = p.id AND c.variant_id IS NULL)`,
  draft: "p.status = 'draft'",
  archived: "p.status = 'archived'",
  all: 'true',
} as const;

const ORDER = {
  updated: 'p.updated_at',
  title: 'p.title',
  'on-hand': `(SELECT sum(l.on_hand) FROM variants v JOIN stock_levels l ON l.variant_id = v.id WHERE v.product_id = p.id)`,
  price: `(SELECT min(r.amount) FROM variants v JOIN prices r ON r.variant_id = v.id WHERE v.product_id = p.id)`,
} as const;

export const productsViews: Query<'products.views'> = ({ read }) =>
  (['selling', 'low', 'no-cost', 'draft', 'archived'] as const).map((view) => ({
    view,
    count: read.get<{ n: number }>(`SELECT count(*) AS n FROM products p WHERE ${VIEWS[view]}`)?.n ?? 0,
  }));

/** A window of the index: ids by an index of their order first, details of those few rows after. */
export const productsIndex: Query<'products.index'> = (context, params) => {
  const { read } = context;
  const where: string[] = [VIEWS[params.view]];
  const values: SqlParam[] = [];
  if (params.category) {
    where.push('p.category = ?');
    values.push(params.category);
  }
  const words = params.search ? prefixQuery(params.search) : '';
  if (words) {
    where.push(
      `p.id IN (SELECT s.product_id FROM search_text t JOIN search_variants s ON s.no = t.rowid WHERE search_text MATCH ?)`,
    );
    values.push(words);
  }
  const sort = params.sort ?? 'updated';
  const direction = (params.descending ?? sort === 'updated') ? 'DESC' : 'ASC';
  const filter = where.join(' AND ');
  const total = read.get<{ n: number }>(`SELECT count(*) AS n FROM products p WHERE ${filter}`, values)?.n ?? 0;
  const ids = read.all<{ id: string }>(
    `SELECT p.id FROM products p WHERE ${filter} ORDER BY ${ORDER[sort]} ${direction}, p.id LIMIT ? OFFSET ?`,
    [...values, params.limit, params.offset],
  );
  const locations = locationsOf(read);
  const rows = productRows(
    context,
    ids.map(({ id }) => id),
    locations.map(({ id }) => id),
  );
  return { total, locations, rows };
};

interface Head {
  id: string;
  title: string;
  image: string | null;
  status: ProductRow['status'];
  category: string;
  updatedAt: number;
  updatedBy: string;
  variantCount: number;
  sku: string;
  scale: number;
  unit: string;
  priceFrom: number;
  priceTo: number;
  cost: number | null;
}

function productRows(context: QueryContext, ids: readonly string[], locationIds: readonly string[]): ProductRow[] {
  if (ids.length === 0) return [];
  const { read } = context;
  const heads = new Map(
    read
      .all<Head>(
        `SELECT p.id, p.title, coalesce(p.image, min(v.image)) AS image, p.status, p.category, p.updated_at AS updatedAt,
           p.updated_by AS updatedBy, count(v.id) AS variantCount, min(v.sku) AS sku, max(v.scale) AS scale, max(v.unit) AS unit,
           coalesce(min(r.amount), 0) AS priceFrom, coalesce(max(r.amount), 0) AS priceTo, avg(c.cost) AS cost
         FROM products p LEFT JOIN variants v ON v.product_id = p.id AND v.status = 'active'
           LEFT JOIN prices r ON r.variant_id = v.id AND r.price_list_id = (SELECT id FROM price_lists WHERE is_default = 1)
           LEFT JOIN variant_costs c ON c.variant_id = v.id
         WHERE p.id IN (${marks(ids)}) GROUP BY p.id`,
        ids,
      )
      .map((head) => [head.id, head]),
  );
  const levels = levelsByProduct(context, ids);
  const pace = unitsOf28Days(context, ids);
  const unsent = unsentProducts(context, ids);
  return ids.flatMap((id) => {
    const head = heads.get(id);
    if (!head) return [];
    const byLocation = locationIds.map((location) => levels.get(`${id} ${location}`) ?? null);
    const onHand = byLocation.reduce<number>((sum, level) => sum + (level ?? 0), 0);
    const { cost, ...shown } = head;
    const sold = pace.get(id) ?? 0;
    return {
      ...shown,
      onHand,
      byLocation,
      margin: context.can('products.cost') && cost !== null ? marginTenths(head.priceFrom, head.priceTo, cost) : null,
      coverDays: sold > 0 ? Math.max(0, Math.round((onHand * 28) / sold)) : null,
      unsent: unsent.has(id),
    };
  });
}

/** Per cent in tenths of the middle price; for people to compare, not for money. */
function marginTenths(from: number, to: number, cost: number): number | null {
  const price = (from + to) / 2;
  return price > 0 ? Math.round(((price - cost) / price) * 1000) : null;
}

function levelsByProduct({ read }: QueryContext, ids: readonly string[]): Map<string, number> {
  const rows = read.all<{ productId: string; locationId: string; onHand: number }>(
    `SELECT v.product_id AS productId, l.location_id AS locationId, sum(l.on_hand) AS onHand
     FROM variants v JOIN stock_levels l ON l.variant_id = v.id
     WHERE v.product_id IN (${marks(ids)}) GROUP BY v.product_id, l.location_id`,
    ids,
  );
  return new Map(rows.map((row) => [`${row.productId} ${row.locationId}`, row.onHand]));
}

function unitsOf28Days({ read, now }: QueryContext, ids: readonly string[]): Map<string, number> {
  const rows = read.all<{ productId: string; units: number }>(
    `SELECT v.product_id AS productId, sum(-m.on_hand) AS units
     FROM variants v JOIN stock_movements m ON m.variant_id = v.id
     WHERE v.product_id IN (${marks(ids)}) AND m.occurred_at >= ? AND m.cause IN ('sale', 'return', 'fulfilled')
     GROUP BY v.product_id`,
    [...ids, now - 28 * 86_400_000],
  );
  return new Map(rows.map((row) => [row.productId, row.units]));
}

/** Products with an edit of this desk that the cloud has not acknowledged. */
function unsentProducts({ read }: QueryContext, ids: readonly string[]): Set<string> {
  const rows = read.all<{ id: string }>(
    `SELECT DISTINCT json_extract(j.row_key, '$[0]') AS id FROM sync_journal j JOIN sync_outbox o ON o.order_no = j.order_no
     WHERE j.table_name = 'products' AND o.state IN ('queued', 'answered')`,
  );
  const waiting = new Set(rows.map(({ id }) => id));
  return new Set(ids.filter((id) => waiting.has(id)));
}
