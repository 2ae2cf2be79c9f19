import * as z from 'zod/mini';
import {
  byHand,
  cardOfTender,
  deliveryTaxed,
  foreignOfTender,
  reliefOfOrder,
  taxOfLine,
} from '../orders/frozen-parts.ts';
import { returnConditions, returnReasons } from '../orders/schema.ts';
import { taxPart } from '../pricing/calculation-args.ts';
import { creditKinds } from '../credit/schema.ts';
import { codeEnd, codeHash } from '../credit/code-args.ts';
import { ageCheck } from './age-check.ts';
import { deliverArgs } from './deliver-args.ts';
import { fiscalOfReceipt } from './fiscal.ts';
import {
  amount,
  count,
  currency,
  delta,
  flag,
  id,
  quantity,
  rate,
  signedAmount,
  text,
  words,
} from '../../kernel/args.ts';

/** What a till decided about a line: it stands, and the cloud only compares. */
export const lineSnapshot = z.strictObject({
  title: text(300),
  variantTitle: text(300),
  sku: text(80),
  scale: z.number().check(z.int(), z.gte(0), z.lte(6)),
  tracked: flag,
  unitPrice: amount,
  /** A person gave this price; it is not the list’s, and no difference is reported */
  ownPrice: flag,
  taxClass: text(40),
  taxRate: rate,
  /** Where it is more than one plain rate: what `taxRate` is the sum of */
  taxes: z.optional(z.array(z.extend(taxPart, { perUnit: z.optional(amount) })).check(z.maxLength(10))),
  /** What each of them came to; they sum to `tax` */
  taxAmounts: z.optional(z.array(taxOfLine).check(z.maxLength(10))),
  /** The buyer pays no tax; the rate is then what is inside an included price */
  relief: z.optional(z.enum(['exempt', 'reverse-charge', 'export'])),
  discount: signedAmount,
  net: signedAmount,
  tax: signedAmount,
  total: signedAmount,
  /** What a person gave; its discount is part of `discount` */
  byHand: z.optional(byHand),
  /** What promotions took: part of `discount` */
  discounts: z.optional(z.array(z.strictObject({ promotionId: id, name: text(100), amount })).check(z.maxLength(200))),
});
export type LineSnapshot = z.infer<typeof lineSnapshot>;

/** A gift card or store credit that a line puts money on: owed to its holder, taxed when it is spent */
export const loads = z.strictObject({
  creditId: id,
  kind: z.enum(creditKinds),
  /** Of a card that is sold; left out where one is loaded again */
  codeHash: z.optional(codeHash),
  codeEnd: z.optional(codeEnd),
  /** Put in at the desk, as the policy says */
  expiresOn: z.optional(z.nullable(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)))),
});
export type Loads = z.infer<typeof loads>;

export const saleLine = z.strictObject({
  /** Names the line within the sale */
  key: words(64),
  /** Null for a custom item, which needs title and unitPrice */
  variantId: z.nullable(id),
  quantity,
  /** A price given by a person instead of the list’s (till.discount) */
  unitPrice: z.optional(amount),
  /** That price was read off the label of the piece, so nobody gave anything away */
  priceOnLabel: z.optional(flag),
  /** Price and discount are those of a line of a quote that holds; promotions are in them */
  quoted: z.optional(z.strictObject({ draftId: id, key: words(64) })),
  /** The deposit of the container of that line: nothing is taken off it */
  depositOf: z.optional(words(64)),
  /** Containers that the customer brings back: they count less than nothing */
  empties: z.optional(flag),
  /** Off the whole line (till.discount) */
  discount: z.optional(amount),
  /** Why a person gave that price or discount */
  reason: z.optional(text(200)),
  title: z.optional(words(200)),
  taxClass: z.optional(words(40)),
  /** Numbers of the pieces, where they have some of their own */
  serials: z.optional(z.array(words(64)).check(z.maxLength(500))),
  /** Of a custom item of one unit: what was paid for it is put there */
  loads: z.optional(loads),
  snapshot: z.optional(lineSnapshot),
});
export type SaleLine = z.infer<typeof saleLine>;

export const tender = z.strictObject({
  key: words(64),
  kind: z.enum(['cash', 'card', 'test', 'exchange', ...creditKinds]),
  /** What it settles; given − change = amount */
  amount: signedAmount,
  given: amount,
  change: amount,
  reference: text(120),
  /** Of an exchange: the tender of the return that brought the goods */
  exchangeOf: z.optional(id),
  /** Of a gift card or store credit: which one */
  creditId: z.optional(id),
  /** The id of the tender and of its movement, where the amount may have been set aside before */
  takeId: z.optional(id),
  /** The cloud said that it was: what this desk knows of the balance is not asked */
  taken: z.optional(flag),
  /** Of store credit that is made of the customer’s points for this sale: how many */
  points: z.optional(count.check(z.gte(1))),
  /** What the terminal said; left out where its reference was typed, and by tills from before */
  card: z.optional(cardOfTender),
  /** Of cash in another currency: what was handed over of it; `given` is what that counted for, `change` is the store's money */
  foreign: z.optional(foreignOfTender),
  /** Of a sale that is split by item: the part it pays, with all lines of that part by their keys */
  share: z.optional(
    z.strictObject({
      part: z.number().check(z.int(), z.gte(1), z.lte(20)),
      rounding: signedAmount,
      lines: z
        .array(z.strictObject({ key: words(64), quantity, net: amount, tax: amount, total: amount, discount: amount }))
        .check(z.minLength(1), z.maxLength(500)),
    }),
  ),
});
export type SaleTender = z.infer<typeof tender>;

