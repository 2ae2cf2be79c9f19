import { defineError } from '../../kernel/errors.ts';

export const nothingToPay = defineError<{ orderId: string; number: string }>(
  'orders.nothing-to-pay',
  'refused',
  ({ number }) => `Nothing is due of order ${number}. Nobody was asked to pay.`,
);

export const manyPayLetters = defineError<{ orderId: string; number: string; most: number }>(
  'orders.many-pay-letters',
  'refused',
  ({ number, most }) =>
    `Order ${number} was asked to be paid by letter ${most} times already. Nothing was sent; copy the link instead.`,
);
