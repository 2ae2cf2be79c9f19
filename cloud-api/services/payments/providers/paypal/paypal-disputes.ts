import * as z from 'zod';
import { fromDecimal } from '../../../../platform/decimal-money.ts';
import type { ToldDispute } from '../provider.ts';

const money = z.object({ currency_code: z.string(), value: z.string() });

export const disputeList = z.object({ items: z.array(z.object({ dispute_id: z.string() })).default([]) });

/** Of a dispute what is read here. https://developer.paypal.com/docs/api/customer-disputes/v1/ */
export const paypalDispute = z.object({
  dispute_id: z.string(),
  reason: z.string().default(''),
  status: z.string(),
  dispute_amount: money,
  dispute_life_cycle_stage: z.string().default(''),
  dispute_outcome: z.object({ outcome_code: z.string().optional() }).optional(),
  seller_response_due_date: z.string().optional(),
});

/** Those that leave the money with the shop; by all others the shopper has it. */
const ours = new Set(['RESOLVED_SELLER_FAVOUR', 'CANCELED_BY_BUYER', 'DENIED', 'RESOLVED_WITH_PAYOUT']);

export function toldDispute(dispute: z.infer<typeof paypalDispute>, currency: string): ToldDispute {
  const { dispute_id: reference, status, reason, dispute_life_cycle_stage: stage } = dispute;
  const amount = fromDecimal(dispute.dispute_amount.value, currency);
  const due = Date.parse(dispute.seller_response_due_date ?? '');
  const told = { reference, amount, reason, dueAt: null };
  if (status === 'RESOLVED') {
    const won = ours.has(dispute.dispute_outcome?.outcome_code ?? '');
    return { ...told, state: won ? 'won' : 'lost', taken: won ? 0 : amount };
  }
  const dueAt = Number.isNaN(due) ? null : due;
  // While shopper and shop talk PayPal only holds the money back; a claim takes it.
  if (stage === 'INQUIRY') return { ...told, dueAt, state: 'asked', taken: 0 };
  return { ...told, dueAt, state: status === 'WAITING_FOR_SELLER_RESPONSE' ? 'open' : 'review', taken: amount };
}
