import { unneutralised } from '@tillhouse/shared/kernel/csv.ts';
import { parse } from 'csv-parse/browser/esm/sync';
import type { PricedItem } from '../../../bridge/price-queries.ts';
import { csvText } from '../../ui/csv.ts';
import { decimalText, minorDigits } from '../../ui/money.tsx';
import { breaksText, type ItemEdit } from './price-list-draft.ts';

const head = ['SKU', 'Title', 'Store price', 'Price', 'From quantities'];

export function listCsv(items: readonly PricedItem[], currency: string): string {
  const text = (amount: number | null) => (amount === null ? '' : decimalText(amount, minorDigits(currency)));
  return csvText(
    head,
    items.map((item) => [item.sku, item.title, text(item.base), text(item.amount), breaksText(item.breaks, currency)]),
  );
}

/** Rows of a file by SKU; a row without one, and one whose SKU came before, is told by its line. */
export interface ReadPrices {
  readonly bySku: ReadonlyMap<string, ItemEdit>;
  readonly problems: readonly string[];
}

const named = (columns: readonly string[], name: RegExp) => columns.findIndex((column) => name.test(column.trim()));

/** An export with its prices changed, or any file with a column SKU and a column Price; commas, semicolons and tabs. */
export function readListCsv(text: string): ReadPrices {
  const [first = ''] = text.split(/\r?\n/, 1);
  const delimiter = [';', '\t', ','].find((sign) => first.includes(sign)) ?? ',';
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    return { bySku: new Map(), problems: [`The file is no table: ${(error as Error).message}`] };
  }
  const [columns = [], ...body] = rows;
  const sku = named(columns, /^sku$/i);
  const price = named(columns, /^price$/i);
  const breaks = named(columns, /^from quantities$/i);
  if (sku < 0 || price < 0) return { bySku: new Map(), problems: ['The file needs a column SKU and a column Price.'] };
  const bySku = new Map<string, ItemEdit>();
  const problems: string[] = [];
  body.forEach((row, at) => {
    const key = unneutralised(row[sku] ?? '');
    if (key === '') problems.push(`Row ${at + 2} has no SKU.`);
    else if (bySku.has(key)) problems.push(`Row ${at + 2}: ${key} came before; the first one counts.`);
    else bySku.set(key, { price: row[price] ?? '', ...(breaks >= 0 && { breaks: row[breaks] ?? '' }) });
  });
  return { bySku, problems };
}
