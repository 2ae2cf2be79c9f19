import * as z from 'zod/mini';
import { text } from '../../kernel/args.ts';
import { type StoreHosted, fontPairs, storeTheme } from '../access/store-parts.ts';
import type { StoreSettings } from '../access/schema.ts';

/** All that the look of a shop on the web is made of; null: the colours as they come. */
export const shopLook = z.strictObject({
  theme: z.nullable(storeTheme),
  fonts: z.enum(fontPairs),
  /** What its first page opens with; empty: the name of the store */
  headline: text(120),
  intro: text(400),
});
export type ShopLook = z.infer<typeof shopLook>;

const notShown: StoreHosted = { open: false, domain: null, fonts: 'classic', headline: '', intro: '' };

/** The look that shoppers see now. */
export function lookNow({ theme, hosted }: Pick<StoreSettings, 'theme' | 'hosted'>): ShopLook {
  const { fonts, headline, intro } = hosted ?? notShown;
  return { theme, fonts, headline, intro };
}

/** The columns of a store that has this look. */
export const withLook = (
  { hosted }: Pick<StoreSettings, 'hosted'>,
  { theme, ...said }: ShopLook,
): Pick<StoreSettings, 'theme' | 'hosted'> => ({ theme, hosted: { ...(hosted ?? notShown), ...said } });
