import * as z from 'zod/mini';
import { instant, integer, json, money, nullable, oneOf, personal, secret, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { taxQuote } from '../pricing/provider-tax.ts';
import { registerAnswer } from '../pricing/reverse-charge.ts';
import { carrierQuote } from '../shipping/carriers.ts';
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

/** Of a firm that buys, as its invoice is to say it; each empty where it was not given. */
export const business = z.strictObject({ company: z.string(), vatId: z.string(), reference: z.string() });
export type Business = z.infer<typeof business>;

const creditOn = z.strictObject({
  creditId: z.string(),
  kind: z.enum(['gift-card', 'store-credit']),
  /** The last four characters of its code, by which people name it; empty of store credit */
  end: z.string(),
});
/** A gift card or store credit that a checkout is to be paid with, as far as it reaches. */
export type CreditOn = z.infer<typeof creditOn>;
const attemptCredit = z.extend(creditOn, { takeId: z.string(), amount: whole });
/** What was set aside of it for one try to pay: `takeId` is its movement, and the tender it becomes. */
export type AttemptCredit = z.infer<typeof attemptCredit>;

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
    /** Gift cards and store credit it is paid with first, in this order; nothing is taken of them before it is paid */
    credits: json(z.array(creditOn)),
    /** Codes that counted when last shown */
    couponsSeen: json(z.array(z.string())),
    contact: personal('to say how the order goes', nullable(json(contact))),
    delivery: personal('to deliver what was bought', nullable(json(address))),
    business: personal('to write invoices', nullable(json(business))),
    /** What its shopper was led to agree to at a provider, which then says who they are; null: nothing */
    express: nullable(
      json(z.strictObject({ id: z.string(), methodId: z.string(), name: z.string(), agreed: z.boolean() })),
    ),
    shippingOptionId: nullable(text()),
    /** What delivery cost when last shown; null: not yet shown */
    shippingSeen: nullable(money()),
    /** What a provider of taxes was asked last about it, and what it said: by that it is paid; null: it was asked nothing */
    taxQuote: personal('to say what tax is due', nullable(json(taxQuote))),
    /** What carriers were asked about it last, and what they said: by that it is paid */
    carrierQuotes: personal('to say what delivery costs', json(z.array(carrierQuote))),
    /** What the register of the EU said of its buyer's VAT number last; null: it was not asked */
    vatAnswer: personal('to show why no tax is due', nullable(json(registerAnswer))),
    /** The attempt that is under way, or was the last one */
    attemptId: nullable(uuid()),
    /** Why the last attempt came to nothing, for its shopper */
    problem: nullable(
      json(
        z.strictObject({
          code: z.string(),
          message: z.string(),
          details: z.optional(z.strictObject({ reason: z.string() })),
        }),
      ),
    ),
    /** Once it is placed */
    orderId: nullable(uuid()),
    orderNumber: nullable(text()),
    /** SHA-256 of what shows its order to whoever brings it */
    tokenHashes: secret(json(z.array(z.string()))),
    /** When the letter that confirms its order is to be sent; null: none is due */
    letterAt: nullable(instant()),
    letterTries: integer(),
    /** When its shopper agreed to be reminded of it, should they leave it; null: they did not */
    agreedAt: nullable(instant()),
    /** The page they were on then: a letter leads back there */
    comeBackTo: nullable(text()),
    /** When it is looked at whether a letter about it is due; null: never */
    cartLetterAt: nullable(instant()),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId'], ['status', 'updatedAt']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type Checkout = Row<typeof checkouts>;

/** The way to pay of who buys on account: nobody is asked for money, and the order is due by their terms. */
export const ON_ACCOUNT = 'on-account';

/** States in which its units are held: their reservation does not expire, however long the provider takes. */
export const holdingStates = ['awaits', 'approved', 'held', 'asked', 'action'] as const;

export const checkoutAttempts = defineTable('checkout.checkout_attempts', {
  doc: 'One try to pay a checkout, from the units it holds to the order that is paid, or to nothing at all. Each state has one next step, which may be done again.',
  columns: {
    /** Also the payment's: its provider’s idempotency key derives from it */
    id: uuid(),
    checkoutId: uuid(),
    /** The order it becomes; its units are held under this id until then */
    orderId: uuid(),
    state: oneOf([
      // Units are held, and somebody of the firm, or of the shop, is to say yes first.
      'awaits',
      // They said yes: units are held until it is paid.
      'approved',
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
      // Over: the money is there, or a provider holds it until goods are sent.
      'done',
      // Over: the provider said no, or the time was over, and nothing was taken.
      'declined',
      // Over: no order, and nothing of the shopper's money stays.
      'returned',
    ]),
    methodId: text(),
    /** Set aside on gift cards and store credit from when its units are held; given back where no order comes of it */
    credits: json(z.array(attemptCredit)),
    /** What the provider is asked for: the total without what cards pay */
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

export const cartLetters = defineTable('checkout.cart_letters', {
  doc: 'A letter about a basket that its shopper left: found due, sent, followed back. One a step of a checkout. It says nothing of a person but an index of their address.',
  columns: {
    checkoutId: uuid(),
    /** Which of the store’s letters, from 0 */
    step: integer(),
    /** Null: the main store */
    storeId: nullable(uuid()),
    /** Blind index of the address it goes to, by which its reader can refuse more; empty once they are forgotten */
    addressIndex: text(),
    /** SHA-256 of what its link shows, newest last: each time it is handed to the mail server it has another */
    tokenHashes: secret(json(z.array(z.string()))),
    /** When it is to be sent; null: it was, or it is not to be any more */
    sendAt: nullable(instant()),
    tries: integer(),
    sentAt: nullable(instant()),
    /** When its link was followed first */
    cameBackAt: nullable(instant()),
    createdAt: instant(),
  },
  key: ['checkoutId', 'step'],
  indexes: [['addressIndex'], ['createdAt']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type CartLetterSent = Row<typeof cartLetters>;

export const letterRefusals = defineTable('checkout.letter_refusals', {
  doc: 'Addresses that are to get no more letters about baskets. It outlives their checkouts and names nobody: that they said no must be known for as long as they might be written to.',
  columns: {
    /** Blind index of the address */
    addressIndex: text(),
    refusedAt: instant(),
  },
  key: ['addressIndex'],
  group: 'trade',
  replication: { rows: 'none' },
});
