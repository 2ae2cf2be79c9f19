import * as z from 'zod/mini';
import { amount, id, instant, words } from '../../kernel/args.ts';

/** Off the price that the store sells at otherwise; `rate` an exact fraction of it that is taken off. */
const percentStep = z.strictObject({
  /** Whole units of one item from which it holds */
  minQuantity: z.number().check(z.int(), z.gte(1), z.lte(1_000_000)),
  rate: z.string().check(z.regex(/^\d{1,9}\/[1-9]\d{0,8}$/, 'not a fraction such as 10/100')),
});

/** For whom, where and when a price list counts. What is left out holds for everybody, everywhere, always. */
export const listTerms = z.strictObject({
  /** A paused list counts for nobody */
  status: z.enum(['live', 'paused']),
  /** `override` goes before every other price, higher or lower; of `sale` and the store's own the lowest counts */
  kind: z.enum(['sale', 'override']),
  /** Of two of one kind the higher counts */
  priority: z.number().check(z.int(), z.gte(0), z.lte(100)),
  groups: z.optional(z.array(words(60)).check(z.maxLength(50))),
  channels: z.optional(z.array(z.enum(['till', 'online'])).check(z.maxLength(2))),
  locations: z.optional(z.array(id).check(z.maxLength(500))),
  startsAt: z.optional(z.nullable(instant)),
  /** It is over at this instant */
  endsAt: z.optional(z.nullable(instant)),
  /** For all items that have no price of their own in the list */
  percentOff: z.optional(z.array(percentStep).check(z.maxLength(10))),
});
export type ListTerms = z.infer<typeof listTerms>;

/** A lower price for many of one item. */
export const quantityBreak = z.strictObject({
  minQuantity: z.number().check(z.int(), z.gte(2), z.lte(1_000_000)),
  amount,
});
export type QuantityBreak = z.infer<typeof quantityBreak>;
