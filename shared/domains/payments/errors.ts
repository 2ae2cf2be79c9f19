import { defineError } from '../../kernel/errors.ts';

export const attemptMissing = defineError(
  'payments.attempt-missing',
  'not-found',
  (_: { attemptId: string }) => 'There is no such payment. Nothing was changed. Look at the order it belongs to.',
);

export const attemptDiffers = defineError(
  'payments.attempt-differs',
  'conflict',
  (_: { attemptId: string }) =>
    'This payment was begun with another amount, method or order. Nothing was changed. Begin a new one.',
);

export const agreementDiffers = defineError(
  'payments.agreement-differs',
  'conflict',
  (_: { agreementId: string }) =>
    'What was agreed to at the provider is not for this checkout. Nothing was charged. Begin again, or pay another way.',
);

export const methodUnknown = defineError(
  'payments.method-unknown',
  'invalid',
  ({ method }: { method: string }) =>
    `There is no way to pay “${method}” in this store at the moment. Nothing was charged. Choose another.`,
);

export const refundOverCaptured = defineError(
  'payments.refund-over-captured',
  'conflict',
  (_: { captured: number; refunded: number; asked: number }) =>
    'That is more than is left of this payment. Nothing was paid back. Ask for what is left, or less.',
);

export const captureOverAuthorised = defineError(
  'payments.capture-over-authorised',
  'conflict',
  (_: { authorised: number; asked: number }) =>
    'That is more than the shopper has agreed to. Nothing was taken. Take what is authorised, and ask for the rest another way.',
);

export const refundDiffers = defineError(
  'payments.refund-differs',
  'conflict',
  (_: { refundId: string }) =>
    'This refund was asked for before with another amount. Nothing more was paid back. Look at what was paid back.',
);

export const refundRefused = defineError(
  'payments.refund-refused',
  'refused',
  ({ because }: { refundId: string; because: string }) =>
    `The payment provider refused to pay it back: ${because} Nothing was paid back. Pay it back another way, or ask again with a new refund.`,
);
