import { decimalsOf } from '../../kernel/currencies.ts';
import type { Line } from './reconcile.ts';

export type FileLine = Omit<Line, 'id'>;

/** What a column of a bank’s CSV is called, in lower case, by what it holds. */
const names = {
  day: ['date', 'booking date', 'buchungstag', 'buchungsdatum', 'boekingsdatum', 'datum', 'transaction date'],
  amount: ['amount', 'betrag', 'bedrag', 'montant', 'importe', 'importo', 'value'],
  currency: ['currency', 'währung', 'waehrung', 'valuta', 'devise', 'moneda'],
  text: [
    'description',
    'text',
    'reference',
    'details',
    'verwendungszweck',
    'omschrijving',
    'payee',
    'auftraggeber/empfänger',
    'libellé',
  ],
} as const;

/** `2026-11-27`, `27.11.2026`, `27/11/2026`: the day first where it is not the year. */
function dayOf(text: string): string | null {
  const plain = text.trim();
  if (/^\d{4}-\d\d-\d\d$/.test(plain.slice(0, 10))) return plain.slice(0, 10);
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(plain) ?? [];
  if (year === '' || Number(month) > 12 || Number(day) > 31) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** `1,234.56`, `1.234,56`, `-12`: the last mark is the decimal one where one or two digits follow it, as the currency has. */
export function amountOf(text: string, currency: string): number | null {
  const places = decimalsOf(currency);
  const plain = text.replaceAll(/[\s'’+]/g, '');
  const [, sign = '', whole = '', rest = ''] = /^(-?)([\d.,]*?)(?:[.,](\d{1,2}))?$/.exec(plain) ?? [];
  const digits = whole.replaceAll(/[.,]/g, '');
  if (places === undefined || digits === '' || rest.length > places) return null;
  return Number(`${sign}${digits}${rest.padEnd(places, '0')}`) + 0;
}

/**
 * Lines of a bank’s CSV, by what its columns are called.
 * @param rows with the head first
 * @param usual the currency of lines that name none
 * @returns null where it is no such file; lines that are no amount of a day are counted as `left`
 */
export function linesOfCsv(
  rows: readonly (readonly string[])[],
  usual: string,
): { lines: FileLine[]; left: number } | null {
  const head =
    rows[0]?.map((cell) =>
      cell
        .trim()
        .toLowerCase()
        .replace(/^\ufeff/, ''),
    ) ?? [];
  const at = (of: keyof typeof names) => head.findIndex((cell) => (names[of] as readonly string[]).includes(cell));
  const [day, amount, currency] = [at('day'), at('amount'), at('currency')];
  if (day < 0 || amount < 0) return null;
  const words = head.flatMap((cell, column) => ((names.text as readonly string[]).includes(cell) ? [column] : []));
  const lines: FileLine[] = [];
  for (const row of rows.slice(1)) {
    const code = row[currency]?.trim() || usual;
    const [when, money] = [dayOf(row[day] ?? ''), amountOf(row[amount] ?? '', code)];
    if (when === null || money === null) continue;
    const text = words.flatMap((column) => row[column]?.trim() || []).join(' ');
    lines.push({ day: when, amount: money, currency: code, text: text.slice(0, 300) });
  }
  return { lines, left: rows.length - 1 - lines.length };
}

const inside = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?:\\s[^<>]*)?>([^]*?)</(?:\\w+:)?${name}>`, 'g'))].map(
    ([, text = '']) => text,
  );
const plain = (xml: string): string =>
  xml.replaceAll(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name] ?? '',
  );

/** Booked entries of a CAMT.053 statement (ISO 20022), by what its elements are called; null where it is none. */
export function linesOfCamt(xml: string): { lines: FileLine[]; left: number } | null {
  if (!/<(?:\w+:)?BkToCstmrStmt[\s>]/.test(xml)) return null;
  const entries = inside(xml, 'Ntry');
  const lines = entries.flatMap((entry): FileLine[] => {
    const [, currency = '', written = ''] = /<(?:\w+:)?Amt\s+Ccy="([A-Z]{3})"\s*>([\d.]+)</.exec(entry) ?? [];
    const day = dayOf(inside(inside(entry, 'BookgDt')[0] ?? '', 'Dt(?:Tm)?')[0] ?? '');
    const amount = amountOf(written, currency);
    const came = inside(entry, 'CdtDbtInd')[0];
    if (day === null || amount === null || (came !== 'CRDT' && came !== 'DBIT')) return [];
    const words = ['Nm', 'Ustrd', 'EndToEndId', 'AddtlNtryInf'].flatMap((name) => inside(entry, name));
    const text = plain([...new Set(words)].join(' ').replaceAll(/\s+/g, ' ')).trim();
    return [{ day, amount: came === 'CRDT' ? amount : 0 - amount, currency, text: text.slice(0, 300) }];
  });
  return { lines, left: entries.length - lines.length };
}
