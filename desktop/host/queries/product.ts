import type { QueryMap, VariantRow } from '../../bridge/queries.ts';
import type { Query, QueryContext } from './reader.ts';

type ProductView = NonNullable<QueryMap['products.one']['result']>;

interface ProductRecord {
  id: string;
  title: string;
  handle: string;
  description: string;
  status: ProductView['status'];
  category: string;
  supplier: string;
  tags: string;
  options: string;
  taxClass: string;
  image: string | null;
  soldAtTill: number;
  soldOnline: number;
  updatedAt: number;
}

export const productsOne: Query<'products.one'> = (context, { id }) => {
  const { read } = context;
  const product = read.get<ProductRecord>(
    `SELECT id, title, handle, description, status, category, supplier, tags, options, tax_class AS taxClass, image,
       sold_at_till AS soldAtTill, sold_online AS soldOnline, updated_at AS updatedAt FROM products WHERE id = ?`,
    [id],
  );
  if (!product) return null;
  const priceListId = read.get<{ id: string }>('SELECT id FROM price_lists WHERE is_default = 1')?.id ?? '';
  const variants = variantsOf(context, id, priceListId);
  const stockValue = variants.every((variant) => variant.cost !== null)
    ? variants.reduce((sum, variant) => sum + stockWorth(variant), 0)
    : null;
  return {
    ...product,
    tags: JSON.parse(product.tags) as string[],
    options: JSON.parse(product.options) as ProductView['options'],
    soldAtTill: product.soldAtTill === 1,
    soldOnline: product.soldOnline === 1,
    taxClasses: read.all<{ taxClass: string; name: string; rate: string }>(
      'SELECT tax_class AS taxClass, name, rate FROM tax_rates ORDER BY tax_class',
    ),
    categories: read
      .all<{ category: string }>(
        "SELECT DISTINCT category FROM products WHERE category <> '' ORDER BY category LIMIT 500",
      )
      .map(({ category }) => category),
    currency: context.currency,
    priceListId,
    onHand: variants.reduce((sum, variant) => sum + variant.onHand, 0),
    stockValue,
    sold30Days: soldSince(context, id, 30),
    variants,
    history: historyOf(context, id),
    ...neighbours(context, product),
  };
};

function stockWorth(variant: VariantRow): number {
  return Math.round(((variant.cost ?? 0) * variant.onHand) / 10 ** variant.scale);
}

function variantsOf({ read, can }: QueryContext, productId: string, priceListId: string): VariantRow[] {
  const rows = read.all<Omit<VariantRow, 'optionValues'> & { optionValues: string }>(
    `SELECT v.id, v.title, v.option_values AS optionValues, v.sku, v.gtin, coalesce(r.amount, 0) AS price,
       r.compare_at AS compareAt, c.cost AS cost, coalesce((SELECT sum(on_hand) FROM stock_levels l WHERE l.variant_id = v.id), 0) AS onHand,
       v.scale, v.unit, v.status, v.image
     FROM variants v LEFT JOIN prices r ON r.variant_id = v.id AND r.price_list_id = ?
       LEFT JOIN variant_costs c ON c.variant_id = v.id
     WHERE v.product_id = ? ORDER BY v.position, v.id`,
    [priceListId, productId],
  );
  return rows.map((row) => ({
    ...row,
    optionValues: JSON.parse(row.optionValues) as string[],
    cost: can('products.cost') ? row.cost : null,
  }));
}

function soldSince({ read, now }: QueryContext, productId: string, days: number): number {
  const row = read.get<{ units: number | null }>(
    `SELECT sum(-m.on_hand) AS units FROM variants v JOIN stock_movements m ON m.variant_id = v.id
     WHERE v.product_id = ? AND m.occurred_at >= ? AND m.cause IN ('sale', 'return', 'fulfilled')`,
    [productId, now - days * 86_400_000],
  );
  return row?.units ?? 0;
}

/** Edits that this desk made and still keeps, and values that lost a race; the cloud's audit log has all of them. */
function historyOf({ read }: QueryContext, productId: string): ProductView['history'] {
  const conflicts = read.all<{ at: number; by: string; field: string; lost: string; kept: string }>(
    `SELECT lost_at AS at, lost_by AS "by", field, lost, kept FROM field_conflicts
     WHERE subject_id = ? OR subject_id IN (SELECT id FROM variants WHERE product_id = ?) ORDER BY lost_at DESC LIMIT 20`,
    [productId, productId],
  );
  return conflicts.map(({ at, by, field, lost, kept }) => ({
    at,
    by,
    fields: [{ field, from: plain(lost), to: plain(kept) }],
  }));
}

function plain(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The products beside this one in the index as it opens: newest change first. */
function neighbours({ read }: QueryContext, product: { id: string; updatedAt: number; status: string }) {
  const at = [product.status, product.updatedAt, product.updatedAt, product.id];
  const previous = read.get<{ id: string }>(
    `SELECT id FROM products WHERE status = ? AND (updated_at > ? OR (updated_at = ? AND id < ?)) ORDER BY updated_at, id DESC LIMIT 1`,
    at,
  );
  const next = read.get<{ id: string }>(
    `SELECT id FROM products WHERE status = ? AND (updated_at < ? OR (updated_at = ? AND id > ?)) ORDER BY updated_at DESC, id LIMIT 1`,
    at,
  );
  return { previousId: previous?.id ?? null, nextId: next?.id ?? null };
}
