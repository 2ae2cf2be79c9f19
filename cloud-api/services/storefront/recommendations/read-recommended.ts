import { productSuggestions } from '@tillhouse/shared/domains/recommendations/schema.ts';
import { monthsBefore } from '@tillhouse/shared/domains/recommendations/months.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { onSale, type Priced, readProductsById, type ShopProduct } from '../read-products.ts';

/** `together`: chosen by the shop, or bought in the same orders; `alike`: of the same category; `popular`: sold most */
export type Reason = 'together' | 'alike' | 'popular';

export interface Recommended {
  readonly because: Reason;
  readonly product: ShopProduct;
}

/** So long what was bought together counts, and what sells. */
const TOGETHER_MONTHS = 12;
const POPULAR_MONTHS = 3;
/** One order alone says nothing of others, and would tell who had it. */
const LEAST_ORDERS = 2;
const CANDIDATES = 24;

interface Asked extends Priced {
  readonly most: number;
  /** Which products it is to go with, and of which categories they are; none: what sells most */
  readonly products: readonly { readonly id: string; readonly category: string }[];
}

/**
 * What goes with some products: what the shop chose, then what was bought in the same orders, then of the same category, then
 * what sells most; on sale here, in stock, and never what is asked for. Nobody’s own orders, baskets or visits are looked at.
 */
export async function readRecommended(db: Connection, tenantId: string, asked: Asked): Promise<Recommended[]> {
  const { most, products: of } = asked;
  const ids = of.map(({ id }) => id);
  const chosen = await withTx(db, tenantId, (tx) =>
    tx.getMany(
      productSuggestions,
      ids.map((productId) => ({ productId })),
    ),
  );
  const left = new Set([...ids, ...chosen.flatMap(({ excluded }) => excluded)]);
  const found: Recommended[] = [];
  const take = async (because: Reason, candidates: readonly string[]): Promise<void> => {
    const wanted = [...new Set(candidates)].filter((id) => !left.has(id));
    if (wanted.length === 0 || found.length >= most) return;
    const shown = await readProductsById(db, tenantId, asked, wanted.slice(0, CANDIDATES));
    for (const product of shown) {
      left.add(product.id);
      if (found.length < most && product.availability !== 'out') found.push({ because, product });
    }
  };
  if (ids.length > 0) {
    const pairs = await readPairs(db, tenantId, ids, asked.at);
    await take('together', [...chosen.flatMap(({ pinned }) => pinned), ...pairs]);
    const categories = [...new Set(of.map(({ category }) => category))].filter(Boolean).slice(0, 3);
    if (found.length < most)
      for (const category of categories) await take('alike', await readAlike(db, tenantId, asked, category));
  }
  if (found.length < most) await take('popular', await readPopular(db, tenantId, asked, null));
  return found;
}

/** Those that go with it more than with everything else come first: what is in most baskets goes with nothing. */
async function readPairs(db: Connection, tenantId: string, ids: readonly string[], at: number): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `WITH pairs AS (
       SELECT other_id, sum(orders) AS together FROM product_pairs
        WHERE tenant_id = $1 AND product_id = ANY($2::uuid[]) AND other_id <> ALL($2::uuid[]) AND month >= $3
        GROUP BY other_id HAVING sum(orders) >= ${LEAST_ORDERS})
     SELECT other_id AS id FROM pairs LEFT JOIN LATERAL (
       SELECT sum(orders) AS sold FROM product_pairs s
        WHERE s.tenant_id = $1 AND s.product_id = other_id AND s.other_id = pairs.other_id AND s.month >= $3) s ON true
      ORDER BY together / sqrt(greatest(coalesce(sold, 0), together)) DESC, other_id LIMIT ${CANDIDATES}`,
    [tenantId, ids, monthsBefore(at, TOGETHER_MONTHS)],
  );
  return rows.map(({ id }) => id);
}

/** What sells most of all, or of one category. */
async function readPopular(
  db: Connection,
  tenantId: string,
  { priceListId, at }: Priced,
  category: string | null,
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `SELECT s.product_id AS id FROM product_pairs s JOIN products p ON p.tenant_id = s.tenant_id AND p.id = s.product_id
      WHERE s.tenant_id = $1 AND s.product_id = s.other_id AND s.month >= $3 AND ($4::text IS NULL OR p.category = $4)
        AND ${onSale}
      GROUP BY s.product_id ORDER BY sum(s.orders) DESC, s.product_id LIMIT ${CANDIDATES}`,
    [tenantId, priceListId, monthsBefore(at, POPULAR_MONTHS), category],
  );
  return rows.map(({ id }) => id);
}

/** Of one category: what sells, then the first by title. */
async function readAlike(db: Connection, tenantId: string, view: Priced, category: string): Promise<string[]> {
  const [popular, first] = await atOnce([
    readPopular(db, tenantId, view, category),
    db.rows<{ id: string }>(
      `SELECT p.id FROM products p WHERE ${onSale} AND p.category = $3 ORDER BY p.title, p.id LIMIT ${CANDIDATES}`,
      [tenantId, view.priceListId, category],
    ),
  ]);
  return [...popular, ...first.map(({ id }) => id)];
}
