import { defineError } from '../../kernel/errors.ts';

export const orderUnknown = defineError<{ orderId: string }>(
  'orders.order-unknown',
  'not-found',
  () => 'There is no such order. Nothing was changed.',
);

export const notOnSale = defineError<{ variantId: string }>(
  'orders.not-on-sale',
  'refused',
  () => 'An item in this basket is not sold online any more. Nothing was charged; take it out and try again.',
);

export const notEnoughStock = defineError<{
  short: readonly { variantId: string; quantity: number; available: number }[];
}>('orders.not-enough-stock', 'refused', ({ short }) =>
  short.length === 1 && short[0]?.available === 0
    ? 'This has just sold out. Nothing was charged.'
    : 'There is not enough left of something in this basket. Nothing was charged; lower the quantity and try again.',
);

export const totalChanged = defineError<{ expected: number; total: number }>(
  'orders.total-changed',
  'conflict',
  () => 'A price changed since this basket was shown. Nothing was charged; look at the new total first.',
);

export const couponRefused = defineError<{ code: string; reason: string }>(
  'orders.coupon-refused',
  'refused',
  ({ code, reason }) =>
    `The code “${code.slice(0, 64)}” does not count: ${reason}. Nothing was charged; take it out and look at the total first.`,
);

export const manyLetters = defineError<{ orderId: string; number: string; most: number }>(
  'orders.many-letters',
  'refused',
  ({ number, most }) => `The receipt of ${number} was sent ${most} times already. Nothing was sent; print it instead.`,
);

export const alreadyCancelled = defineError<{ orderId: string; number: string }>(
  'orders.already-cancelled',
  'refused',
  ({ number }) => `Order ${number} was cancelled. Nothing was changed.`,
);

export const alreadyFulfilled = defineError<{ orderId: string; number: string }>(
  'orders.already-fulfilled',
  'refused',
  ({ number }) => `Order ${number} has left the shop already. Take the goods back by a return instead.`,
);

export const nothingToFulfil = defineError<{ orderId: string; number: string }>(
  'orders.nothing-to-fulfil',
  'refused',
  ({ number }) => `There is nothing to send for ${number}.`,
);

export const orderHeld = defineError<{ orderId: string; number: string }>(
  'orders.held',
  'refused',
  ({ number }) => `Order ${number} is held. Nothing was changed; release it first, if what it waited for has come.`,
);

export const orderNotHeld = defineError<{ orderId: string; number: string }>(
  'orders.not-held',
  'refused',
  ({ number }) => `Order ${number} is not held. Nothing was changed.`,
);

export const moreThanLeft = defineError<{ lineId: string; left: number; wanted: number }>(
  'orders.more-than-left',
  'refused',
  ({ left }) =>
    left > 0
      ? 'This is more of a line than is still to send. Nothing was changed; look at what is left first.'
      : 'A line has left already. Nothing was changed; look at what is left first.',
);

export const lineUnknown = defineError<{ orderId: string; lineId: string }>(
  'orders.line-unknown',
  'not-found',
  () => 'A line does not belong to this order. Nothing was changed; open the order again.',
);

export const noteUnknown = defineError<{ orderId: string; noteId: string }>(
  'orders.note-unknown',
  'not-found',
  () => 'There is no such note on this order. Nothing was changed; open the order again.',
);

export const fulfilmentUnknown = defineError<{ fulfilmentId: string }>(
  'orders.fulfilment-unknown',
  'not-found',
  () => 'There is no such parcel. Nothing was changed.',
);

export const changedMeanwhile = defineError<{ orderId: string; number: string; seen: number; version: number }>(
  'orders.changed-meanwhile',
  'conflict',
  ({ number }) =>
    `Somebody else changed order ${number} since it was opened. Nothing was changed; look at it as it is now, and do it again.`,
);

export const lessThanSent = defineError<{ lineId: string; sent: number; wanted: number }>(
  'orders.less-than-sent',
  'refused',
  () =>
    'More of a line has left than it would still have. Nothing was changed; what left comes back by a return, and its money by a refund.',
);

export const standsAsSold = defineError<{
  orderId: string;
  number: string;
  why: 'receipt' | 'history' | 'returned';
}>('orders.stands-as-sold', 'refused', ({ number, why }) => {
  if (why === 'history')
    return `${number} was brought in from another system and stands as it was there. Nothing was changed; take goods back by a return, or make a new order.`;
  if (why === 'receipt')
    return `The receipt of ${number} stands as it was given. Nothing was changed; take goods back by a return, or sell the others anew.`;
  return `Goods of ${number} came back and were paid back at what they cost, which this would change. Nothing was changed; make a new order for what is wanted besides.`;
});

export const nothingChanged = defineError<{ orderId: string }>(
  'orders.nothing-changed',
  'refused',
  () => 'This changes nothing about the order. Nothing was done.',
);

export const nothingStays = defineError<{ orderId: string; number: string }>(
  'orders.nothing-stays',
  'refused',
  ({ number }) => `Nothing would stay on order ${number}. Nothing was changed; cancel the order instead.`,
);

export const discountTooHigh = defineError<{ orderId: string; discount: number; goods: number }>(
  'orders.discount-too-high',
  'refused',
  () => 'More would come off than the goods cost. Nothing was changed; give at most what they cost.',
);

