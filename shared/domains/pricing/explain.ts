import { decimalText } from '../../kernel/currencies.ts';
import { type Fraction, parseFraction } from '../../kernel/money.ts';

/** One step of the calculation or one ground of a promotion: a code for programs, a sentence for people. */
export interface Reason {
  readonly code: string;
  readonly text: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes amounts of one currency. */
export type Money = (amount: number) => string;

export const moneyIn =
  (places: number): Money =>
  (amount) =>
    decimalText(amount, places);

/** `105/1000` as `10.5 %`; a rate without an end as the fraction it is. */
export function rateText(rate: string): string {
  const { n, d } = parseFraction(rate);
  const [top, bottom] = [n * 100n, d];
  for (let places = 0; places <= 6; places += 1) {
    const scaled = top * 10n ** BigInt(places);
    if (scaled % bottom === 0n) return `${decimalText(Number(scaled / bottom), places)} %`;
  }
  return rate;
}

export const fractionText = ({ n, d }: Fraction): string => (d === 1n ? String(n) : `${n}/${d}`);

export const reason = (code: string, text: string, details?: Readonly<Record<string, unknown>>): Reason =>
  details ? { code, text, details } : { code, text };
