import * as z from 'zod/mini';
import { currency, id, rate, words } from '../../kernel/args.ts';

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
