import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';
import { movementKinds } from './schema.ts';

export const creditMoved = defineEvent({
  name: 'credit.credit-moved',
  version: 1,
  aggregate: 'creditId',
  payload: z.object({
    creditId: z.string(),
    kind: z.enum(movementKinds),
    /** Minor units; positive is owed to the holder */
    amount: z.number(),
    orderId: z.nullable(z.string()),
  }),
  doc: 'Something was put on a gift card or store credit, or taken off it.',
});