/** Decided by `prepare` at the desk, in the transaction of the sale. */
export const decided = z.strictObject({
  generation: count,
  sequence: count,
  number: words(60),
  locationId: id,
  customerName: text(200),
  currency,
  pricesIncludeTax: flag,
  taxRelief: z.optional(reliefOfOrder),
  businessDate: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  businessHour: z.number().check(z.int(), z.gte(0), z.lte(23)),
  subtotal: signedAmount,
  discountTotal: signedAmount,
  taxTotal: signedAmount,
  /** Of a return: delivery given back, 0 or less, and what is kept, 0 or more */
  shipping: z.optional(signedAmount),
  /** How that delivery was taxed; left out where it was not, and by tills from before */
  shippingTaxed: z.optional(deliveryTaxed),
  fee: z.optional(amount),
  rounding: signedAmount,
  total: signedAmount,
  /** Of a sale on account: net so many days, and the last day on which it is paid in time */
  account: z.optional(z.strictObject({ days: count, dueOn: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)) })),
  /** Points that the customer earned; of a return those taken back, negative */
  points: z.optional(delta.check(z.gte(-1_000_000_000), z.lte(1_000_000_000))),
  /** Put in by the host after all else is decided: what the fiscal device of the register said; left out where there is none */
  fiscal: z.optional(fiscalOfReceipt),
  /** Promotions it had of which uses are counted */
  uses: z.optional(z.array(z.strictObject({ promotionId: id, code: text(200) })).check(z.maxLength(200))),
});
export type Decided = z.infer<typeof decided>;

export const saleArgs = z.strictObject({
  orderId: id,
  registerId: id,
  sessionId: id,
  customerId: z.nullable(id),
  lines: z.array(saleLine).check(z.minLength(1), z.maxLength(500)),
  tenders: z.array(tender).check(z.maxLength(20)),
  /** Codes that were entered */
  coupons: z.optional(z.array(words(64)).check(z.maxLength(20))),
  /** What the till knew of the buyer when it gave promotions, by what they had bought: it stands */
  buyer: z.optional(z.strictObject({ segments: z.array(words(40)).check(z.maxLength(20)), firstOrder: flag })),
  /** What was given to who sells along with a payment, by its key: no part of it, and of no tender */
  tips: z.optional(z.array(z.strictObject({ key: words(64), amount: amount.check(z.gte(1)) })).check(z.maxLength(20))),
  /** What the customer pays later, by their terms; it and the tenders are the total */
  onAccount: z.optional(amount.check(z.gte(1))),
  /** Where something in it is not sold to everybody: what was said of the buyer, and by whom */
  age: z.optional(ageCheck),
  /** The parked basket that it was, where tills of its location share them */
  parkedId: z.optional(id),
  /** It leaves later, as an order does: sent to its customer, or picked up by them. Left out: they take it with them */
  deliver: z.optional(deliverArgs),
  decided: z.optional(decided),
});
export type SaleArgs = z.infer<typeof saleArgs>;

export const returnLine = z.strictObject({
  key: words(64),
  originalLineId: id,
  quantity,
  restock: z.enum(['available', 'damaged', 'none']),
  reason: z.optional(z.enum(returnReasons)),
  condition: z.optional(z.enum(returnConditions)),
  /** Put in at the desk: what the line sold was a gift card, or put money on one */
  loads: z.optional(loads),
  /** Filled in at the desk; amounts are negative */
  snapshot: z.optional(z.extend(lineSnapshot, { variantId: z.nullable(id) })),
});

export const returnArgs = z.strictObject({
  orderId: id,
  originalOrderId: id,
  /** The buyer of the sale; filled in at the desk */
  customerId: z.optional(z.nullable(id)),
  registerId: id,
  sessionId: id,
  lines: z.array(returnLine).check(z.minLength(1), z.maxLength(500)),
  /** Delivery that is given back */
  shipping: z.optional(amount),
  /** Kept back, e.g. for restocking; no tax is in it */
  fee: z.optional(amount),
  /** Paid back at this till to the payments of the sale, positive here and kept negative */
  refunds: z.optional(
    z
      .array(
        z.strictObject({
          key: words(64),
          /** `exchange`: it counts for what is bought with it */
          kind: z.enum(['cash', 'card', 'exchange', ...creditKinds]),
          /** Of a gift card or store credit: put in at the desk, by the payment that it gives back */
          creditId: z.optional(id),
          amount,
          reference: text(120),
          /** The payment of the sale that it gives back */
          tenderId: z.optional(id),
          card: z.optional(cardOfTender),
        }),
      )
      .check(z.maxLength(20)),
  ),
  /** Left for the provider who took it: `orders.refund` pays it, and may be refused */
  owed: z.optional(amount),
  /** How the rest is paid back; cash is rounded as a sale’s. Left out: the rest is owed. */
  payBack: z.optional(
    z.strictObject({
      kind: z.enum(['cash', 'card', 'test', ...creditKinds]),
      reference: text(120),
      /** Of store credit left out: that of the buyer. Of a gift card: one that is there, or a new one with its code */
      credit: z.optional(loads),
    }),
  ),
  reason: text(200),
  decided: z.optional(decided),
});
export type ReturnArgs = z.infer<typeof returnArgs>;
