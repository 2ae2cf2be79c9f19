import { decimalsOf } from '../../kernel/currencies.ts';
import { type Fraction, type MinorUnits, multiply, parseFraction, sum } from '../../kernel/money.ts';
import type { BooksLine } from './exchange-schema.ts';
import type { Posting } from './rules.ts';

/** The last rate that was known on a day. */
export function rateOn<R extends { readonly day: string }>(rates: readonly R[], day: string): R | undefined {
  return rates.reduce<R | undefined>(
    (last, rate) => (rate.day <= day && (last === undefined || rate.day > last.day) ? rate : last),
    undefined,
  );
}

/** Digits by which minor units of `to` are finer than those of `from`. */
export const shiftOf = (from: string, to: string): number => (decimalsOf(to) ?? 2) - (decimalsOf(from) ?? 2);

/** A rate of whole units as one of minor units. */
export function minorRate(rate: string, shift: number): Fraction {
  const { n, d } = parseFraction(rate);
  const by = 10n ** BigInt(Math.abs(shift));
  return shift >= 0 ? { n: n * by, d } : { n, d: d * by };
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

export interface BooksRates {
  /** At which the order was placed; of what belongs to none, the day’s */
  readonly locked: Fraction;
  /** At which money moves now */
  readonly now: Fraction;
  /** What was due of the order before this entry, in its own currency */
  readonly dueBefore: MinorUnits;
}

type Line = Pick<BooksLine, 'account' | 'detail' | 'amount'>;

/** Where money itself stands: it is worth what it is worth on the day it moves. */
const isMoney = ({ account }: Posting): boolean => account === 'tender' || account === 'drawer';

/**
 * An entry in the currency of the books. What was earned, and what is due of it, counts at the rate of the order for ever; money at
 * that of its day; what differs was gained or lost. What is due is converted as a whole, so that an order of which nothing is due is at
 * nothing here too, in however many parts it was paid.
 */
export function inBooks(lines: readonly Posting[], { locked, now, dueBefore }: BooksRates): Line[] {
  const at = (amount: MinorUnits, rate: Fraction): MinorUnits => multiply(amount, rate);
  const due = (before: MinorUnits, amount: MinorUnits) => sum([at(sum([before, amount]), locked), -at(before, locked)]);
  let before = dueBefore;
  const all = lines.map((line): Line => {
    const { account, detail, amount } = line;
    if (account === 'due') {
      const worth = due(before, amount);
      before = sum([before, amount]);
      return { account, detail, amount: worth };
    }
    return { account, detail, amount: at(amount, isMoney(line) ? now : locked) };
  });
  const earned = lines.filter((line) => !isMoney(line) && line.account !== 'due');
  const largest = earned.reduce<Posting | undefined>(
    (most, line) => (most === undefined || Math.abs(line.amount) > Math.abs(most.amount) ? line : most),
    undefined,
  );
  // At one rate nothing is gained: what rounding leaves is the largest line’s, as on the order itself.
  const same = locked.n * now.d === now.n * locked.d;
  if (largest) {
    const whole = same
      ? sum(all.filter((_, index) => !earned.includes(lines[index] as Posting)).map(({ amount }) => -amount))
      : at(sum(earned.map(({ amount }) => amount)), locked);
    const rounded = sum(all.filter((_, index) => earned.includes(lines[index] as Posting)).map(({ amount }) => amount));
    const index = lines.indexOf(largest);
    const line = all[index];
    if (line) all[index] = { ...line, amount: sum([line.amount, whole, -rounded]) };
  }
  const difference = sum(all.map(({ amount }) => -amount));
  return [...all, { account: 'exchange' as const, detail: '', amount: difference }].filter(
    ({ amount }) => amount !== 0,
  );
}
