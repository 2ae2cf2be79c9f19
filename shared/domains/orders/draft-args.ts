import * as z from 'zod/mini';
import { amount, count, currency, flag, id, mailAddress, quantity, text, words } from '../../kernel/args.ts';
import { deliveryArgs } from './edit-args.ts';

export const draftArgs = z.strictObject({
  draftId: id,
  /** The version that the person saw; 0 for a new one */
  version: count,
  /** Left out: the main store */
  storeId: z.optional(id),
  /** One that the store sells in; left out: its own */
  currency: z.optional(currency),
  customerId: z.nullable(id),
  customerName: text(200),
  /** `key` names the line within the draft */
  lines: z.array(z.strictObject({ key: words(64), variantId: id, quantity })).check(z.minLength(1), z.maxLength(100)),
  /** Delivery in minor units, as prices are, before what a promotion takes off it */
  shipping: amount,
  /** Off the goods, shared over the lines by what they cost */
  discount: z.optional(z.strictObject({ amount: amount.check(z.gte(1)), reason: words(200) })),
  delivery: z.nullable(deliveryArgs),
  /** Codes of promotions; one that gives nothing is kept, and counts once it can */
  coupons: z.optional(z.array(words(64)).check(z.maxLength(20))),
  /** Last day on which its prices hold: then it is a quote */
  validUntil: z.nullable(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'not a day such as 2026-12-24'))),
  note: text(1_000),
});
export type DraftArgs = z.infer<typeof draftArgs>;

export const placeDraftArgs = z.strictObject({
  draftId: id,
  /** Of the order that it becomes */
  orderId: id,
  version: count,
  /** What was shown: while a quote holds its own total, else what it costs now; another one refuses */
  expectedTotal: amount,
  /** Its buyer pays by their terms: refused beyond their limit */
  onAccount: z.optional(flag),
});
export type PlaceDraftArgs = z.infer<typeof placeDraftArgs>;

export const mailDraftArgs = z.strictObject({ draftId: id, version: count, to: mailAddress });

export const sellDraftArgs = z.strictObject({
  draftId: id,
  /** Of the sale that it became at a till */
  orderId: id,
});
