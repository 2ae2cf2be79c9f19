import type { TransferRow } from '../../../bridge/transfer-queries.ts';
import type { Tone } from '../../ui/state.tsx';

export const statusWords: Readonly<Record<TransferRow['status'], readonly [Tone, string]>> = {
  draft: ['open', 'Draft'],
  ready: ['waiting', 'Set aside'],
  'in-transit': ['busy', 'On its way'],
  received: ['ok', 'Received'],
  cancelled: ['plain', 'Cancelled'],
};

/** `TR-261126-K7QF`: the day and four letters nobody mixes up, so that two desks without a line hardly ever meet. */
export function suggestNumber(at: number, random: readonly number[]): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const day = new Date(at).toISOString().slice(2, 10).replaceAll('-', '');
  return `TR-${day}-${random.map((byte) => letters[byte % letters.length]).join('')}`;
}

/** "1.5" or "3" as an integer of the scale; null when it is no such quantity. */
export function readQuantity(text: string, scale: number): number | null {
  const found = /^(\d{1,7})(?:[.,](\d{1,6}))?$/.exec(text.trim());
  if (!found || (found[2]?.length ?? 0) > scale) return null;
  return Number(`${found[1]}${(found[2] ?? '').padEnd(scale, '0')}`);
}
