import type { PayoutShown } from '../../../bridge/ledger-views.ts';
import type { Tone } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';

const differs: Readonly<Record<string, string>> = {
  expected: 'not as our record',
  ledger: 'not as the books',
  bank: 'not at the bank',
  'bank-amount': 'another amount at the bank',
};

/** How a payout stands: what differs first, then what is waited for. */
export function payoutStanding({ state, line, differences }: Pick<PayoutShown, 'state' | 'line' | 'differences'>): {
  readonly tone: Tone;
  readonly text: string;
} {
  if (differences.length > 0)
    return { tone: 'bad', text: differences.map((each) => t(differs[each] ?? each)).join(', ') };
  if (state === 'failed') return { tone: 'warn', text: t('Came back to the provider') };
  if (state === 'on-its-way') return { tone: 'open', text: t('On its way') };
  return line ? { tone: 'ok', text: t('All agree') } : { tone: 'open', text: t('No line of the bank yet') };
}

const kinds: Readonly<Record<string, string>> = {
  payment: 'Payment',
  refund: 'Refund',
  dispute: 'Dispute',
  fee: 'Charge',
  other: 'Correction by the provider',
};

/** `Payment txn_1: £12.00, by our record £0.00` */
export const partText = (
  { kind, reference, gross, expected }: PayoutShown['parts'][number],
  money: (amount: number) => string,
): string =>
  t('{kind} {reference}: {gross}, by our record {expected}', {
    ...{ kind: t(kinds[kind] ?? kind), reference, gross: money(gross), expected: money(expected) },
  });
