import { decimalText } from '../../../kernel/currencies.ts';
import { csvCell, csvCode } from '../../../kernel/csv.ts';
import { factsOf } from '../../shipping/customs.ts';
import type { FileList } from './lossless.ts';
import { moneyText } from './planned.ts';
import type { ProductRecord, RecordFacts, VariantRecord } from './record.ts';

/** The columns of our own spreadsheet: what stands in each, and in which rows. */

export interface SheetColumn {
  readonly name: string;
  /** `product`: in the first row of a product alone */
  readonly of: 'product' | 'variant' | 'both';
  /** As it stands in the file, neutralised and quoted */
  readonly cell: (product: ProductRecord, variant: VariantRecord) => string;
}

export const MOST_OPTIONS = 4;

const flag = (value: boolean): string => (value ? 'yes' : 'no');

/** Texts in one cell: `mug, "tea, coffee"` */
export const listText = (texts: readonly string[]): string =>
  texts
    .map((text) => (/[",]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text))
    .join(', ');

/** The texts of such a cell; null where a quote never ends. */
export function readList(text: string): string[] | null {
  const found: string[] = [];
  const part = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(?:,|$)/y;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (!match) return null;
    const said = match[1] === undefined ? (match[2] ?? '').trim() : match[1].replaceAll('""', '"');
    if (said !== '') found.push(said);
  }
  return found;
}

const product = (name: string, value: (product: ProductRecord) => string | null): SheetColumn => ({
  ...{ name, of: 'product' },
  cell: (one) => csvCell(value(one)),
});
const variant = (name: string, value: (variant: VariantRecord) => string | null, code = false): SheetColumn => ({
  ...{ name, of: 'variant' },
  cell: (_, one) => (code ? csvCode : csvCell)(value(one)),
});
const fact = (name: string, value: (facts: RecordFacts) => string | number | null, code = false): SheetColumn => ({
  ...{ name, of: 'variant' },
  cell: (one, { customs }) => {
    const said = value(factsOf(customs ?? undefined, one.customs ?? undefined));
    return code ? csvCode(said === null ? '' : String(said)) : csvCell(said);
  },
});

const price = (list: string | null, name: string, currency: string, field: 'amount' | 'compareAt'): SheetColumn =>
  variant(`${name} (${currency})`, ({ prices }) => {
    const found = prices.find((one) => one.list === list);
    return found ? moneyText(found[field], currency) : '';
  });

export interface SheetOf {
  readonly currency: string;
  readonly lists: readonly Pick<FileList, 'name' | 'currency'>[];
  /** Costs are of this person's business */
  readonly costs: boolean;
}

/** All columns, in their order. */
export function sheetColumns({ currency, lists, costs }: SheetOf): SheetColumn[] {
  const numbers = Array.from({ length: MOST_OPTIONS }, (_, at) => at);
  return [
    { name: 'Handle', of: 'both', cell: (one) => csvCode(one.handle) },
    product('Title', ({ title }) => title),
    product('Description', ({ description }) => description),
    product('Status', ({ status }) => status),
    product('Category', ({ category }) => category),
    product('Supplier', ({ supplier }) => supplier),
    product('Tags', ({ tags }) => listText(tags)),
    product('Tax class', ({ taxClass }) => taxClass),
    product('Minimum age', ({ minimumAge }) => (minimumAge === null ? '' : String(minimumAge))),
    product('Sold at tills', ({ soldAtTill }) => flag(soldAtTill)),
    product('Sold online', ({ soldOnline }) => flag(soldOnline)),
    product('Picture', ({ image }) => image),
    ...numbers.flatMap((at) => [
      product(`Option${at + 1} name`, ({ options }) => options[at]?.name ?? ''),
      variant(`Option${at + 1} value`, ({ optionValues }) => optionValues[at] ?? '', true),
    ]),
    variant('SKU', ({ sku }) => sku, true),
    variant('Barcode', ({ gtin }) => gtin, true),
    variant('More barcodes', ({ barcodes }) => listText(barcodes), true),
    price(null, 'Price', currency, 'amount'),
    price(null, 'Compare-at price', currency, 'compareAt'),
    ...(costs
      ? [
          variant(`Cost (${currency})`, ({ cost }) =>
            cost?.currency === currency ? moneyText(cost.amount, currency) : '',
          ),
        ]
      : []),
    ...lists.flatMap((list) => [
      price(list.name, `Price: ${list.name}`, list.currency, 'amount'),
      price(list.name, `Compare-at price: ${list.name}`, list.currency, 'compareAt'),
    ]),
    fact('Weight (g)', ({ grams }) => grams),
    fact('Length (mm)', ({ size }) => size?.length ?? null),
    fact('Width (mm)', ({ size }) => size?.width ?? null),
    fact('Height (mm)', ({ size }) => size?.height ?? null),
    fact('HS code', ({ hsCode }) => hsCode, true),
    fact('Country of origin', ({ origin }) => origin),
    variant('Contents', ({ measure }) => (measure ? decimalText(measure.amount, measure.scale) : '')),
    variant('Unit of contents', ({ measure }) => measure?.unit ?? ''),
    variant('Price of a unit for', ({ measure }) => measure?.per ?? ''),
    variant('Sold by', ({ unit }) => unit),
    variant('Decimals of a quantity', ({ scale }) => String(scale)),
    variant('Stock is counted', ({ tracked }) => flag(tracked)),
    variant('Variant status', ({ status }) => status),
    variant('Variant picture', ({ image }) => image),
    { name: 'Product ID', of: 'both', cell: (one) => csvCell(one.id) },
    variant('Variant ID', ({ id }) => id),
  ];
}
