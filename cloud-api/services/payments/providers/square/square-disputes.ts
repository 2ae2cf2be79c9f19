import * as z from 'zod';
import type { ToldDispute } from '../provider.ts';
import type { AskSquare } from './square-payouts.ts';
import { money } from './square-words.ts';

/** https://developer.squareup.com/reference/square/disputes-api */
export const squareDispute = z.object({
  id: z.string().nullish(),
  dispute_id: z.string().nullish(),
  amount_money: money,
  reason: z.string().default(''),
  state: z.string(),
  due_at: z.string().nullish(),
  disputed_payment: z.object({ payment_id: z.string().nullish() }).nullish(),
});
const disputeList = z.object({ disputes: z.array(squareDispute).default([]), cursor: z.string().nullish() });

const states: Readonly<Record<string, ToldDispute['state']>> = {
  ...{ INQUIRY_EVIDENCE_REQUIRED: 'asked', INQUIRY_PROCESSING: 'asked', INQUIRY_CLOSED: 'won' },
  ...{ EVIDENCE_REQUIRED: 'open', PROCESSING: 'review', WAITING_THIRD_PARTY: 'review' },
  ...{ WON: 'won', LOST: 'lost', ACCEPTED: 'lost' },
};

/** While it is asked about nothing is taken; from a dispute on Square holds all of it until it is won. */
export function toldDispute({
  amount_money: { amount },
  reason,
  state: word,
  ...of
}: z.infer<typeof squareDispute>): ToldDispute {
  const state = states[word] ?? 'review';
  const due = Date.parse(of.due_at ?? '');
  const isOpen = state === 'asked' || state === 'open';
  return {
    ...{ reference: of.id ?? of.dispute_id ?? '', amount, reason, state },
    taken: state === 'asked' || state === 'won' ? 0 : amount,
    dueAt: isOpen && !Number.isNaN(due) ? due : null,
  };
}

/** Those of these payments: Square lists them by location alone, and there are few. */
export async function disputesOf(
  ask: AskSquare,
  location: string,
  paymentIds: ReadonlySet<string>,
): Promise<ToldDispute[]> {
  const path = `disputes?location_id=${encodeURIComponent(location)}`;
  const found: ToldDispute[] = [];
  let next: string | null | undefined = null;
  do {
    const page: z.infer<typeof disputeList> = await ask(disputeList, {
      path: next ? `${path}&cursor=${encodeURIComponent(next)}` : path,
    });
    for (const each of page.disputes)
      if (paymentIds.has(each.disputed_payment?.payment_id ?? '')) found.push(toldDispute(each));
    next = page.cursor;
  } while (next);
  return found;
}
