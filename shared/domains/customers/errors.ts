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

export const noAccount = defineError<{ customerId: string | null }>(
  'customers.no-account',
  'refused',
  () => 'This customer does not buy on account. Nothing was sold; take another payment, or set their terms first.',
);

export const creditLimitReached = defineError<{ customerId: string; limit: number; open: number; wanted: number }>(
  'customers.credit-limit',
  'refused',
  ({ open, limit }) =>
    open >= limit
      ? 'As much is open on this account as may be. Nothing was sold; take a payment for what is open, or be paid now.'
      : 'More would be open on this account than may be. Nothing was sold; take a part of it now, or a payment for what is open.',
);

export const buyerKnown = defineError<{ customerId: string }>(
  'customers.buyer-known',
  'refused',
  () =>
    'Somebody with this address buys for a firm already. Nothing was changed; end it there first, or give another address.',
);
