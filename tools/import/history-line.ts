import type { Sheet } from './read-rows.ts';
import type { SheetRow } from '@tillhouse/shared/domains/catalog/files/shops/shop-sheet.ts';
import { ImportProblem } from './import-problem.ts';
import type { Rejected } from '@tillhouse/shared/domains/catalog/files/shops/shop-sheet.ts';
import { readMoney, readWhole } from '@tillhouse/shared/kernel/read-numbers.ts';
import { type LocalMoment, readMoment } from './read-values.ts';

/** Columns of invoice lines as the UCI "Online Retail" file and its kin name them. */
const wanted = {
  invoice: ['invoiceno', 'invoice'],
  code: ['stockcode', 'sku'],
  description: ['description'],
  quantity: ['quantity'],
  date: ['invoicedate', 'date'],
  price: ['unitprice', 'price'],
  customer: ['customerid', 'customer id'],
  country: ['country'],
} as const;
type Field = keyof typeof wanted;

export type HistoryColumns = Readonly<Record<Field, number>> & {
  readonly count: number;
  readonly unknown: readonly string[];
};

/** @throws ImportProblem naming the columns that are missing */
export function historyColumns(sheet: Sheet): HistoryColumns {
  const names = sheet.columns.map((name) => name.toLowerCase());
  const found = {} as Record<Field, number>;
  const missing: string[] = [];
  for (const [field, spellings] of Object.entries(wanted)) {
    const index = names.findIndex((name) => (spellings as readonly string[]).includes(name));
    if (index < 0) missing.push(field);
    found[field as Field] = index;
  }
  if (missing.length > 0) {
    throw new ImportProblem(
      `This is not a file of invoice lines: it has no column for ${missing.join(', ')}. Its columns are ${sheet.columns.slice(0, 12).join(', ')}. Nothing was changed.`,
    );
  }
  const used = new Set(Object.values(found));
  return { ...found, count: names.length, unknown: sheet.columns.filter((_, index) => !used.has(index)) };
}

export interface HistoryLine {
  readonly line: number;
  readonly invoice: string;
  readonly kind: 'sale' | 'return';
  /** Upper case: `84406b` and `84406B` are one thing */
  readonly code: string;
  readonly description: string;
  /** Negative in a return */
  readonly quantity: number;
  readonly moment: LocalMoment;
  /** Minor units */
  readonly price: number;
  /** Empty for a guest */
  readonly customer: string;
  readonly country: string;
}

/** Files repeat their prices, counts and times over and over: each text is read once. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size > 20_000) known.clear();
    const value = read(text);
    known.set(text, value);
    return value;
  };
}

const moneyOf = remembered((text: string) => readMoney(text));
const wholeOf = remembered(readWhole);
const zones = new Map<string, (text: string) => ReturnType<typeof readMoment>>();

function momentOf(text: string, timeZone: string): ReturnType<typeof readMoment> {
  let read = zones.get(timeZone);
  if (!read) {
    read = remembered((one: string) => readMoment(one, timeZone));
    zones.set(timeZone, read);
  }
  return read(text);
}

/** Entries of the books that stand among the invoices: no goods and no service to a customer. */
const bookEntries = new Set(['AMAZONFEE', 'BANK CHARGES', 'B', 'CRUK']);

export type ReadLine =
  | { readonly ok: true; readonly value: HistoryLine }
  | { readonly ok: false; readonly value: Rejected };

/** One record, or why it cannot be part of an order. */
export function readHistoryLine(row: SheetRow, columns: HistoryColumns, timeZone: string): ReadLine {
  const { fields, line } = row;
  const reject = (code: string, reason: string): ReadLine => ({ ok: false, value: { line, code, reason, fields } });
  if (fields.length !== columns.count)
    return reject('wrong-field-count', `${fields.length} fields where the header has ${columns.count}`);
  const at = (field: Field) => (fields[columns[field]] ?? '').trim();
  const invoice = at('invoice');
  if (!invoice) return reject('no-invoice', 'no invoice number');
  const code = at('code').toUpperCase();
  if (!code) return reject('no-code', 'no stock code');
  const quantity = wholeOf(at('quantity'));
  if (!quantity.ok) return reject('bad-quantity', `quantity: ${quantity.reason}`);
  const price = moneyOf(at('price'));
  if (!price.ok) return reject('bad-price', `price: ${price.reason}`);
  const moment = momentOf(at('date'), timeZone);
  if (!moment.ok) return reject('bad-date', `date: ${moment.reason}`);
  const description = at('description');
  const customer = at('customer').replace(/\.0$/, '');
  const isReturn = /^C/i.test(invoice);
  if (bookEntries.has(code))
    return reject('book-entry', `${code} is an entry of the books, not something a customer bought`);
  if (price.value < 0)
    return reject('negative-price', 'the price is below zero: a correction of the books, not a sale');
  if (/^[A-Z]/i.test(invoice) && !isReturn)
    return reject('book-entry', `invoice ${invoice} is an adjustment of the books, not a sale`);
  if (quantity.value === 0) return reject('no-quantity', 'the quantity is zero');
  if (quantity.value < 0 && !isReturn)
    return reject('stock-correction', 'less than nothing was sold and it is no cancellation: a correction of stock');
  if (quantity.value > 0 && isReturn) return reject('bad-quantity', 'a cancellation that takes nothing back');
  if (price.value === 0 && !customer)
    return reject('stock-correction', 'no price and no customer: a correction of stock, not a sale');
  const kind = isReturn ? 'return' : 'sale';
  const value = {
    line,
    invoice,
    kind,
    code,
    description,
    quantity: quantity.value,
    moment: moment.value,
    price: price.value,
    customer,
    country: at('country'),
  } as const;
  return { ok: true, value };
}
