import { tillOf } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { StoreTill } from '@tillhouse/shared/domains/access/store-parts.ts';
import { type ForeignRate, foreignRates, worthOf } from '@tillhouse/shared/domains/register/foreign-cash.ts';
import type { SaleTender } from '@tillhouse/shared/domains/register/sale-args.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { foreignNotTaken, tooLittleCash } from './problems.ts';

/** Which currencies a place takes in cash today, and at what; as this desk last heard, so that no sale waits for a rate. */
export function foreignAt(reader: Reader, locationId: string, at: number): ForeignRate[] {
  const store = storeAt(reader, locationId);
  const till = store?.till ? (JSON.parse(store.till) as StoreTill) : null;
  const { foreign = [] } = tillOf({ till });
  if (!store || foreign.length === 0) return [];
  const books = storeAt(reader, null)?.currency ?? store.currency;
  const { date: day } = localDayAndHour(at, store.timeZone);
  // The last one of each, by its key: the table may hold years, and a basket is shown at each scan.
  const known = reader.all<{ currency: string; booksCurrency: string; day: string; rate: string }>(
    `SELECT r.currency, r.books_currency AS booksCurrency, r.day, r.rate
       FROM json_each(?) j JOIN exchange_rates r ON r.currency = j.value AND r.books_currency = ? AND r.day =
         (SELECT max(day) FROM exchange_rates WHERE currency = j.value AND books_currency = ? AND day <= ?)`,
    [JSON.stringify([...foreign.map(({ currency }) => currency), store.currency]), books, books, day],
  );
  return foreignRates(foreign, known, { own: store.currency, books, day });
}

/** What a customer hands over of another currency. */
export interface ForeignGiven {
  readonly currency: string;
  /** Its minor units */
  readonly given: number;
}

interface Place {
  readonly locationId: string;
  readonly at: number;
  readonly own: string;
  /** The smallest coin of the store */
  readonly coin: number;
}

/**
 * Cash of another currency as the sale keeps it: what it counts for, and the change in the store's money.
 * @throws HostProblem `basket.foreign-not-taken`, `basket.too-little-cash`
 */
export function inForeignCash(
  reader: Reader,
  due: number,
  { currency, given }: ForeignGiven,
  { locationId, at, own, coin }: Place,
): SaleTender {
  const rate = foreignAt(reader, locationId, at).find((one) => one.currency === currency);
  if (!rate) throw foreignNotTaken(currency);
  const worth = worthOf(given, rate, own, coin);
  if (worth < due) throw tooLittleCash(worth, due);
  return {
    ...{ key: 'cash', kind: 'cash', amount: due, given: worth, change: worth - due, reference: '' },
    foreign: { ...rate, given },
  };
}
