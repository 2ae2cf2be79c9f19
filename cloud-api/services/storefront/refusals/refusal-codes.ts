import type { RefusalWords } from './refusal-words.ts';

type Key = keyof RefusalWords;

/** All of these are said alike. */
const said: Partial<Record<Key, readonly string[]>> = {
  again: [
    ...[
      'service.unavailable',
      'service.fault',
      'keys.unavailable',
      'keys.lost',
      'tenant.busy',
      'shop.no-stream',
      'service.busy',
    ],
    'shop.widget-not-built',
  ],
  tooMany: [...['request.too-many', 'tenant.too-many-requests', 'shop.streams-full'], 'orders.many-pay-letters'],
  check: [
    ...['request.invalid', 'request.malformed', 'request.cursor', 'request.idempotency-key'],
    ...['request.content-type', 'shop.push-address', 'command.invalid-arguments'],
    'pricing.quantity-negative',
  ],
  missing: ['request.not-found', 'orders.request-unknown', 'reviews.unknown', 'customers.unknown-customer'],
  page: ['auth.key-missing', 'auth.key-unknown', 'auth.origin', 'checkout.return-url', 'shop.page-foreign'],
  signIn: ['auth.not-signed-in', 'auth.signed-out', 'auth.session-ended', 'auth.token-expired', 'auth.token-invalid'],
  closed: ['shop.store-closed', 'tenant.suspended', 'tenant.erased', 'access.store-closed'],
  currency: ['shop.currency', 'pricing.currency-unknown', 'pricing.price-list-currency'],
  changed: [
    ...['shop.cart-changed', 'reviews.changed-meanwhile', 'loyalty.changed', 'credit.changed'],
    ...['customers.customer-changed', 'customers.field-changed', 'orders.changed-meanwhile'],
  ],
  address: ['shop.address-incomplete'],
  addressesFull: ['shop.addresses-full'],
  purchaseGone: ['checkout.unknown', 'checkout.session'],
  total: ['checkout.total-changed', 'orders.total-changed'],
  short: [...['checkout.not-enough-stock', 'orders.not-enough-stock', 'inventory.not-enough-stock']],
  notSold: [
    ...['orders.not-on-sale', 'pricing.price-missing', 'pricing.variant-unknown', 'inventory.variant-unknown'],
    ...['catalog.variant-unknown', 'catalog.product-unknown'],
  ],
  incomplete: ['checkout.incomplete'],
  vatId: ['checkout.vat-id', 'pricing.vat-id-wrong'],
  noAccount: ['checkout.no-account', 'customers.no-account'],
  over: ['checkout.ended'],
  notABuyer: ['checkout.not-a-buyer'],
  nobodyApproves: ['checkout.nobody-approves'],
  decided: ['orders.request-decided'],
  orderUnknown: ['shop.order-unknown', 'orders.order-unknown'],
  giftCard: [...['checkout.gift-card', 'credit.unknown', 'credit.other-currency', 'credit.of-nobody']],
  coupon: ['orders.coupon-refused'],
  declined: ['payments.declined', 'checkout.declined'],
  notFinished: [
    ...['payments.cancelled', 'payments.not-paid', 'payments.attempt-differs', 'payments.attempt-missing'],
    ...['payments.not-confirmed', 'payments.being-given-back'],
  ],
  tooLate: ['checkout.too-late', 'payments.authorisation-over'],
  noAnswer: ['checkout.no-answer'],
  saidNo: ['checkout.said-no'],
  withdrawn: ['checkout.withdrawn'],
  notPlaced: ['checkout.not-placed'],
  method: [
    ...['payments.method-unknown', 'payments.not-set-up'],
    ...['payments.account-incomplete', 'payments.refused', 'payments.taken'],
  ],
  browsersFull: ['shop.push-full'],
  thereNow: ['shop.there-now'],
  codeWrong: ['shop.code-wrong'],
  codeOver: ['shop.code-over'],
  pointsLeast: ['loyalty.too-few'],
  pointsShort: ['loyalty.short'],
  noPoints: ['loyalty.no-programme', 'loyalty.of-nobody'],
  noReviews: ['reviews.off'],
  nothingDue: ['orders.not-due', 'orders.nothing-to-pay'],
  cardTries: ['checkout.gift-card-tries'],
  cardsFull: ['checkout.gift-cards-full'],
  noCredit: ['checkout.no-store-credit'],
  cardLess: ['credit.short'],
  cardOver: ['credit.blocked', 'credit.expired'],
  creditLimit: ['customers.credit-limit'],
  notYours: ['orders.not-their-request'],
  notHeld: ['inventory.reservation-ended'],
  whole: ['pricing.quantity-fractional'],
  tooLong: ['request.too-large'],
  full: ['tenant.quota'],
  tooLittle: ['payments.too-little-money'],
  paymentAway: ['payments.away', 'payments.provider-away', 'payments.not-reached'],
  payerAddress: ['payments.address-needed'],
  agreeAgain: ['payments.agreement-differs'],
  amount: ['payments.amount'],
  other: ['orders.refused', 'loyalty.refused', 'reviews.refused'],
};

const keyOf: ReadonlyMap<string, Key> = new Map(
  Object.entries(said).flatMap(([key, codes]) => codes.map((code) => [code, key as Key] as const)),
);

export const hasWords = (code: string): boolean => keyOf.has(code);

/** What is said for a refusal; where nobody has thought of it, that it is not possible as things stand. */
export function refusalKey(code: string, details: Readonly<Record<string, unknown>> = {}): Key {
  if (code === 'checkout.ended' && details['status'] === 'paying') return 'paying';
  if (code === 'shop.code-wrong' && details['triesLeft'] === 0) return 'codeOver';
  if (code === 'checkout.no-account' && details['signedIn'] === false) return 'accountSignIn';
  if (code === 'orders.not-due' && Number(details['due']) > 0) return 'lessDue';
  return keyOf.get(code) ?? (code.startsWith('payments.') ? 'method' : 'other');
}

const offers: Readonly<Record<string, Key>> = {
  ...{ unknown: 'offerUnknown', 'not-begun': 'offerNotYet', over: 'offerOver', 'code-used-up': 'offerUsedUp' },
  ...{ 'customer-limit': 'offerPerson', 'customer-unknown': 'offerSignIn' },
};

/** Why a code takes nothing off. */
export const offerKey = (why: string): Key => offers[why] ?? 'offerNotMet';
