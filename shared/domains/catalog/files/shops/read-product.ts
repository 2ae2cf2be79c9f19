import type { Rejected, SheetRow } from './shop-sheet.ts';
import { readSize, readWeight } from './read-measures.ts';
import { readMoney, readWhole } from '../../../../kernel/read-numbers.ts';
import { idOf } from '../../../../kernel/source-ids.ts';
import type { ProductColumns, ProductGroup } from './product-columns.ts';

/** A product as `catalog.importProducts` takes it, with the lines of the file it came from. */
export interface ProductToImport {
  readonly product: { readonly id: string; readonly title: string; readonly handle?: string } & Record<string, unknown>;
  readonly variants: readonly ({ readonly id: string; readonly sku: string } & Record<string, unknown>)[];
  readonly lines: readonly number[];
}

export interface FileProduct extends ProductToImport {
  readonly currency: string;
  readonly stock: readonly { readonly variantId: string; readonly count: number }[];
  readonly morePrices: readonly MorePrice[];
}

export interface MorePrice {
  readonly currency: string;
  readonly variantId: string;
  readonly amount: number;
  readonly compareAt: number | null;
  readonly row: SheetRow;
}

/** How many decimals money of a currency has; empty: of the one that the file does not name. */
export type DigitsOf = (currency: string) => number;

/** One product with its variants; rows that cannot be read are reported and left out, the rest of the product stays. */
export function readProduct(
  group: ProductGroup,
  columns: ProductColumns,
  taken: Map<string, number>,
  reject: (row: Rejected) => void,
  digitsOf: DigitsOf,
): FileProduct | null {
  const digits = digitsOf(columns.at(group.product, 'currency').toUpperCase());
  const { slug, product: head } = group;
  const { at, source } = columns;
  // A product with variants lists itself first, at price 0 and with a SKU of its own: that row is no variant.
  const rows = group.variants.length > 0 ? group.variants : [head];
  const optionNames = [...new Set(rows.flatMap((row) => columns.options(row).map(({ name }) => name)))].slice(0, 4);
  const lines = [...(rows.includes(head) ? [] : [head.line]), ...group.besides.map(({ line }) => line)];
  const stock: { variantId: string; count: number }[] = [];
  const combinations = new Map<string, number>();
  const variants = rows.flatMap((row, position) => {
    const no = (code: string, reason: string) => {
      reject({ line: row.line, code, reason, fields: row.fields });
      return [];
    };
    const sku = at(row, 'sku');
    if (!sku) return no('no-sku', 'no SKU');
    const before = taken.get(sku);
    if (before !== undefined) return no('duplicate-sku', `the SKU ${sku} stands on line ${before} too`);
    const price = readMoney(at(row, 'price'), digits);
    if (!price.ok) return no('bad-price', `price: ${price.reason}`);
    if (price.value < 0) return no('bad-price', 'price: below zero');
    const compared = at(row, 'compare_at_price');
    const compareAt = compared ? readMoney(compared, digits) : null;
    if (compareAt && !compareAt.ok) return no('bad-price', `compare_at_price: ${compareAt.reason}`);
    const bought = at(row, 'cost_price');
    const cost = bought ? readMoney(bought, digits) : null;
    if (cost && !cost.ok) return no('bad-price', `cost: ${cost.reason}`);
    const weight = columns.weight(row) ?? { value: '', unit: 'g' };
    const grams = readWeight(weight);
    if (!grams.ok) return no('bad-measure', `weight: ${grams.reason}`);
    const size = readSize(columns.sides(row) ?? []);
    if (!size.ok) return no('bad-measure', `size: ${size.reason}`);
    const values = new Map(columns.options(row).map(({ name, value }) => [name, value]));
    const optionValues = optionNames.map((name) => values.get(name) ?? '');
    const gap = optionNames.find((name) => !values.get(name));
    if (gap) return no('no-option-value', `no value for the option ${gap}`);
    const combination = optionValues.join('\u0000');
    const same = combinations.get(combination);
    if (same !== undefined) return no('duplicate-variant', `the same options as line ${same}`);
    combinations.set(combination, row.line);
    taken.set(sku, row.line);
    lines.push(row.line);
    const id = idOf(source, 'variant', sku);
    const count = readWhole(at(row, 'inventory_count') || '0');
    if (count.ok && count.value > 0) stock.push({ variantId: id, count: count.value });
    const gtin = at(row, 'barcode');
    return [
      {
        id,
        position,
        sku: sku.slice(0, 80),
        optionValues,
        gtin: null,
        unit: 'H87',
        scale: 0,
        tracked: at(row, 'track_inventory').toUpperCase() !== 'FALSE',
        image: columns.image(row).slice(0, 300) || null,
        price: price.value,
        compareAt: compareAt?.ok && compareAt.value > price.value ? compareAt.value : null,
        ...(cost?.ok && cost.value >= 0 ? { cost: cost.value } : {}),
        ...(gtin ? { barcodes: [gtin.slice(0, 80)] } : {}),
        ...(grams.value !== null && { grams: grams.value }),
        ...(size.value !== null && { size: size.value }),
      },
    ];
  });
  if (variants.length === 0) {
    // Those that say what is wrong with them are told already.
    const left = [...(rows.includes(head) ? [] : [head]), ...group.besides, ...group.morePrices];
    const reason = 'none of its variants can be brought in';
    for (const { line, fields } of left) reject({ line, code: 'no-variants', reason, fields });
    return null;
  }
  return {
    product: {
      id: idOf(source, 'product', slug),
      title: at(head, 'name').slice(0, 300),
      handle: slug.slice(0, 100),
      description: at(head, 'description').slice(0, 20_000),
      status: statusOf(at(head, 'status')),
      category: (columns.categories(head)[0] ?? '').replaceAll(/\s*->\s*/g, ' > ').slice(0, 120),
      supplier: (at(head, 'vendor') || at(head, 'brand')).slice(0, 120),
      tags: tagsOf(at(head, 'tags')),
      options: optionNames.map((name, index) => ({
        name,
        values: [...new Set(variants.map((variant) => variant.optionValues[index] ?? ''))],
      })),
      taxClass: taxClassOf(at(head, 'tax_category')),
      image: columns.image(head).slice(0, 300) || null,
      soldAtTill: true,
      soldOnline: at(head, 'published').toUpperCase() !== 'FALSE',
      externalRef: `${source}:${slug}`,
      metafields: metafields(
        head,
        group.variants.filter((row) => row !== head),
        columns,
      ),
    },
    variants: variants.map(({ position: _, ...variant }) => variant),
    lines,
    currency: at(head, 'currency').toUpperCase(),
    stock,
    morePrices: morePrices(group, columns, new Set(variants.map(({ sku }) => sku)), reject, digitsOf),
  };
}

