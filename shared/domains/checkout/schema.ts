import * as z from 'zod/mini';
import { instant, integer, json, money, nullable, oneOf, personal, secret, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { frozenOrder } from '../orders/frozen-order.ts';

const whole = z.number().check(z.int());

/** One line of a basket, with what its shopper was last shown of it. */
export const basketLine = z.strictObject({
  variantId: z.string(),
  quantity: whole,
  /** Null before it was priced */
  seen: z.nullable(z.strictObject({ title: z.string(), unitPrice: whole })),
});
export type BasketLine = z.infer<typeof basketLine>;

export const contact = z.strictObject({ email: z.string(), name: z.string(), phone: z.string() });
export type Contact = z.infer<typeof contact>;

export const address = z.strictObject({
  name: z.string(),
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  region: z.string(),
  postcode: z.string(),
  /** ISO 3166 alpha-2 */
  country: z.string(),
});
export type Address = z.infer<typeof address>;

export const checkouts = defineTable('checkout.checkouts', {
  doc: 'A basket on its way to be bought by a shopper: what is in it, who buys, where it goes. Written by the storefront alone; it holds no stock and no money, its attempts do.',
  columns: {
    id: uuid(),
    /** Null: the main store */
    storeId: nullable(uuid()),
    /** Who buys, where a shopper is signed in: prices and orders are theirs. Null: a guest */
    customerId: nullable(uuid()),
    currency: text(),
    /** `paying` while an attempt is open; `placed` once it became an order; `ended` when nobody came back for it */
    status: oneOf(['open', 'paying', 'placed', 'ended']),
    /** SHA-256 of the secrets its shopper may show, newest last */
    secretHashes: secret(json(z.array(z.string()))),
    lines: json(z.array(basketLine)),
    coupons: json(z.array(z.string())),
    /** Codes that counted when last shown */
    couponsSeen: json(z.array(z.string())),
    contact: personal('to say how the order goes', nullable(json(contact))),
    delivery: personal('to deliver what was bought', nullable(json(address))),
    shippingOptionId: nullable(text()),
    /** What delivery cost when last shown; null: not yet shown */
    shippingSeen: nullable(money()),
    /** The attempt that is under way, or was the last one */
    attemptId: nullable(uuid()),
    /** Why the last attempt came to nothing, for its shopper */
    problem: nullable(json(z.strictObject({ code: z.string(), message: z.string() }))),
    /** Once it is placed */
    orderId: nullable(uuid()),
    orderNumber: nullable(text()),
    /** SHA-256 of what shows its order to whoever brings it */
    tokenHashes: secret(json(z.array(z.string()))),
    /** When the letter that confirms its order is to be sent; null: none is due */
    letterAt: nullable(instant()),
    letterTries: integer(),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId'], ['status', 'updatedAt']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type Checkout = Row<typeof checkouts>;

/** States in which its units are held: their reservation does not expire, however long the provider takes. */
export const holdingStates = ['held', 'asked', 'action'] as const;

export const checkoutAttempts = defineTable('checkout.checkout_attempts', {
  doc: 'One try to pay a checkout, from the units it holds to the order that is paid, or to nothing at all. Each state has one next step, which may be done again.',
  columns: {
    /** Also the payment's: its provider’s idempotency key derives from it */
    id: uuid(),
    checkoutId: uuid(),
    /** The order it becomes; its units are held under this id until then */
    orderId: uuid(),
    state: oneOf([
      // Units are held; the provider was not asked, or nobody knows that it was.
      'held',
      // The provider was asked and has not said how it went.
      'asked',
      // The shopper has something to do at the provider's.
      'action',
      // There will be no order: whatever was taken goes back.
      'returning',
      // The order is there; its money is to be captured.
      'placed',
      // Over: the money is there.
      'done',
      // Over: the provider said no, or the time was over, and nothing was taken.
      'declined',
      // Over: no order, and nothing of the shopper's money stays.
      'returned',
    ]),
    methodId: text(),
    amount: money(),
    currency: text(),
    returnUrl: text(),
    frozen: personal('to deliver what was bought', json(frozenOrder)),
    /** Where its shopper has to go now */
    actionUrl: nullable(text()),
    captured: money(),
    /** Why there will be no order, for people of the shop */
    why: text(),
    tries: integer(),
    /** When the sweeper looks at it again; null: it is over */
    nextAt: nullable(instant()),
    /** Until when its shopper may finish */
    heldUntil: instant(),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['checkoutId'], ['orderId'], ['nextAt']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type CheckoutAttempt = Row<typeof checkoutAttempts>;
