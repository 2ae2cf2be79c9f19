import * as z from 'zod/mini';
import { amount, currency, flag, id, rate, words } from '../../kernel/args.ts';
import { pageSections } from '../content/section-parts.ts';

/** What a store's row keeps as lists and records; arguments and columns alike. */

export const furtherCurrencies = z.array(z.strictObject({ currency, priceListId: id })).check(
  z.maxLength(40),
  z.refine<{ currency: string }[]>(
    (list) => new Set(list.map((one) => one.currency)).size === list.length,
    'the same twice',
  ),
);

export const storeTaxes = z.array(z.strictObject({ taxClass: words(40), rate })).check(
  z.maxLength(40),
  z.refine<{ taxClass: string }[]>(
    (list) => new Set(list.map((one) => one.taxClass)).size === list.length,
    'the same twice',
  ),
);

const colour = z.string().check(z.regex(/^#[0-9a-f]{6}$/, 'not a colour such as #2f6f5e'));

export const storeTheme = z.strictObject({
  /** Buttons and what is chosen; what stands on it is black or white, whichever is read more easily */
  accent: colour,
  text: colour,
  background: colour,
  corners: z.enum(['square', 'soft', 'round']),
  /** An address that a browser may load, or none */
  logo: z.nullable(z.string().check(z.regex(/^https:\/\/[^\s"'<>]+$/, 'not an https address'), z.maxLength(500))),
});
export type StoreTheme = z.infer<typeof storeTheme>;

/** Which letters the pages of a hosted shop are set in: headings and text. */
export const fontPairs = ['classic', 'modern', 'plain'] as const;
export type FontPair = (typeof fontPairs)[number];

/** The shop that the cloud itself shows for a store. */
export const storeHosted = z.strictObject({
  /** Whether shoppers see it */
  open: z.boolean(),
  /** Which of the store's own web addresses search engines and letters name; null: the one below the cloud's */
  domain: z.nullable(z.string().check(z.maxLength(253))),
  fonts: z.enum(fontPairs),
  /** What its first page opens with; empty: the name of the store */
  headline: z.string().check(z.maxLength(120)),
  intro: z.string().check(z.maxLength(400)),
  /** What its first page is made of; left out: an opening, and a shelf of each of the first departments */
  sections: z.optional(pageSections),
  /** Version of a theme that its pages are written with; left out: those that Tillhouse comes with */
  themeId: z.optional(id),
});
export type StoreHosted = z.infer<typeof storeHosted>;

/** The last part of its address below the cloud's: `larkhall` of `/s/larkhall`. */
export const storeSlug = z
  .string()
  .check(z.regex(/^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$/, 'not 3 to 40 letters, digits and hyphens'));

const whole = (least: number, most: number) => z.number().check(z.int(), z.gte(least), z.lte(most));

/** A currency whose cash tills take, the change being in the store's own. */
const foreignTaken = z.strictObject({
  currency,
  /** What one of it is worth in the store's, an exact fraction of whole units; null: the last rate that the books know */
  rate: z.nullable(z.string().check(z.regex(/^[1-9]\d{0,14}(\/[1-9]\d{0,14})?$/, 'not a fraction such as 85/100'))),
  /** The day that this rate was set */
  since: z.nullable(z.iso.date()),
});
export type ForeignTaken = z.infer<typeof foreignTaken>;

/** How the tills of a store behave. */
export const storeTill = z.strictObject({
  /** Minor units that a return without a receipt may pay out in cash; 0: store credit alone */
  cashWithoutReceipt: amount,
  /** Days until today in which the lowest price is looked for that goods without a receipt are worth */
  priceDays: whole(1, 400),
  /** Minutes without a touch after which a till locks itself; 0: never */
  lockAfter: whole(0, 240),
  /** Whether customers are asked for a tip; left out: never */
  tips: z.optional(
    z.strictObject({
      /** Percentages that are offered; any amount may be keyed */
      percents: z.array(whole(1, 100)).check(z.maxLength(4)),
      /** The card terminal asks; else who sells keys what the customer says */
      onTerminal: flag,
    }),
  ),
  /** What who has goods put aside pays at once, until when the rest, and what is kept where it is given up; left out: as `plainLayaway` says */
  layaway: z.optional(z.strictObject({ leastPercent: whole(0, 100), days: whole(1, 730), fee: amount })),
  /** Cash of other currencies; left out: none */
  foreign: z.optional(z.array(foreignTaken).check(z.maxLength(10))),
});
export type StoreTill = z.infer<typeof storeTill>;

const plainTill: StoreTill = { cashWithoutReceipt: 0, priceDays: 90, lockAfter: 0 };

/** Of a store that says nothing of its tills: how they were before there was anything to say. */
export const tillOf = ({ till }: { readonly till: StoreTill | null }): StoreTill => till ?? plainTill;
