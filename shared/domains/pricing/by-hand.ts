import { allocate, type MinorUnits, parseFraction, sum } from '../../kernel/money.ts';
import { shareAt } from './offer.ts';

/** What a person takes off by hand at a till, and why: a share (`15/100`) or an amount. */
export interface OffByHand {
  readonly percent?: string;
  readonly amount?: MinorUnits;
  readonly reason: string;
}

interface Line {
  /** Minor units before any discount, as shown */
  readonly amount: MinorUnits;
  readonly off?: OffByHand | undefined;
}

/**
 * What is off each line: first what was given on the line itself, then what was given on all of them, by share line by line or, an
 * amount, shared out by largest remainder over what is left. Never more than a line.
 */
export function offByHand(lines: readonly Line[], all?: OffByHand): MinorUnits[] {
  const own = lines.map(({ amount, off }) => (off ? takenFrom(amount, off) : 0));
  if (!all) return own;
  const left = lines.map(({ amount }, index) => amount - (own[index] ?? 0));
  const rest = sum(left);
  const shared =
    all.amount === undefined
      ? left.map((amount) => takenFrom(amount, all))
      : rest === 0
        ? left.map(() => 0)
        : allocate(Math.min(all.amount, rest), left);
  return own.map((amount, index) => sum([amount, shared[index] ?? 0]));
}

function takenFrom(amount: MinorUnits, { percent, amount: fixed = 0 }: OffByHand): MinorUnits {
  if (percent === undefined) return Math.min(fixed, amount);
  const { n, d } = parseFraction(percent);
  return n >= d ? amount : shareAt(amount, n, d);
}
