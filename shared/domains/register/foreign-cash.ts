import { decimalsOf } from '../../kernel/currencies.ts';
import { type Fraction, type MinorUnits, parseFraction, toMinorUnits } from '../../kernel/money.ts';
import { rateOn } from '../ledger/exchange.ts';
import type { ExchangeRate } from '../ledger/exchange-schema.ts';
import type { ForeignTaken } from '../access/store-parts.ts';

/** A currency that a till takes in cash: what one of it is worth in the store's, as an exact fraction of whole units, and of which day. */
export interface ForeignRate {
  readonly currency: string;
  readonly rate: string;
  readonly day: string;
}

/** A rate of whole units as one of minor units. */
function minor({ currency, rate }: Pick<ForeignRate, 'currency' | 'rate'>, own: string): Fraction {
  const { n, d } = parseFraction(rate);
  const shift = (decimalsOf(own) ?? 2) - (decimalsOf(currency) ?? 2);
  const by = 10n ** BigInt(Math.abs(shift));
  return shift >= 0 ? { n: n * by, d } : { n, d: d * by };
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
  const { n, d } = minor(of, own);
  const step = BigInt(Math.max(1, coin));
  return toMinorUnits(((BigInt(given) * n) / d / step) * step);
}

/** The least that has to be handed over of another currency so that it counts for `due`. */
export function neededFor(due: MinorUnits, of: Pick<ForeignRate, 'currency' | 'rate'>, own: string): MinorUnits {
  const { n, d } = minor(of, own);
  return due <= 0 ? 0 : toMinorUnits((BigInt(due) * d + n - 1n) / n);
}

/** A rate for people, to six decimals: `0.8533`. */
export function rateShown(rate: string): string {
  const { n, d } = parseFraction(rate);
  const millionths = (n * 2_000_000n + d) / (2n * d);
  const decimals = String(millionths % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${millionths / 1_000_000n}${decimals && `.${decimals}`}`;
}

function shortest({ n, d }: Fraction): string {
  let [a, b] = [n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return d / a === 1n ? `${n / a}` : `${n / a}/${d / a}`;
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
    const [a, b] = [parseFraction(theirs.rate), parseFraction(ours.rate)];
    return [
      { currency, rate: shortest({ n: a.n * b.d, d: a.d * b.n }), day: theirs.day < ours.day ? theirs.day : ours.day },
    ];
  });
}