export const notDue = defineError<{ orderId: string; due: number; wanted: number }>(
  'orders.not-due',
  'refused',
  ({ due }) =>
    due > 0
      ? 'This is more than is still due on this order. Nothing was charged; look at what is due first.'
      : 'Nothing is due on this order any more. Nothing was charged.',
);

export const moreThanOpen = defineError<{ open: number; wanted: number }>(
  'orders.more-than-open',
  'refused',
  () => 'This is more than is open on the account. Nothing was noted; look at the statement first.',
);

export const allotmentDiffers = defineError<{ amount: number; allotted: number }>(
  'orders.allotment-differs',
  'refused',
  () => 'What goes to the orders is not what arrived. Nothing was noted; put the amounts right first.',
);

export const notOwed = defineError<{ orderId: string; owed: number; wanted: number }>(
  'orders.not-owed',
  'refused',
  ({ owed }) =>
    owed > 0
      ? 'This is more than is still owed on this return. Nothing was paid back; look at what is left first.'
      : 'Nothing is owed on this return any more. Nothing was paid back.',
);

export const otherAccount = defineError<{ returnId: string; orderId: string }>(
  'orders.other-account',
  'refused',
  () =>
    'What came back is set against its own sale, or against another of the same customer in the same currency. Nothing was changed.',
);

export const paymentUnknown = defineError<{ orderId: string; tenderId: string }>(
  'orders.payment-unknown',
  'not-found',
  () => 'This payment does not belong to the sale, or no provider took it. Nothing was paid back.',
);

export const refundExceedsPayment = defineError<{ tenderId: string; left: number; wanted: number }>(
  'orders.refund-exceeds-payment',
  'refused',
  () => 'More would go back than is left of this payment. Nothing was paid back; choose another way for the rest.',
);

export const attemptUnknown = defineError<{ attemptId: string }>(
  'orders.attempt-unknown',
  'not-found',
  () => 'There is no such attempt to pay. Nothing was placed.',
);

export const nothingHeld = defineError(
  'orders.nothing-held',
  'conflict',
  ({ number }: { orderId: string; number: string }) =>
    `No payment provider holds anything for order ${number} any more. Nothing was changed. Look at its payments.`,
);

export const refundUnknown = defineError<{ refundId: string }>(
  'orders.refund-unknown',
  'not-found',
  () => 'Nothing is being paid back under this id. Nothing was changed.',
);

export const flagUnknown = defineError<{ flagId: string }>(
  'orders.flag-unknown',
  'not-found',
  () => 'This flag does not exist any more. Nothing was changed.',
);

export const draftUnknown = defineError<{ draftId: string }>(
  'orders.draft-unknown',
  'not-found',
  () => 'There is no such draft. Nothing was changed.',
);

export const draftChanged = defineError<{ draftId: string; number: string; seen: number; version: number }>(
  'orders.draft-changed',
  'refused',
  ({ number }) => `Somebody else changed ${number} meanwhile. Nothing was changed; look at it again.`,
);

export const draftClosed = defineError<{ draftId: string; number: string; status: string }>(
  'orders.draft-closed',
  'refused',
  ({ number, status }) =>
    status === 'ordered'
      ? `${number} is an order already. Nothing was changed; change the order instead.`
      : `${number} was given up. Nothing was changed; make a new one.`,
);

export const quoteCodeUsed = defineError<{ draftId: string; number: string; code: string; name: string }>(
  'orders.quote-code-used',
  'refused',
  ({ number, code, name }) =>
    `“${name}” was had as often as it may be since ${number} was quoted${code === '' ? '' : ` (code ${code})`}. Nothing was ordered; save it without the code, or with another one.`,
);

export const quoteOver = defineError<{ draftId: string; number: string; validUntil: string }>(
  'orders.quote-over',
  'refused',
  ({ number, validUntil }) =>
    `The prices of ${number} held until ${validUntil}. Nothing was sent; save it with a later day first.`,
);

export const paidAtTill = defineError<{ orderId: string; number: string }>(
  'orders.paid-at-till',
  'refused',
  ({ number }) =>
    `${number} was paid at a till, so its money goes back there. Nothing was changed: say that it was handed over, then take it back at a till.`,
);

export const noVatNumber = defineError<{ orderId: string; number: string }>(
  'orders.no-vat-number',
  'refused',
  ({ number }) =>
    `Tax on ${number} cannot change: it was not ordered with a VAT number of another member of the EU that counts there, or a provider of taxes said what is due. Nothing was changed.`,
);

export const reliefAsItIs = defineError<{ orderId: string; number: string }>(
  'orders.relief-as-it-is',
  'refused',
  ({ number }) => `${number} is taxed as was asked already, or free of tax for another reason. Nothing was changed.`,
);

export const requestUnknown = defineError<{ requestId: string }>(
  'orders.request-unknown',
  'not-found',
  () => 'There is no such order that waits for a yes. Nothing was changed.',
);

export const requestDecided = defineError<{ requestId: string }>(
  'orders.request-decided',
  'refused',
  () => 'This was decided already, or its time is over. Nothing was changed; look how it stands.',
);

export const notTheirRequest = defineError<{ requestId: string }>(
  'orders.not-their-request',
  'refused',
  () =>
    'This waits for somebody else: of a firm, for one of its buyers who approves and did not order it; else for the shop. Nothing was changed.',
);
