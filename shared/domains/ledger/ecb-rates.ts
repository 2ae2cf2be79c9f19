import { fractionText } from '../pricing/explain.ts';
import { fraction } from '../pricing/fractions.ts';

/** Files of the European Central Bank: `eurofxref-daily.xml`, `eurofxref.csv` and their histories. */

export interface PublishedDay {
  readonly day: string;
  /** What one euro is worth, as it is written: `1.0563` */
  readonly perEuro: ReadonlyMap<string, string>;
}

const isRate = (text: string): boolean => /^\d{1,9}(\.\d{1,9})?$/.test(text) && !/^[0.]+$/.test(text);
const months = 'January February March April May June July August September October November December'.split(' ');

/** `2026-11-26` and `26 November 2026`. */
function dayOf(text: string): string | null {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const [, day = '', name = '', year = ''] = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/.exec(text) ?? [];
  const month = months.indexOf(name) + 1;
  return month === 0 ? null : `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function fromXml(text: string): PublishedDay[] {
  const days: { day: string; perEuro: Map<string, string> }[] = [];
  // The file is one list of empty elements; nothing in it is nested deeper or escaped.
  for (const [, attributes = ''] of text.matchAll(/<Cube\b([^<>]*)>/g)) {
    const of = (name: string) => new RegExp(`\\b${name}=['"]([^'"<>]*)['"]`).exec(attributes)?.[1];
    const day = of('time');
    if (day !== undefined) days.push({ day: dayOf(day) ?? '', perEuro: new Map() });
    const [currency, rate] = [of('currency') ?? '', of('rate') ?? ''];
    if (/^[A-Z]{3}$/.test(currency) && isRate(rate)) days.at(-1)?.perEuro.set(currency, rate);
  }
  return days;
}

function fromCsv(text: string): PublishedDay[] {
  const [head = [], ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(',').map((cell) => cell.trim().replace(/^"|"$/g, '')));
  if (head[0]?.toLowerCase() !== 'date') return [];
  return rows.map(([day = '', ...cells]) => ({
    day: dayOf(day) ?? '',
    perEuro: new Map(
      cells.flatMap((rate, at): [string, string][] => {
        const currency = head[at + 1] ?? '';
        return /^[A-Z]{3}$/.test(currency) && isRate(rate) ? [[currency, rate]] : [];
      }),
    ),
  }));
}

/** Days in the file, the newest first; none where it is no such file. */
export function publishedRates(text: string): PublishedDay[] {
  const days = text.trimStart().startsWith('<') ? fromXml(text) : fromCsv(text);
  return days
    .filter(({ day, perEuro }) => day !== '' && perEuro.size > 0)
    .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

/** `1.0563` as whole number and denominator. */
function fractionOf(text: string): readonly [bigint, bigint] {
  const [whole = '0', part = ''] = text.split('.');
  return [BigInt(whole + part), 10n ** BigInt(part.length)];
}

/** What one of `currency` is worth in `books` by a published day: through the euro, exactly. Null where the day lacks one of them. */
export function crossRate({ perEuro }: PublishedDay, currency: string, books: string): string | null {
  const of = (code: string) => (code === 'EUR' ? '1' : perEuro.get(code));
  const [from, to] = [of(currency), of(books)];
  if (from === undefined || to === undefined || currency === books) return null;
  const [a, b] = fractionOf(to);
  const [c, d] = fractionOf(from);
  return fractionText(fraction(a * d, b * c));
}

/** `0.85` as the fraction that is kept; null where it is no rate. */
export function typedRate(text: string): string | null {
  const plain = text.trim().replace(',', '.');
  if (!isRate(plain)) return null;
  return fractionText(fraction(...fractionOf(plain)));
}
