import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';

export const labelChanged = defineEvent({
  name: 'shipping.label-changed',
  version: 1,
  aggregate: 'orderId',
  payload: z.object({
    orderId: z.string(),
    labelId: z.string(),
    kind: z.enum(['outbound', 'return']),
    /** `void-asked`: its carrier is asked to take it back, and nobody uses it any more */
    state: z.enum(['bought', 'void-asked', 'void-refused', 'voided']),
  }),
  doc: 'A carrier sold a label for an order, or one is given back: what anybody shows of its papers may be another now.',
});
