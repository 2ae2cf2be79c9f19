import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';
import { pointKinds } from './schema.ts';

export const pointsMoved = defineEvent({
  name: 'loyalty.points-moved',
  version: 1,
  aggregate: 'customerId',
  payload: z.object({
    customerId: z.string(),
    kind: z.enum(pointKinds),
    /** Whole points; positive: the customer has more */
    points: z.number(),
    orderId: z.nullable(z.string()),
  }),
  doc: 'A customer earned, used or lost points.',
});
