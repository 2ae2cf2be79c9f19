import { crossRate, type PublishedDay, publishedRates, typedRate } from '@tillhouse/shared/domains/ledger/ecb-rates.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import { isDay } from '../../ui/day-field.tsx';

export interface RateDraft {
  readonly currency: string;
  readonly day: string;
  readonly rate: string;
  readonly source: string;
}

export interface SavedRate {
  readonly currency: string;
  readonly day: string;
  readonly rate: string;
}

/** What was typed as it is saved; null: something of it is not there yet. */
export function rateOf({ currency, day, rate, source }: RateDraft, books: string): SavedRate | null {
  const of = currency.trim().toUpperCase();
  const exact = typedRate(rate);
  if (exact === null || decimalsOf(of) === undefined || of === books || !isDay(day) || source.trim() === '')
    return null;
  return { currency: of, day, rate: exact };
}

/** A command takes no more; the oldest are left out. */
export const MOST_RATES = 500;

export interface ReadRates {
  /** The newest first */
  readonly rates: readonly SavedRate[];
  readonly from: string;
  readonly to: string;
  /** Currencies that stores sell in and the file lacks */
  readonly missing: readonly string[];
}

/** What a file of the European Central Bank says of the currencies that stores sell in; null: it is no such file. */
export function ratesInFile(text: string, books: string, wanted: readonly string[]): ReadRates | null {
  const days = publishedRates(text);
  const [newest] = days;
  if (!newest) return null;
  const of = (day: PublishedDay) =>
    wanted.flatMap((currency) => {
      const rate = crossRate(day, currency, books);
      return rate === null ? [] : [{ currency, day: day.day, rate }];
    });
  const rates = days.flatMap(of).slice(0, MOST_RATES);
  const missing = wanted.filter((currency) => crossRate(newest, currency, books) === null);
  return { rates, missing, from: rates.at(-1)?.day ?? newest.day, to: newest.day };
}
