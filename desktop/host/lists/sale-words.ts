import { addDays, type CalendarDate } from '@tillhouse/shared/kernel/instant.ts';

/** What somebody said of a sale they look for. All that is given must fit; digits alone may be several things. */
export interface SaleWords {
  /** A receipt or an order, as its number begins */
  readonly number?: string;
  /** Digits alone: the last four of a card, the count in a receipt's number, or the number of an online order */
  readonly digits?: string;
  readonly date?: CalendarDate;
  /** Minor units */
  readonly amount?: number;
  /** A name, a telephone number or an e-mail address */
  readonly person?: string;
}

export interface SaleWordsPlace {
  /** The store's day */
  readonly today: CalendarDate;
  /** How people here write: `03/04` is March in `en-US`, April elsewhere */
  readonly locale: string;
  /** Digits of the currency after its point */
  readonly digits: number;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const monthName = `(${months.join('|')})[a-z]*\\.?`;
const MOST_PHONE = 20;

/** Null for a 31 February; a day without its year is the latest that has been. */
function dayOf(today: CalendarDate, day: number, month: number, year?: number): CalendarDate | null {
  const at = (of: number) => {
    const text = `${String(of).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    const parsed = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text) ? text : null;
  };
  if (year !== undefined) return at(year < 100 ? 2_000 + year : year);
  const thisYear = Number(today.slice(0, 4));
  const here = at(thisYear);
  return here !== null && here <= today ? here : at(thisYear - 1);
}

type Found<T> = { readonly value: T; readonly rest: string } | null;

function take<T>(text: string, pattern: RegExp, read: (found: RegExpExecArray) => T | null): Found<T> {
  const found = pattern.exec(text);
  const value = found && read(found);
  if (!found || value === null) return null;
  return { value, rest: `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.trim() };
}

const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));

function takeDate(text: string, { today, locale }: SaleWordsPlace): Found<CalendarDate> {
  const monthFirst = locale === 'en-US';
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  return (
    take(text, /(?<!\S)(\d{4})-(\d\d?)-(\d\d?)(?!\S)/, (d) => dayOf(today, Number(d[3]), Number(d[2]), Number(d[1]))) ??
    take(text, /(?<!\S)(\d\d?)\/(\d\d?)(?:\/(\d{4}|\d\d))?(?!\S)/, ([, a, b, year]) =>
      dayOf(today, Number(monthFirst ? b : a), Number(monthFirst ? a : b), number(year)),
    ) ??
    take(text, /(?<!\S)(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)?(?!\S)/, ([, day, month, year]) =>
      dayOf(today, Number(day), Number(month), number(year)),
    ) ??
    take(text, new RegExp(`(?<!\\S)(\\d\\d?)\\.? ?${monthName}(?: (\\d{4}))?(?!\\S)`, 'i'), ([, day, name, year]) =>
      dayOf(today, Number(day), months.indexOf((name ?? '').toLowerCase()) + 1, number(year)),
    ) ??
    take(text, new RegExp(`(?<!\\S)${monthName} (\\d\\d?)(?:,? (\\d{4}))?(?!\\S)`, 'i'), ([, name, day, year]) =>
      dayOf(today, Number(day), months.indexOf((name ?? '').toLowerCase()) + 1, number(year)),
    ) ??
    take(text, /(?<!\S)today(?!\S)/i, () => today) ??
    take(text, /(?<!\S)yesterday(?!\S)/i, () => addDays(today, -1)) ??
    take(text, /(?<!\S)(sun|mon|tues|wednes|thurs|fri|satur)day(?!\S)/i, ([, name = '']) => {
      const back = (weekday - weekdays.indexOf(name.slice(0, 3).toLowerCase()) + 7) % 7;
      return addDays(today, back === 0 ? -7 : -back);
    })
  );
}

/** `102.60`, `1,102.60`, `102,60`, and with a sign of money also `£12`. */
function takeAmount(text: string, digits: number): Found<number> {
  const part = digits === 0 ? '' : `[.,]\\d{${digits}}`;
  const whole = '\\d{1,3}(?:[ ,.]\\d{3})+|\\d+';
  const read = (worn: string) => {
    const plain = worn.replaceAll(/\D/g, '');
    const value = Number(plain);
    return plain.length > 0 && Number.isSafeInteger(value) ? value : null;
  };
  if (digits > 0) {
    const exact = take(
      text,
      new RegExp(`(?<!\\S)\\p{Sc}?((?:${whole})${part})(?: ?\\p{Sc})?(?!\\S)`, 'u'),
      ([, worn = '']) => read(worn),
    );
    if (exact) return exact;
  }
  const signed = (worn: string | undefined) => {
    const value = read(worn ?? '');
    return value === null ? null : value * 10 ** digits;
  };
  return (
    take(text, new RegExp(`(?<!\\S)\\p{Sc} ?(${whole})(?!\\S)`, 'u'), ([, worn]) => signed(worn)) ??
    take(text, new RegExp(`(?<!\\S)(${whole}) ?\\p{Sc}(?!\\S)`, 'u'), ([, worn]) => signed(worn))
  );
}

/** What of a line of text says when, how much, which, and who: `4417 14 Nov`, `£102.60 yesterday`, `B2-1184`, `Owen Pritchard`. */
export function readSaleWords(text: string, place: SaleWordsPlace): SaleWords {
  // Some scanners say first what kind of code it was: `]C0`.
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^\](?:\w\w)/, '')
    .replaceAll(/\s+/g, ' ');
  // A number, a telephone and an address are whole texts; nothing in them is a date.
  if (/^#?\d{1,6}$/.test(plain)) return plain.startsWith('#') ? { number: plain } : { digits: plain };
  if (/^[A-Za-z][A-Za-z0-9]{0,7}-[\d-]*$/.test(plain)) return { number: plain.toUpperCase() };
  if (plain.includes('@')) return { person: plain };
  const isPhone = /^\+?[\d ()/-]+$/.test(plain) && !/^\d\d?\/|^\d{4}-\d\d?-/.test(plain);
  const phone = plain.replaceAll(/\D/g, '');
  if (isPhone && phone.length >= 7 && phone.length <= MOST_PHONE) return { person: plain };

  const date = takeDate(plain, place);
  const amount = takeAmount(date?.rest ?? plain, place.digits);
  let rest = amount?.rest ?? date?.rest ?? plain;
  const digits = take(rest, /(?<!\S)\d{1,6}(?!\S)/, ([found]) => found);
  if (digits) rest = digits.rest;
  const code = take(rest, /(?<!\S)(#\d+|[A-Za-z][A-Za-z0-9]{0,7}-[\d-]+)(?!\S)/, ([found]) => found.toUpperCase());
  if (code) rest = code.rest;
  return {
    ...(code && { number: code.value }),
    ...(digits && { digits: digits.value }),
    ...(date && { date: date.value }),
    ...(amount && { amount: amount.value }),
    ...(rest.trim() !== '' && { person: rest.trim() }),
  };
}
