import { FileProblem } from './read-file.ts';
import type { ShopOfFile } from './planned.ts';
import { MOST_OPTIONS } from './sheet-columns.ts';
import { productColumns } from './sheet-product.ts';
import type { PriceColumn, SheetShape } from './sheet-variant.ts';

/** Which columns a spreadsheet has, and what of them is ours. */

const others = [
  ...[
    'handle',
    'product id',
    'variant id',
    'sku',
    'barcode',
    'more barcodes',
    'weight (g)',
    'length (mm)',
    'width (mm)',
  ],
  ...['height (mm)', 'hs code', 'country of origin', 'contents', 'unit of contents', 'price of a unit for', 'sold by'],
  ...['decimals of a quantity', 'stock is counted', 'variant status', 'variant picture'],
];
const known = new Set([
  ...productColumns,
  ...others,
  ...Array.from({ length: MOST_OPTIONS }, (_, at) => [`option${at + 1} name`, `option${at + 1} value`]).flat(),
]);

const money = /^(price|compare-at price|cost)(?:: (.+?))?(?: \(([A-Z]{3})\))?$/i;

export interface ReadShape {
  readonly shape: SheetShape;
  readonly unknown: readonly string[];
  /** Lists are known by their names alone: a spreadsheet makes none */
  readonly lists: readonly [];
  readonly knows: ReadonlySet<string | null>;
}

/** @throws FileProblem where two columns have one name, or prices are another money's */
export function sheetShape(columns: readonly string[], shop: ShopOfFile): ReadShape {
  const { currency } = shop;
  const prices: PriceColumn[] = [];
  const unknown: string[] = [];
  const has = new Set<string>();
  let cost: SheetShape['cost'] = null;
  for (const name of columns) {
    const column = name.trim().toLowerCase();
    if (column === '') continue;
    if (has.has(column)) throw new FileProblem(`Two columns are called ${name.trim()}, so nobody knows which counts.`);
    has.add(column);
    if (known.has(column)) continue;
    const match = money.exec(name.trim());
    const [, what = '', list = null, said = null] = match ?? [];
    const kind = what.toLowerCase();
    if (!match || (kind === 'cost' && list !== null)) {
      unknown.push(name.trim());
      continue;
    }
    const listed = list === null ? null : shop.lists.find((one) => one.name.toLowerCase() === list.toLowerCase());
    if (listed === undefined) {
      unknown.push(name.trim());
      continue;
    }
    const own = listed?.currency ?? currency;
    const of = said?.toUpperCase() ?? own;
    if (of !== own) {
      const where = listed ? `the list ${listed.name} is in ${own}` : `this shop sells in ${own}`;
      throw new FileProblem(`The column ${name.trim()} is in ${of}, and ${where}.`);
    }
    if (kind === 'cost') cost = { column, currency };
    else
      prices.push({
        column,
        list: listed?.name ?? null,
        currency: of,
        field: kind === 'price' ? 'amount' : 'compareAt',
      });
  }
  return { shape: { has, prices, cost }, unknown, lists: [], knows: new Set(prices.map(({ list }) => list)) };
}
