import { decimalsOf } from '../../kernel/currencies.ts';
import type { MinorUnits } from '../../kernel/money.ts';
import type { AccountChart, ChartAccount } from './chart-schema.ts';
import { datevColumns } from './datev-columns.ts';
import { accountUnnumbered, amountUnfit, batchTooLong, twoYears } from './errors.ts';

/** What one batch of the format holds at most. */
const MOST = 99_999;

/** An entry as the day book tells it; debit positive. */
export interface BookedEntry {
  readonly kind: string;
  readonly reference: string;
  readonly currency: string;
  /** `2026-11-27` */
  readonly businessDate: string;
  readonly lines: readonly { readonly account: string; readonly detail: string; readonly amount: MinorUnits }[];
}

export interface Batch {
  readonly from: string;
  readonly to: string;
  /** Entries in other currencies are left out */
  readonly currency: string;
  /** `20261127143000000`: when it is made, on the clock of the store */
  readonly madeAt: string;
  /** What it is called there, up to 30 characters */
  readonly title: string;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const plainDay = (day: string): string => day.replaceAll('-', '');

/** First day of the financial year that a day is in. */
export function yearOf(day: string, yearStart: string): string {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= yearStart ? `${year}-${yearStart}` : `${year - 1}-${yearStart}`;
}

/** The number of an account: that of its detail, else that of all of it. @throws DomainError `ledger.account-unnumbered` */
function numberOf(chart: Pick<AccountChart, 'accounts'>, account: string, detail: string): ChartAccount {
  const of = chart.accounts.filter((one) => one.account === account);
  const found = of.find((one) => one.detail === detail) ?? of.find((one) => one.detail === '');
  if (!found) throw accountUnnumbered({ account, detail });
  return found;
}

/** Behind the comma of an amount of the format */
const DIGITS = 2;

/** `1234,56`, always with a comma and two digits. */
function amountText(amount: MinorUnits, currency: string): string {
  const decimals = decimalsOf(currency) ?? DIGITS;
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${whole},${digits.slice(digits.length - decimals).padEnd(DIGITS, '0')}`;
}

/** What a document is referred to by: letters, digits and a few signs. */
const referenceText = (text: string): string => text.replaceAll(/[^a-zA-Z0-9$&%*+\-/]/g, '').slice(0, 36);

function headOf(chart: AccountChart, batch: Batch): string {
  const year = yearOf(batch.from, chart.yearStart);
  if (yearOf(batch.to, chart.yearStart) !== year) throw twoYears({ from: batch.from, to: batch.to });
  return [
    ...[
      quoted('EXTF'),
      '700',
      '21',
      quoted('Buchungsstapel'),
      '13',
      batch.madeAt,
      '',
      quoted('TH'),
      quoted(''),
      quoted(''),
    ],
    ...[chart.adviser, chart.client, plainDay(year), chart.digits, plainDay(batch.from), plainDay(batch.to)],
    ...[quoted(batch.title.slice(0, 30)), quoted(''), '1', '0', '0', quoted(batch.currency)],
    ...['', quoted(''), '', '', quoted(''), '', '', quoted(''), quoted('')],
  ].join(';');
}

/** Columns of which a posting says something, and all others empty. */
function rowOf(said: ReadonlyMap<string, string>): string {
  return datevColumns.map((name) => said.get(name) ?? '').join(';');
}

/**
 * A batch of postings as DATEV and what reads its format take it: text for Windows-1252, lines ended by CRLF. Each posting is a row
 * against the clearing account, which stands at nothing after every entry; so that the sums of accounts are those of the books to
 * the cent, however many lines an entry has.
 * @throws DomainError where an account has no number, days are of two financial years, there are too many postings, or amounts have
 * more decimals than the format
 */
export function datevBatch(chart: AccountChart, entries: readonly BookedEntry[], batch: Batch): string {
  const decimals = decimalsOf(batch.currency) ?? DIGITS;
  if (decimals > DIGITS) throw amountUnfit({ currency: batch.currency, decimals });
  const booked = entries.filter(({ currency }) => currency === batch.currency);
  const postings = booked.reduce((count, { lines }) => count + lines.length, 0);
  if (postings > MOST) throw batchTooLong({ postings, most: MOST });
  const rows = booked.flatMap(({ kind, reference, currency, businessDate, lines }) =>
    lines.map(({ account, detail, amount }) => {
      const { number, key } = numberOf(chart, account, detail);
      return rowOf(
        new Map([
          ['Umsatz (ohne Soll/Haben-Kz)', amountText(amount, currency)],
          // Of `Konto`, which is the clearing account: it gets what the other side gives.
          ['Soll/Haben-Kennzeichen', quoted(amount > 0 ? 'H' : 'S')],
          ['WKZ Umsatz', quoted(currency)],
          ['Konto', chart.clearing],
          ['Gegenkonto (ohne BU-Schlüssel)', number],
          ['BU-Schlüssel', quoted(key)],
          ['Belegdatum', `${businessDate.slice(8)}${businessDate.slice(5, 7)}`],
          ['Belegfeld 1', quoted(referenceText(reference))],
          ['Buchungstext', quoted([kind, account, detail, reference].filter(Boolean).join(' ').slice(0, 60))],
          ['Festschreibung', '0'],
          ['Leistungsdatum', plainDay(businessDate).replace(/^(\d{4})(\d\d)(\d\d)$/, '$3$2$1')],
        ]),
      );
    }),
  );
  return [headOf(chart, batch), datevColumns.join(';'), ...rows, ''].join('\r\n');
}
