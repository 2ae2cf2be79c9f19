import { ImportProblem, type Rejected } from './import-problem.ts';
import type { Sheet, SheetRow } from './read-rows.ts';

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
] as const;
export type SpreeField = (typeof own)[number];

export interface SpreeColumns {
  readonly count: number;
  readonly at: (row: SheetRow, field: SpreeField) => string;
  /** Name and value of each option of a row */
  readonly options: (row: SheetRow) => readonly { readonly name: string; readonly value: string }[];
  readonly categories: (row: SheetRow) => readonly string[];
  readonly image: (row: SheetRow) => string;
  /** Every other column that says something in this row */
  readonly others: (row: SheetRow) => readonly { readonly name: string; readonly value: string }[];
  readonly otherNames: readonly string[];
}

/** @throws ImportProblem when it is no such file */
export function spreeColumns(sheet: Sheet): SpreeColumns {
  const names = sheet.columns.map((name) => name.toLowerCase());
  const missing = ['slug', 'sku', 'name', 'price'].filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new ImportProblem(
      `This is not a product file we can read: it has no column ${missing.join(', ')}. Its columns are ${sheet.columns.slice(0, 12).join(', ')}. Nothing was changed.`,
    );
  }
  const index = new Map(names.map((name, at) => [name, at]));
  const value = (row: SheetRow, name: string) => (row.fields[index.get(name) ?? -1] ?? '').trim();
  const optionNumbers = names.flatMap((name) => /^option(\d+)_name$/.exec(name)?.[1] ?? []);
  const categoryNames = names.filter((name) => /^category\d+$/.test(name));
  const imageNames = names.filter((name) => /^image\d+_src$/.test(name));
  const used = new Set<string>([
    ...own,
    ...categoryNames,
    ...imageNames.slice(0, 1),
    ...optionNumbers.flatMap((n) => [`option${n}_name`, `option${n}_value`]),
  ]);
  const others = names.filter((name) => name && !used.has(name));
  return {
    count: names.length,
    at: value,
    options: (row) =>
      optionNumbers.flatMap((n) => {
        const name = value(row, `option${n}_name`);
        return name ? [{ name, value: value(row, `option${n}_value`) }] : [];
      }),
    categories: (row) => categoryNames.flatMap((name) => value(row, name) || []),
    image: (row) => value(row, imageNames[0] ?? ''),
    others: (row) =>
      others.flatMap((name) =>
        value(row, name) ? [{ name: name.replace(/^custom_field\./, ''), value: value(row, name) }] : [],
      ),
    otherNames: others,
  };
}

export interface SpreeGroup {
  readonly slug: string;
  readonly product: SheetRow;
  readonly variants: readonly SheetRow[];
  /** Rows that only say what a variant above costs in another currency */
  readonly morePrices: readonly SheetRow[];
}

/** The SKU of a row above in another currency, without options of its own. */
function isMorePrice(
  row: SheetRow,
  group: { product: SheetRow; variants: readonly SheetRow[] },
  columns: SpreeColumns,
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
export async function groupRows(
  sheet: Sheet,
  columns: SpreeColumns,
  reject: (row: Rejected) => void,
): Promise<{ groups: SpreeGroup[]; lines: number }> {
  const groups = new Map<string, { slug: string; product: SheetRow; variants: SheetRow[]; morePrices: SheetRow[] }>();
  let lines = 0;
  for await (const row of sheet.rows) {
    lines += 1;
    const no = (code: string, reason: string) => reject({ line: row.line, code, reason, fields: row.fields });
    if (row.fields.length !== columns.count) {
      no('wrong-field-count', `${row.fields.length} fields where the header has ${columns.count}`);
      continue;
    }
    const slug = columns.at(row, 'slug').toLowerCase();
    const name = columns.at(row, 'name');
    const group = groups.get(slug);
    if (!slug) no('no-slug', 'no slug, so it is not known which product this belongs to');
    else if (!group && !name) no('gap', `a variant of “${slug}”, which has no row with a name before it`);
    else if (!group) groups.set(slug, { slug, product: row, variants: [], morePrices: [] });
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
