import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';

export const customerSaved = defineEvent({
  name: 'customers.customer-saved',
  version: 1,
  aggregate: 'customerId',
  payload: z.object({ customerId: z.string() }),
  doc: 'A customer was added or changed; readers read the row, so that no personal data lies in events.',
});

export const customerForgotten = defineEvent({
  name: 'customers.customer-forgotten',
  version: 1,
  aggregate: 'customerId',
  payload: z.object({ customerId: z.string() }),
  doc: 'A customer asked to be forgotten, and was. Whoever keeps anything of theirs lets go of it.',
});
