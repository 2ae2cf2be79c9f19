import { type MinorUnits, sum } from '../../kernel/money.ts';
import type { Order } from '../orders/schema.ts';
import type { Entry, Posting } from './rules.ts';

/** What payment providers do with the shop's money by themselves. Entries of no order: those stand as they were paid. */
type ProviderEntry = Omit<Entry, 'occurredAt' | 'businessDate'>;

const minus = (amount: MinorUnits): MinorUnits => sum([0, -amount]);
const moved = (lines: readonly Posting[]): Posting[] => lines.filter(({ amount }) => amount !== 0);

/** A provider took money back for a shopper (`amount` positive) or gave it to the shop again. What is lost this way is the shop's. */
export function disputeEntry(
  { number, registerId }: Pick<Order, 'number' | 'registerId'>,
  { id, provider, currency, amount }: { id: string; provider: string; currency: string; amount: MinorUnits },
): ProviderEntry {
  return {
    ...{ kind: 'disputed', causeId: id, orderId: null, registerId, reference: number, currency },
    lines: moved([
      { account: 'disputed', amount, detail: provider },
      { account: 'tender', amount: minus(amount), detail: 'online' },
    ]),
  };
}

/** A provider paid out to the bank what it owed, less what it kept; negative: that came back. */
export function payoutEntry({
  id,
  provider,
  reference,
  currency,
  amount,
  charges,
}: {
  id: string;
  provider: string;
  reference: string;
  currency: string;
  amount: MinorUnits;
  charges: MinorUnits;
}): ProviderEntry {
  return {
    ...{ kind: 'paid-out', causeId: id, orderId: null, registerId: null, reference, currency },
    lines: moved([
      { account: 'bank', amount, detail: provider },
      { account: 'charges', amount: charges, detail: provider },
      { account: 'tender', amount: sum([-amount, -charges]), detail: 'online' },
    ]),
  };
}
