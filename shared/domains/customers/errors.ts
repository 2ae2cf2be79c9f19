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

/** Names of fields only: values are personal, and errors are kept and logged. */
export const customerFieldChanged = defineError<{ customerId: string; fields: readonly string[] }>(
  'customers.field-changed',
  'conflict',
  ({ fields }) =>
    `Somebody else changed the same ${fields.length > 1 ? 'fields' : 'field'} of this customer meanwhile. Your change was not saved; compare the values and choose.`,
);
