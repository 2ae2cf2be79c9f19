import * as z from 'zod/mini';

/** What an order and its lines keep whole of how they came to their amounts. */

/** The certificate, the VAT number of who accounts for the tax themselves, or where it goes that nobody taxes here: `US`. */
export const reliefOfOrder = z.strictObject({
  kind: z.enum(['exempt', 'reverse-charge', 'export']),
  evidence: z.string().check(z.maxLength(100)),
});

const whole = z.number().check(z.int());

/** One of several taxes of a line, frozen: minor units, negative on a return. */
export const taxOfLine = z.strictObject({ name: z.string().check(z.maxLength(100)), amount: whole });

/**
 * Of an order whose delivery is taxed, how: net + tax of its parts sum to `shippingTotal`. Negative on a return. Delivery of an order
 * without it is untaxed: it was placed before delivery was taxed, or its store leaves it so.
 */
export const deliveryTaxed = z.strictObject({
  rule: z.enum(['goods', 'standard']),
  /** After discounts, with tax in it or not as the order's prices are */
  shown: whole,
  parts: z
    .array(
      z.strictObject({
        taxRate: z.string().check(z.maxLength(300)),
        net: whole,
        tax: whole,
        /** Where it is more than one plain rate: each of them */
        taxes: z.nullable(z.array(taxOfLine).check(z.maxLength(10))),
      }),
    )
    .check(z.maxLength(100)),
});
export type DeliveryTaxed = z.infer<typeof deliveryTaxed>;

/** What a card terminal said of a payment that it took or gave back. No number of a card: brand and last four digits alone. */
export const cardOfTender = z.strictObject({
  /** As its attempt is known to the terminal; the terminal never books one key twice */
  key: z.string().check(z.minLength(1), z.maxLength(64)),
  terminal: z.string().check(z.maxLength(80)),
  approvalCode: z.string().check(z.maxLength(40)),
  brand: z.string().check(z.maxLength(40)),
  last4: z.string().check(z.regex(/^(\d{4})?$/)),
  entry: z.enum(['contactless', 'chip', 'swipe', 'keyed', 'unknown']),
  /** The payment provider that took it, who pays it out and pays it back; left out: a terminal of the shop’s own bank */
  provider: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
  /** What the chip calls itself, and the id of that: receipts show both where they are known */
  application: z.optional(z.string().check(z.maxLength(40))),
  aid: z.optional(z.string().check(z.maxLength(40))),
});
export type CardOfTender = z.infer<typeof cardOfTender>;

const lineId = z.string().check(z.minLength(1), z.maxLength(64));

/** So much of a line as one of several people paid for; `net` + `tax` = `total`, `discount` is off it already. */
export const shareOfLine = z.strictObject({
  lineId,
  quantity: whole,
  net: whole,
  tax: whole,
  total: whole,
  discount: whole,
});

/** Of a sale that was split by item: the part that a tender paid, with all of its lines. */
export const shareOfTender = z.strictObject({
  /** From 1 */
  part: whole,
  /** What coins rounded on this tender; part of its amount */
  rounding: whole,
  lines: z.array(shareOfLine).check(z.maxLength(500)),
});
export type ShareOfTender = z.infer<typeof shareOfTender>;

/** A price or a discount given by a person at the till. */
export const byHand = z.strictObject({
  /** What one unit would have cost; null for an item of no list */
  listPrice: z.nullable(whole),
  /** Off the whole line */
  discount: whole,
  reason: z.string().check(z.maxLength(200)),
});

/** Of cash in another currency: what was handed over, in its minor units, and the rate that it counted at. */
export const foreignOfTender = z.strictObject({
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  given: whole.check(z.gte(1)),
  /** What one of it was worth in the order's currency: an exact fraction of whole units */
  rate: z.string().check(z.regex(/^[1-9]\d{0,39}(\/[1-9]\d{0,39})?$/)),
  /** The day that the rate is of */
  day: z.iso.date(),
});
export type ForeignOfTender = z.infer<typeof foreignOfTender>;
