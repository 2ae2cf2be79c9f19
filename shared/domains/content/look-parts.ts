import * as z from 'zod/mini';
import { text } from '../../kernel/args.ts';
import { type StoreHosted, fontPairs, storeTheme } from '../access/store-parts.ts';
import type { StoreSettings } from '../access/schema.ts';
import { pageSections } from './section-parts.ts';

/** All that the look of a shop on the web is made of; null: the colours as they come. */
export const shopLook = z.strictObject({
  theme: z.nullable(storeTheme),
  fonts: z.enum(fontPairs),
  /** What its first page opens with; empty: the name of the store */
  headline: text(120),
  intro: text(400),
  /** What its first page is made of; left out: as it comes */
  sections: z.optional(pageSections),
});
export type ShopLook = z.infer<typeof shopLook>;

const notShown: StoreHosted = { open: false, domain: null, fonts: 'classic', headline: '', intro: '' };

/** The look that shoppers see now. */
export function lookNow({ theme, hosted }: Pick<StoreSettings, 'theme' | 'hosted'>): ShopLook {
  const { fonts, headline, intro, sections } = hosted ?? notShown;
  return { theme, fonts, headline, intro, ...(sections && { sections }) };
}

/** The columns of a store that has this look. */
export function withLook(
  { hosted }: Pick<StoreSettings, 'hosted'>,
  { theme, ...said }: ShopLook,
): Pick<StoreSettings, 'theme' | 'hosted'> {
  // A look without sections has the first page as it comes, whatever there was before.
  const { sections: _before, ...kept } = hosted ?? notShown;
  return { theme, hosted: { ...kept, ...said } };
}
