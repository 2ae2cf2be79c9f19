import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';

export const attemptChanged = defineEvent({
  name: 'payments.attempt-changed',
  version: 1,
  aggregate: 'attemptId',
  payload: z.object({
    attemptId: z.string(),
    checkoutId: z.string(),
    orderId: z.string(),
    state: z.enum(['created', 'unknown', 'action', 'authorised', 'captured', 'declined', 'released', 'refunded']),
    /** Minor units of `currency`, as `captured` and `refunded`: each the whole until now */
    amount: z.number(),
    captured: z.number(),
    refunded: z.number(),
    currency: z.string(),
    provider: z.string(),
    reference: z.nullable(z.string()),
  }),
  doc: 'A try to pay stands elsewhere than before: its state, or what was captured and paid back of it.',
});

/** A shopper has their bank or provider take a payment back, or that went on. */
export const disputeChanged = defineEvent({
  name: 'payments.dispute-changed',
  version: 1,
  doc: 'A shopper has their bank or provider take a payment back, or that went on: how it stands, what of the money is away, and until when it may be answered.',
  aggregate: 'disputeId',
  payload: z.object({
    disputeId: z.string(),
    attemptId: z.string(),
    orderId: z.string(),
    provider: z.string(),
    /** The provider's own name of it */
    reference: z.string(),
    /** Minor units of `currency`, as `taken`: what of it is away from the shop at this moment */
    amount: z.number(),
    taken: z.number(),
    currency: z.string(),
    reason: z.string(),
    state: z.enum(['asked', 'open', 'review', 'won', 'lost']),
    /** Until when evidence is taken, epoch milliseconds; null: nothing can be handed in */
    dueAt: z.nullable(z.number()),
    /** Counts up with each change */
    revision: z.number(),
  }),
});

export const payoutTold = defineEvent({
  name: 'payments.payout-told',
  version: 1,
  doc: 'What a payment provider pays out to the shop’s bank, with all that it is made up of; told again when something of it is new.',
  aggregate: 'payoutId',
  payload: z.object({
    payoutId: z.string(),
    provider: z.string(),
    /** The provider's own name of it */
    reference: z.string(),
    currency: z.string(),
    /** Minor units of `currency`, as all amounts: what reaches the bank */
    amount: z.number(),
    state: z.enum(['on-its-way', 'paid', 'failed']),
    /** YYYY-MM-DD */
    arrivesOn: z.string(),
    parts: z.array(
      z.object({
        kind: z.enum(['payment', 'refund', 'dispute', 'fee', 'other']),
        reference: z.string(),
        attemptId: z.nullable(z.string()),
        refundId: z.nullable(z.string()),
        /** What was moved for shoppers, and what the provider kept of it */
        gross: z.number(),
        fee: z.number(),
      }),
    ),
    /** Counts up with each change */
    revision: z.number(),
  }),
});
