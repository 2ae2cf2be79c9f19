import {
  isWhole,
  type ProductColumns,
  type ProductDialect,
  type ProductField,
  type ProductGroup,
  valuesOf,
} from './product-columns.ts';
import type { Rejected, SheetRow, ShopSheet } from './shop-sheet.ts';

/** Columns of a Spree product export that have a field of their own here; every other one is kept as a metafield. */
const own = [
  'slug',
  'sku',
  'name',
  'price',
  'compare_at_price',
  'currency',
  'status',
  'description',
  'tags',
  'tax_category',
  'product_type',
  'track_inventory',
  'inventory_count',
  'barcode',
  'cost_price',
  'vendor',
  'brand',
] as const satisfies readonly ProductField[];

/** Depth is its length. */
const sides = ['depth', 'width', 'height'] as const;

export const isSpree = (sheet: Pick<ShopSheet, 'columns'>): boolean =>
  ['slug', 'sku', 'name', 'price'].every(valuesOf(sheet).has);

export function spreeDialect(sheet: Pick<ShopSheet, 'columns'>): ProductDialect {
  const columns = spreeColumns(sheet);
  return { kind: 'spree', columns, group: (rows, reject) => groupRows(rows, columns, reject) };
}

function spreeColumns(sheet: Pick<ShopSheet, 'columns'>): ProductColumns {
  const { names, value, has } = valuesOf(sheet);
  const optionNumbers = names.flatMap((name) => /^option(\d+)_name$/.exec(name)?.[1] ?? []);
  const categoryNames = names.filter((name) => /^category\d+$/.test(name));
  const imageNames = names.filter((name) => /^image\d+_src$/.test(name));
  const used = new Set<string>([
    ...own,
    ...categoryNames,
    ...imageNames.slice(0, 1),
    ...optionNumbers.flatMap((n) => [`option${n}_name`, `option${n}_value`]),
  ]);
  // Without its unit nobody knows what a number means: then it is kept as it stands.
  const [hasWeight, hasSides] = [has('weight') && has('weight_unit'), has('depth') && has('dimensions_unit')];
  for (const name of hasWeight ? ['weight', 'weight_unit'] : []) used.add(name);
  for (const name of hasSides ? [...sides, 'dimensions_unit'] : []) used.add(name);
  const others = names.filter((name) => name && !used.has(name));
  return {
    source: 'spree',
    count: names.length,
    at: value,
    options: (row) =>
      optionNumbers.flatMap((n) => {
        const name = value(row, `option${n}_name`);
        return name ? [{ name, value: value(row, `option${n}_value`) }] : [];
      }),
    categories: (row) => categoryNames.flatMap((name) => value(row, name) || []),
    image: (row) => value(row, imageNames[0] ?? ''),
    weight: (row) => (hasWeight ? { value: value(row, 'weight'), unit: value(row, 'weight_unit') } : null),
    sides: (row) => {
      const unit = value(row, 'dimensions_unit');
      return hasSides ? sides.map((name) => ({ value: value(row, name), unit })) : null;
    },
    others: (row) =>
      others.flatMap((name) =>
        value(row, name) ? [{ name: name.replace(/^custom_field\./, ''), value: value(row, name) }] : [],
      ),
    otherNames: others,
  };
}

/** The SKU of a row above in another currency, without options of its own. */
function isMorePrice(
  row: SheetRow,
  group: { product: SheetRow; variants: readonly SheetRow[] },
  columns: ProductColumns,
): boolean {
  const sku = columns.at(row, 'sku');
  const first = [group.product, ...group.variants].find((one) => columns.at(one, 'sku') === sku);
  return (
    first !== undefined &&
    columns.at(first, 'currency') !== columns.at(row, 'currency') &&
    columns.options(row).length === 0
  );
}

/** Rows of one product: the first has its name, those after it are its variants. */
async function groupRows(
  sheet: ShopSheet,
  columns: ProductColumns,
  reject: (row: Rejected) => void,
): Promise<{ groups: ProductGroup[]; lines: number }> {
  const groups = new Map<
    string,
    { slug: string; product: SheetRow; variants: SheetRow[]; morePrices: SheetRow[]; besides: [] }
  >();
  let lines = 0;
  for await (const row of sheet.rows) {
    lines += 1;
    const no = (code: string, reason: string) => reject({ line: row.line, code, reason, fields: row.fields });
    if (!isWhole(row, columns.count, reject)) continue;
    const slug = columns.at(row, 'slug').toLowerCase();
    const name = columns.at(row, 'name');
    const group = groups.get(slug);
    if (!slug) no('no-slug', 'no slug, so it is not known which product this belongs to');
    else if (!group && !name) no('gap', `a variant of “${slug}”, which has no row with a name before it`);
    else if (!group) groups.set(slug, { slug, product: row, variants: [], morePrices: [], besides: [] });
    else if (name && name !== columns.at(group.product, 'name'))
      no(
        'duplicate-slug',
        `“${slug}” is another product on line ${group.product.line}: “${columns.at(group.product, 'name')}”`,
      );
    else if (isMorePrice(row, group, columns)) group.morePrices.push(row);
    else group.variants.push(row);
  }
  return { groups: [...groups.values()], lines };
}
