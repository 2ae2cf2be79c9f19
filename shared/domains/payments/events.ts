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
