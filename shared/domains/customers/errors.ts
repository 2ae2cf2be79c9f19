import { defineError } from '../../kernel/errors.ts';

export const customerChanged = defineError<{ customerId: string }>(
  'customers.customer-changed',
  'conflict',
  () => 'Somebody else changed this customer meanwhile. Yours was not saved; look at the new values first.',
);

export const customerUnknown = defineError<{ customerId: string }>(
  'customers.unknown-customer',
  'not-found',
  () => 'This customer is not there any more. Your change was not saved; nothing else was touched.',
);
