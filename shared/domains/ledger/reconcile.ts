import { sum } from '../../kernel/money.ts';
import type { BankLine, ProviderPayout } from './payout-schema.ts';

export type Payout = Pick<
  ProviderPayout,
  'id' | 'provider' | 'reference' | 'currency' | 'amount' | 'charges' | 'expected' | 'state' | 'arrivesOn' | 'parts'
>;
export type Line = Pick<BankLine, 'id' | 'day' | 'amount' | 'currency' | 'text'>;

/**
 * - `expected`: the provider’s parts are not what our record says
 * - `ledger`: the books have another amount
 * - `bank`: no line of the bank, though it should be there
 * - `bank-amount`: the bank names it with another amount
 */
export type Difference = 'expected' | 'ledger' | 'bank' | 'bank-amount';

export interface Reconciled extends Payout {
  /** Minor units: what stands in the books */
  readonly ledger: number;
  readonly line: Line | null;
  readonly differences: readonly Difference[];
}

const DAY_MS = 86_400_000;
/** A bank may book a payout a day before its day, over a long weekend some days after. */
const [EARLY, LATE] = [1, 6];
const daysFrom = (a: string, b: string): number => Math.round((Date.parse(b) - Date.parse(a)) / DAY_MS);

/**
 * Holds what providers paid out against our own record, the books and the bank. Each line of the bank belongs to one payout at
 * most: the one it names, else the oldest of its amount and days.
 * @param ledger what stands in the books of each payout
 * @param today of the store: later than this nothing is missed
 */
export function reconcile(
  payouts: readonly Payout[],
  ledger: ReadonlyMap<string, number>,
  lines: readonly Line[],
  today: string,
): Reconciled[] {
  const oldest = payouts.toSorted((a, b) => (a.arrivesOn < b.arrivesOn ? -1 : a.arrivesOn > b.arrivesOn ? 1 : 0));
  const taken = new Map<string, Line>();
  const free = new Set(lines);
  const take = (payout: Payout, fits: (line: Line) => boolean): void => {
    if (taken.has(payout.id)) return;
    const found = [...free].find((line) => line.currency === payout.currency && fits(line));
    if (!found) return;
    free.delete(found);
    taken.set(payout.id, found);
  };
  const due = oldest.filter(({ state }) => state !== 'failed');
  for (const payout of due) take(payout, ({ text }) => text.includes(payout.reference));
  for (const payout of due) {
    take(payout, ({ amount, day }) => {
      const days = daysFrom(payout.arrivesOn, day);
      return amount === payout.amount && days >= -EARLY && days <= LATE;
    });
  }
  return oldest.map((payout) => {
    const [booked, line] = [ledger.get(payout.id) ?? 0, taken.get(payout.id) ?? null];
    const due = payout.state === 'paid' ? payout.amount : 0;
    const isLate = payout.state === 'paid' && daysFrom(payout.arrivesOn, today) > LATE;
    const differences: Difference[] = [
      ...(sum([payout.expected, -payout.amount]) === 0 ? [] : (['expected'] as const)),
      ...(booked === due ? [] : (['ledger'] as const)),
      ...(!line && isLate ? (['bank'] as const) : []),
      ...(line && line.amount !== payout.amount ? (['bank-amount'] as const) : []),
    ];
    return { ...payout, ledger: booked, line, differences };
  });
}
