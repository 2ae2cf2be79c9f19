import type { FirstPageGoods, ShelfAsked, ShelfGood } from '../../bridge/content-views.ts';
import type { Reader } from '../database/reader.ts';

const MOST_DEPARTMENTS = 24;
const MOST_PLACES = 50;

/** `Tableware, Mugs` with `Tableware` above it. */
export function categoriesIn(reader: Reader): string[] {
  const rows = reader.all<{ category: string }>(
    "SELECT DISTINCT category FROM products WHERE category <> '' LIMIT 2000",
  );
  const levels = rows.flatMap(({ category }) => {
    const parts = category.split(',').map((part) => part.trim());
    return parts.map((_, to) => parts.slice(0, to + 1).join(', '));
  });
  return [...new Set(levels)].filter((each) => each !== '').sort();
}

/** As the cloud shows goods on the web: sold online, with a variant that has a price in the list. */
const onSale = `p.status = 'active' AND p.sold_online = 1 AND EXISTS (
  SELECT 1 FROM variants v JOIN prices x ON x.variant_id = v.id
   WHERE v.product_id = p.id AND v.status = 'active' AND x.price_list_id = ?)`;

const shown = `p.id, p.title, p.image, (SELECT min(x.amount) FROM variants v JOIN prices x ON x.variant_id = v.id
   WHERE v.product_id = p.id AND v.status = 'active' AND x.price_list_id = ?) AS price`;

function goodsOf(reader: Reader, list: string, { category, products, most }: ShelfAsked): ShelfGood[] {
  if (products.length === 0)
    return reader.all<ShelfGood>(
      `SELECT ${shown} FROM products p
        WHERE ${onSale} AND (? = '' OR p.category = ? OR substr(p.category, 1, length(?) + 1) = ? || ',')
        ORDER BY p.title, p.id LIMIT ?`,
      [list, list, category, category, category, category, most],
    );
  return reader.all<ShelfGood>(
    `SELECT ${shown} FROM json_each(?) j JOIN products p ON p.id = j.value WHERE ${onSale} ORDER BY j.key LIMIT ?`,
    [list, JSON.stringify(products), list, most],
  );
}

/** What the sections of a store's first page show, as this desk knows it. */
export function firstPageGoods(
  reader: Reader,
  storeId: string,
  shelves: readonly ShelfAsked[],
): Omit<FirstPageGoods, 'pages'> {
  const [store] = reader.all<{ list: string | null; main: number }>(
    `SELECT coalesce(price_list_id, (SELECT id FROM price_lists WHERE is_default = 1)) AS list, main
       FROM store_settings WHERE id = ?`,
    [storeId],
  );
  const list = store?.list ?? '';
  const departments = reader.all<{ name: string }>(
    `SELECT trim(substr(p.category, 1, instr(p.category || ',', ',') - 1)) AS name FROM products p
      WHERE ${onSale} AND p.category <> '' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST_DEPARTMENTS}`,
    [list],
  );
  return {
    shelves: shelves.map((asked) => goodsOf(reader, list, asked)),
    departments: departments.map(({ name }) => name).filter((name) => name !== ''),
    categories: categoriesIn(reader),
    places: reader.all<{ name: string; street: string }>(
      `SELECT name, street FROM locations WHERE kind = 'shop' AND status = 'active'
          AND (store_id = ? OR (store_id IS NULL AND ? = 1)) ORDER BY name LIMIT ${MOST_PLACES}`,
      [storeId, store?.main ?? 0],
    ),
  };
}
