import { normaliseBarcode } from '../gtin.ts';
import { variantTitle } from '../rules.ts';
import type { RecordFacts, RecordPrice, VariantRecord } from './record.ts';
import {
  BadCell,
  codeIn,
  flagIn,
  measureIn,
  moneyIn,
  oneOfIn,
  optionalIn,
  type SheetCells,
  sizeIn,
  textIn,
  wholeIn,
} from './sheet-cells.ts';
import { readList } from './sheet-columns.ts';

/** Reading a row of a spreadsheet as a variant, over what there is of it. */

/** A price column of the file, in small letters. */
export interface PriceColumn {
  readonly column: string;
  readonly list: string | null;
  readonly currency: string;
  readonly field: 'amount' | 'compareAt';
}

export interface SheetShape {
  /** Names of all columns, in small letters */
  readonly has: ReadonlySet<string>;
  readonly prices: readonly PriceColumn[];
  /** Column of the cost and its currency; null: the file has none */
  readonly cost: { readonly column: string; readonly currency: string } | null;
}

export const blankVariant = (id: string, position: number): VariantRecord => ({
  ...{ id, position, title: '', optionValues: [], sku: '', gtin: null, unit: 'H87', scale: 0, measure: null },
  ...{ depositId: null, tracked: true, status: 'active', image: null, barcodes: [], customs: null, prices: [] },
});

export function readVariant(
  row: SheetCells,
  before: VariantRecord,
  shape: SheetShape,
  optionNames: readonly string[] | null,
): VariantRecord {
  const has = (column: string) => shape.has.has(column) && row.cells.has(column);
  /** Of a new variant an empty cell says nothing; of one that is there it empties what may be empty. */
  const says = (column: string) => has(column) && (row.cells.get(column) ?? '').trim() !== '';
  const sku = has('sku') ? codeIn(row, 'sku') : before.sku;
  if (sku === '') throw new BadCell('no SKU');
  const optionValues = optionNames === null ? before.optionValues : optionsIn(row, optionNames);
  const derived = before.title === variantTitle(before.optionValues);
  const gtin = has('barcode') ? codeIn(row, 'barcode') || null : before.gtin;
  return {
    ...before,
    sku,
    optionValues,
    title: derived ? variantTitle(optionValues) : before.title,
    // The same code in another length is no other code.
    gtin:
      gtin !== null && before.gtin !== null && normaliseBarcode(gtin) === normaliseBarcode(before.gtin)
        ? before.gtin
        : gtin,
    barcodes: has('more barcodes') ? codesIn(row) : before.barcodes,
    unit: says('sold by') ? textIn(row, 'sold by').trim() : before.unit,
    scale: says('decimals of a quantity') ? (wholeIn(row, 'decimals of a quantity') ?? 0) : before.scale,
    measure: has('contents') ? measureIn(row, before.measure) : before.measure,
    tracked: says('stock is counted') ? flagIn(row, 'stock is counted') : before.tracked,
    status: says('variant status') ? oneOfIn(row, 'variant status', ['active', 'archived']) : before.status,
    image: has('variant picture') ? optionalIn(row, 'variant picture', before.image) : before.image,
    prices: pricesIn(row, before, shape),
    ...costIn(row, before, shape),
  };
}

function optionsIn(row: SheetCells, names: readonly string[]): string[] {
  return names.map((name, at) => {
    const value = codeIn(row, `option${at + 1} value`);
    if (value === '') throw new BadCell(`no value for the option ${name}`);
    return value;
  });
}

function codesIn(row: SheetCells): string[] {
  const codes = readList(codeIn(row, 'more barcodes'));
  if (!codes) throw new BadCell('More barcodes: a quote that does not end');
  return [...new Set(codes.map(normaliseBarcode))];
}

function pricesIn(row: SheetCells, before: VariantRecord, { prices: columns }: SheetShape): readonly RecordPrice[] {
  const prices = new Map(before.prices.map((price) => [price.list, price]));
  for (const list of new Set(columns.map((column) => column.list))) {
    const of = (field: PriceColumn['field']) =>
      columns.find((column) => column.list === list && column.field === field);
    const [amountAt, crossedAt] = [of('amount'), of('compareAt')];
    const was = prices.get(list);
    const currency = (amountAt ?? crossedAt)?.currency ?? '';
    const amount = amountAt ? moneyIn(row, amountAt.column, currency) : (was?.amount ?? null);
    const compareAt = crossedAt ? moneyIn(row, crossedAt.column, currency) : (was?.compareAt ?? null);
    if (amount === null && compareAt !== null && amountAt && crossedAt)
      throw new BadCell('a compare-at price without a price');
    if (amount === null) prices.delete(list);
    else prices.set(list, { list, currency, amount, compareAt, breaks: was?.breaks ?? [] });
  }
  return [...prices.values()];
}

function costIn(row: SheetCells, before: VariantRecord, { cost }: SheetShape): Pick<VariantRecord, 'cost'> {
  if (!cost) return 'cost' in before ? { cost: before.cost } : {};
  // One in another currency is not shown, so an empty cell does not take it away.
  if (before.cost && before.cost.currency !== cost.currency) return { cost: before.cost };
  const amount = moneyIn(row, cost.column, cost.currency);
  return { cost: amount === null ? null : { amount, currency: cost.currency } };
}

/** What customs and carriers ask, by the columns of the file, else what holds already. */
export function factsIn(row: SheetCells, holds: RecordFacts, { has }: SheetShape): RecordFacts {
  const sides = ['length (mm)', 'width (mm)', 'height (mm)'];
  const origin = textIn(row, 'country of origin').trim().toUpperCase();
  return {
    hsCode: has.has('hs code') ? codeIn(row, 'hs code').replaceAll(/[\s.]/g, '') : holds.hsCode,
    origin: has.has('country of origin') ? origin : holds.origin,
    grams: has.has('weight (g)') ? wholeIn(row, 'weight (g)') : holds.grams,
    size: sides.every((side) => has.has(side)) ? sizeIn(row) : holds.size,
  };
}
