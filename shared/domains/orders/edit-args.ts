import * as z from 'zod/mini';
import { amount, count, id, mailAddress, quantity, quantityOrZero, text, words } from '../../kernel/args.ts';

/** Where an order goes. */
export const deliveryArgs = z.strictObject({
  recipient: text(200),
  /** As on the label, a line each */
  address: text(1_000),
  country: z.nullable(z.string().check(z.regex(/^[A-Z]{2}$/, 'not a country of two letters'))),
  method: text(100),
});
export type DeliveryArgs = z.infer<typeof deliveryArgs>;

/** Who an order is for and how they are told of it, where that was wrong or not known. */
export const contactArgs = z.strictObject({
  name: text(200),
  email: z.nullable(mailAddress),
  phone: z.nullable(words(40)),
});
export type ContactArgs = z.infer<typeof contactArgs>;

export const editArgs = z.strictObject({
  orderId: id,
  /** The version of the order that the person saw; where it is another one by now, nothing is done */
  version: count,
  /** New quantities of lines that are there; 0 takes a line off */
  lines: z.optional(z.array(z.strictObject({ lineId: id, quantity: quantityOrZero })).check(z.maxLength(500))),
  /** At the price of now; `key` names the line within this edit */
  add: z.optional(z.array(z.strictObject({ key: words(64), variantId: id, quantity })).check(z.maxLength(100))),
  /** Delivery in minor units, before what a promotion takes off it */
  shipping: z.optional(amount),
  delivery: z.optional(deliveryArgs),
  contact: z.optional(contactArgs),
  /** Off the goods, shared over the lines by what they cost; comes on top of earlier ones */
  discount: z.optional(z.strictObject({ amount: amount.check(z.gte(1)), reason: words(200) })),
  /** `reverse-charge`: its buyer accounts for the tax, by the VAT number that it was ordered with; `none`: they pay it after all */
  relief: z.optional(z.enum(['reverse-charge', 'none'])),
  reason: text(300),
  /** What the preview came to; another total refuses */
  expectedTotal: z.optional(amount),
  /** `now`: the provider takes or pays back the difference at once. `later`: it stays due, or owed */
  settle: z.enum(['now', 'later']),
});
export type EditArgs = z.infer<typeof editArgs>;
