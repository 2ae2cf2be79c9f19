import * as z from 'zod/mini';

/** What an order and its lines keep whole of how they came to their amounts. */

/** The certificate, or the VAT number of who accounts for the tax themselves. */
export const reliefOfOrder = z.strictObject({
  kind: z.enum(['exempt', 'reverse-charge']),
  evidence: z.string().check(z.maxLength(100)),
});

const whole = z.number().check(z.int());

/** One of several taxes of a line, frozen: minor units, negative on a return. */
export const taxOfLine = z.strictObject({ name: z.string().check(z.maxLength(100)), amount: whole });

/** What a card terminal said of a payment that it took or gave back. No number of a card: brand and last four digits alone. */
export const cardOfTender = z.strictObject({
  /** As its attempt is known to the terminal; the terminal never books one key twice */
  key: z.string().check(z.minLength(1), z.maxLength(64)),
  terminal: z.string().check(z.maxLength(80)),
  approvalCode: z.string().check(z.maxLength(40)),
  brand: z.string().check(z.maxLength(40)),
  last4: z.string().check(z.regex(/^(\d{4})?$/)),
  entry: z.enum(['contactless', 'chip', 'swipe', 'keyed', 'unknown']),
});
export type CardOfTender = z.infer<typeof cardOfTender>;

/** A price or a discount given by a person at the till. */
export const byHand = z.strictObject({
  /** What one unit would have cost; null for an item of no list */
  listPrice: z.nullable(whole),
  /** Off the whole line */
  discount: whole,
  reason: z.string().check(z.maxLength(200)),
});
