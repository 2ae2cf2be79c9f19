import { decimalsOf } from '../../kernel/currencies.ts';
import { type MinorUnits, parseFraction, toMinorUnits } from '../../kernel/money.ts';
import { minorRate, rateOn, shiftOf } from '../ledger/exchange.ts';
import type { ExchangeRate } from '../ledger/exchange-schema.ts';
import { fractionText } from '../pricing/explain.ts';
import { over } from '../pricing/fractions.ts';
import type { ForeignTaken } from '../access/store-parts.ts';

/** A currency that a till takes in cash: what one of it is worth in the store's, as an exact fraction of whole units, and of which day. */
export interface ForeignRate {
  readonly currency: string;
  readonly rate: string;
  readonly day: string;
}

/**
 * What foreign cash counts for, in minor units of the store: down to its smallest coin, so that the change can be given.
 * @param given minor units of the other currency
 * @param coin minor units of the store; 0 or 1 rounds to no coin
 */
export function worthOf(
  given: MinorUnits,
  of: Pick<ForeignRate, 'currency' | 'rate'>,
  own: string,
  coin: MinorUnits,
): MinorUnits {
  const { n, d } = minorRate(of.rate, shiftOf(of.currency, own));
  const step = BigInt(Math.max(1, coin));
  return toMinorUnits(((BigInt(given) * n) / d / step) * step);
}

/** The least that has to be handed over of another currency so that it counts for `due`. */
export function neededFor(due: MinorUnits, of: Pick<ForeignRate, 'currency' | 'rate'>, own: string): MinorUnits {
  const { n, d } = minorRate(of.rate, shiftOf(of.currency, own));
  return due <= 0 ? 0 : toMinorUnits((BigInt(due) * d + n - 1n) / n);
}

interface Here {
  /** Of the store */
  readonly own: string;
  /** Of the main store, which the table of rates is in */
  readonly books: string;
  /** The store's day */
  readonly day: string;
}

type Known = Pick<ExchangeRate, 'currency' | 'booksCurrency' | 'day' | 'rate'>;

/** The currencies a store takes today: at its own rate, or at the last one known; one without any is not taken. */
export function foreignRates(
  taken: readonly ForeignTaken[],
  known: readonly Known[],
  { own, books, day }: Here,
): ForeignRate[] {
  const inBooks = (currency: string) =>
    currency === books
      ? { rate: '1', day }
      : rateOn(
          known.filter((one) => one.currency === currency && one.booksCurrency === books),
          day,
        );
  return taken.flatMap(({ currency, rate, since }) => {
    if (currency === own || decimalsOf(currency) === undefined) return [];
    if (rate !== null) return [{ currency, rate, day: since ?? day }];
    const [theirs, ours] = [inBooks(currency), inBooks(own)];
    if (!theirs || !ours) return [];
    const through = over(parseFraction(theirs.rate), parseFraction(ours.rate));
    return [{ currency, rate: fractionText(through), day: theirs.day < ours.day ? theirs.day : ours.day }];
  });
}