function morePrices(
  group: ProductGroup,
  columns: ProductColumns,
  skus: ReadonlySet<string>,
  reject: (row: Rejected) => void,
  digitsOf: DigitsOf,
): MorePrice[] {
  return group.morePrices.flatMap((row) => {
    const sku = columns.at(row, 'sku');
    const currency = columns.at(row, 'currency').toUpperCase();
    const price = readMoney(columns.at(row, 'price'), digitsOf(currency));
    const compared = columns.at(row, 'compare_at_price');
    const compareAt = compared ? readMoney(compared, digitsOf(currency)) : null;
    const reason = !skus.has(sku)
      ? `a price of ${sku}, which could not be brought in`
      : !price.ok
        ? `price: ${price.reason}`
        : compareAt && !compareAt.ok
          ? `compare_at_price: ${compareAt.reason}`
          : null;
    if (reason !== null || !price.ok || price.value < 0) {
      reject({ line: row.line, code: 'bad-price', reason: reason ?? 'price: below zero', fields: row.fields });
      return [];
    }
    const before = compareAt?.ok && compareAt.value > price.value ? compareAt.value : null;
    return [{ currency, variantId: idOf(columns.source, 'variant', sku), amount: price.value, compareAt: before, row }];
  });
}

function statusOf(text: string): 'active' | 'draft' | 'archived' {
  return text === 'draft' || text === 'archived' ? text : 'active';
}

/** The class of the store that Spree's "Default" means; another category keeps its name. */
function taxClassOf(text: string): string {
  const name = text.toLowerCase();
  return name === '' || name === 'default' ? 'standard' : name.slice(0, 40);
}

function tagsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map((tag) => tag.trim().slice(0, 60))
        .filter(Boolean),
    ),
  ].slice(0, 100);
}

/** Everything that has no field of its own: of the product by its name, of a variant by its SKU before the name. */
function metafields(
  head: SheetRow,
  variants: readonly SheetRow[],
  columns: ProductColumns,
): { name: string; value: string }[] {
  const type = columns.at(head, 'product_type');
  const own = [...(type ? [{ name: 'product_type', value: type }] : []), ...columns.others(head)];
  const more = columns
    .categories(head)
    .slice(1)
    .map((value, index) => ({ name: `category${index + 2}`, value }));
  const ofVariants = variants.flatMap((row) =>
    columns.others(row).map(({ name, value }) => ({ name: `${columns.at(row, 'sku')}.${name}`, value })),
  );
  const all = new Map(
    [...own, ...more, ...ofVariants].map(({ name, value }) => [name.slice(0, 120), value.slice(0, 5_000)]),
  );
  return [...all].slice(0, 100).map(([name, value]) => ({ name, value }));
}
