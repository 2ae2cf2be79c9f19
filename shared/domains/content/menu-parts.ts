import * as z from 'zod/mini';
import { id, words } from '../../kernel/args.ts';
import { language } from './page-parts.ts';

/** Where a menu stands on each page of a shop. */
export const menuPlaces = ['header', 'footer'] as const;
export type MenuPlace = (typeof menuPlaces)[number];

const labels = z.array(z.strictObject({ lang: language, label: words(60) })).check(
  z.maxLength(20),
  z.refine<{ lang: string }[]>((list) => new Set(list.map((one) => one.lang)).size === list.length, 'the same twice'),
);

/**
 * What an entry leads to, `target` by its kind: `category` its name, `page` and `product` an id, `address` one outside or of the shop.
 * `home`, `search` and `heading` have none; a heading leads nowhere and stands over others.
 */
const entry = {
  kind: z.enum(['home', 'search', 'category', 'page', 'product', 'address', 'heading']),
  target: z.string().check(z.maxLength(500)),
  /** By language; one that is missing is named by what it leads to */
  labels,
};
export const menuLeaf = z.strictObject(entry);
export type MenuLeaf = z.infer<typeof menuLeaf>;

/** One level below an entry, and no further: nothing can be in itself. */
export const menuEntry = z.strictObject({ ...entry, items: z.array(menuLeaf).check(z.maxLength(20)) });
export type MenuEntry = z.infer<typeof menuEntry>;

/** As many as a head has room for. */
export const menuItems = z.array(menuEntry).check(z.maxLength(12));

export const isId = (text: string): boolean => id.safeParse(text).success;
