import * as z from 'zod/mini';
import { id, text, words } from '../../kernel/args.ts';

/** Of a page in one language: legal texts fit, books do not. */
export const MOST_TEXT = 20_000;

export const language = z
  .string()
  .check(z.maxLength(6), z.regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'not a language such as de or en-GB'));

/** The end of an address: `about-us`. It stands behind `/pages/`, so that it is never one of the shop's own. */
export const pageSlug = z
  .string()
  .check(z.maxLength(80), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'not small letters, digits and hyphens'));

export const pageText = z.strictObject({
  lang: language,
  slug: pageSlug,
  title: words(120),
  body: text(MOST_TEXT),
  /** For search engines; empty: the title, the first words */
  seoTitle: text(120),
  seoDescription: text(320),
});
export type PageText = z.infer<typeof pageText>;

export const pageTexts = z.array(pageText).check(
  z.minLength(1),
  z.maxLength(20),
  z.refine<{ lang: string }[]>((list) => new Set(list.map((one) => one.lang)).size === list.length, 'the same twice'),
);

export const pageStores = z.array(id).check(z.maxLength(100));

/** What a store of this language says: its very language (`en-GB`), else the language of all countries (`en`). */
export function inLanguage<T extends { readonly lang: string }>(of: readonly T[], locale: string): T | undefined {
  return of.find(({ lang }) => lang === locale) ?? of.find(({ lang }) => lang === locale.split('-')[0]);
}

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Which way the text of a language runs. @param lang BCP 47 */
export const textDirectionOf = (lang: string): 'ltr' | 'rtl' =>
  rightToLeft.has(lang.split('-')[0] ?? '') ? 'rtl' : 'ltr';

/** Whether shoppers of a store find the page, at a moment. */
export function isShown(
  { storeIds, publishAt }: { readonly storeIds: readonly string[]; readonly publishAt: number | null },
  storeId: string,
  now: number,
): boolean {
  return publishAt !== null && publishAt <= now && (storeIds.length === 0 || storeIds.includes(storeId));
}
