import { preferredLanguages } from '../../../../platform/http/preferred-languages.ts';
import { ar } from './words-ar.ts';
import { de } from './words-de.ts';
import { en } from './words-en.ts';

export type Words = { readonly [Key in keyof typeof en]: string };
export type Lang = 'en' | 'de' | 'ar';

const all: Readonly<Record<Lang, Words>> = { en, de, ar };

export const wordsOf = (lang: Lang): Words => all[lang];
export const directionOf = (lang: Lang): 'ltr' | 'rtl' => (lang === 'ar' ? 'rtl' : 'ltr');

/**
 * The language of a page.
 * @param uiLocales OpenID Connect `ui_locales`: what the program asks for, best first
 * @param acceptLanguage what the browser prefers
 */
export function langOf(uiLocales: unknown, acceptLanguage: string | undefined): Lang {
  const asked = typeof uiLocales === 'string' ? uiLocales.split(' ') : [];
  for (const tag of [...asked, ...preferredLanguages(acceptLanguage)]) {
    const [language = ''] = tag.toLowerCase().split('-');
    if (Object.hasOwn(all, language)) return language as Lang;
  }
  return 'en';
}

/** `{name}` in a sentence is the value of that name. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
