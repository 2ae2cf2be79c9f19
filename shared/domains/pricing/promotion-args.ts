import * as z from 'zod/mini';
import { instant } from '../../kernel/args.ts';

/**
 * A promotion as data: the same text in the cloud, at the desk and in a request to the calculation. Amounts are minor units in
 * the terms in which prices are entered; rates are exact fractions of at most 1.
 */

const id = z.string().check(z.minLength(1), z.maxLength(100));
const ids = z.array(id).check(z.maxLength(1_000));
const name = z.string().check(z.minLength(1), z.maxLength(200));
/** Checked by the rules, which say what is wrong with an amount or a rate and where. */
const amount = z.number();
const rate = z.string().check(z.maxLength(40));
const count = z.number().check(z.int(), z.gte(1), z.lte(1_000_000));
const used = z.number().check(z.int(), z.gte(0));

const picks = {
  variants: z.optional(ids),
  products: z.optional(ids),
  /** A category takes in all below it: `Home` also `Home, Lamps` */
  categories: z.optional(ids),
  tags: z.optional(ids),
  skus: z.optional(ids),
};

export const target = z.strictObject({
  ...picks,
  leaveOut: z.optional(
    z.strictObject({
      ...picks,
      reduced: z.optional(z.boolean()),
      weighed: z.optional(z.boolean()),
      giftCards: z.optional(z.boolean()),
    }),
  ),
});
export type Target = z.infer<typeof target>;

const clockTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

const leaf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('spend'), atLeast: amount, of: z.optional(target) }),
  z.strictObject({ kind: z.literal('quantity'), atLeast: count, of: z.optional(target) }),
  z.strictObject({ kind: z.literal('customer-group'), in: ids }),
  z.strictObject({ kind: z.literal('segment'), in: ids }),
  z.strictObject({ kind: z.literal('channel'), in: ids }),
  z.strictObject({ kind: z.literal('location'), in: ids }),
  z.strictObject({ kind: z.literal('first-order') }),
  /** Days as ISO numbers them, 1 = Monday; `from` counts and `to` does not; `to` before `from` goes past midnight */
  z.strictObject({
    kind: z.literal('time'),
    days: z.optional(z.array(z.number().check(z.int(), z.gte(1), z.lte(7)))),
    from: z.optional(clockTime),
    to: z.optional(clockTime),
  }),
]);
export type Leaf = z.infer<typeof leaf>;

const group = z.strictObject({
  kind: z.literal('group'),
  match: z.enum(['all', 'any', 'none']),
  of: z.array(leaf).check(z.maxLength(50)),
});
export type Condition = Leaf | z.infer<typeof group>;

const goodsOrOrder = z.optional(z.enum(['goods', 'order']));
const anywhere = z.optional(z.enum(['goods', 'order', 'shipping']));

const action = z.discriminatedUnion('kind', [
  /** Computed and rounded line by line */
  z.strictObject({ kind: z.literal('percent'), rate, on: anywhere }),
  /** `each`: off every unit, at most `maxUnits` of a line; `across`: once, shared by what the goods cost */
  z.strictObject({
    kind: z.literal('fixed'),
    amount,
    spread: z.enum(['each', 'across']),
    maxUnits: z.optional(count),
    on: anywhere,
  }),
  z.strictObject({ kind: z.literal('fixed-price'), amount, maxUnits: z.optional(count) }),
  z.strictObject({
    kind: z.literal('buy-get'),
    buy: z.strictObject({ of: z.optional(target), quantity: count }),
    get: z.strictObject({ of: z.optional(target), quantity: count }),
    /** What comes off the units got; all of it when left out */
    off: z.optional(rate),
    take: z.optional(z.enum(['dearest', 'cheapest'])),
    maxTimes: z.optional(count),
  }),
  /** A set for one price, or at a rate off; a component may be another bundle by its id */
  z.strictObject({
    kind: z.literal('bundle'),
    components: z
      .array(z.strictObject({ of: z.optional(target), bundle: z.optional(id), quantity: count }))
      .check(z.minLength(1), z.maxLength(50)),
    price: z.optional(amount),
    off: z.optional(rate),
    maxTimes: z.optional(count),
  }),
  z.strictObject({
    kind: z.literal('tiers'),
    by: z.enum(['quantity', 'spend']),
    tiers: z
      .array(z.strictObject({ from: z.number(), rate: z.optional(rate), amount: z.optional(amount) }))
      .check(z.minLength(1), z.maxLength(50)),
    on: goodsOrOrder,
  }),
  z.strictObject({ kind: z.literal('free-shipping'), atMost: z.optional(amount) }),
  /** Free when it is in the basket, offered when it is not */
  z.strictObject({ kind: z.literal('gift'), of: target, quantity: count }),
]);
export type Action = z.infer<typeof action>;

export const promotion = z.strictObject({
  id,
  name,
  action,
  /** The goods it is about; all when left out */
  target: z.optional(target),
  conditions: z.optional(
    z.strictObject({
      match: z.enum(['all', 'any']),
      of: z.array(z.union([leaf, group])).check(z.maxLength(50)),
    }),
  ),
  /** Needs one of these codes; upper and lower case are one */
  codes: z.optional(
    z
      .array(
        z.strictObject({
          code: z.string().check(z.minLength(1), z.maxLength(64)),
          limit: z.optional(count),
          used: z.optional(used),
        }),
      )
      .check(z.maxLength(10_000)),
  ),
  /** How often one desk may give codes with a limit while it does not hear from the cloud; 10 when left out */
  offlineUses: z.optional(z.number().check(z.int(), z.gte(0), z.lte(1_000_000))),
  /** Epoch milliseconds; `endsAt` is the first moment at which it no longer holds */
  startsAt: z.optional(z.nullable(instant)),
  endsAt: z.optional(z.nullable(instant)),
  /** Higher ones count first, on what is left lower ones; equal ones count on the same amounts, in whatever order they are listed. 0 when left out. */
  priority: z.optional(z.number().check(z.int())),
  /** `with-all` when left out. Where two do not go together the higher priority counts, then the one that gives more. */
  combines: z.optional(z.enum(['with-all', 'with-other-kinds', 'never'])),
  /** Promotions it never goes with */
  excludes: z.optional(ids),
  /** Never more than this off one order */
  atMost: z.optional(amount),
  /** Shared by the promotions that name the same `id`; `spend` in minor units, `uses` in orders */
  budget: z.optional(
    z.strictObject({ id: z.optional(id), kind: z.enum(['spend', 'uses']), limit: z.number(), used: z.number() }),
  ),
  /** Orders of this customer that may have it */
  perCustomer: z.optional(z.strictObject({ limit: count, used })),
});
export type Promotion = z.infer<typeof promotion>;

/** What a promotion takes from: goods first, then the order, then delivery. */
export type Stage = 'goods' | 'order' | 'shipping';

export function stageOf({ action: given }: Promotion): Stage {
  if (given.kind === 'free-shipping') return 'shipping';
  return 'on' in given ? (given.on ?? 'goods') : 'goods';
}
