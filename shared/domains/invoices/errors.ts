import { defineError } from '../../kernel/errors.ts';

export const invoiceIssued = defineError<{ orderId: string; number: string }>(
  'invoices.already-issued',
  'refused',
  ({ number }) => `${number} was issued for this order already. Nothing was issued; print that one again.`,
);

export const invoiceOrderUnknown = defineError<{ orderId: string }>(
  'invoices.order-unknown',
  'not-found',
  () => 'This order is not on this desk. No invoice was issued; fetch the order first.',
);

export const orderNotInvoiced = defineError<{ orderId: string; why: 'historical' | 'cancelled' }>(
  'invoices.order-has-none',
  'refused',
  ({ why }) =>
    why === 'historical'
      ? 'This order was brought in from another system, where its invoice is. No invoice was issued.'
      : 'This order was cancelled. No invoice was issued.',
);

export const nothingToCredit = defineError<{ orderId: string }>(
  'invoices.nothing-to-credit',
  'refused',
  () =>
    'The sale that this return belongs to has no invoice here. No credit note was issued; issue the invoice of the sale first.',
);

export const creditedByCloud = defineError<{ orderId: string; number: string }>(
  'invoices.credited-by-cloud',
  'refused',
  ({ number }) =>
    `${number} was issued by the cloud, which also issues its credit note as soon as this return has reached it. Nothing was issued here; look again when this desk is online.`,
);

export const invoiceForged = defineError<{ invoiceId: string; problem: string }>(
  'invoices.forged',
  'refused',
  ({ problem }) =>
    `No till could have issued this invoice: ${problem}. It is kept and in no books until somebody has looked at it.`,
);

export const invoiceIncomplete = defineError<{ invoiceId: string }>(
  'invoices.incomplete',
  'invalid',
  () => 'An invoice is numbered at the register that issues it. Nothing was issued; issue it at a desk.',
);
