import { readdirSync, readFileSync } from 'node:fs';
import { isolatePlaces } from '@tillhouse/shared/domains/content/isolate-places.ts';

/** What shoppers read in languages other than English: a file a language, which pages, letters and the widget's build share. */
const folder = new URL('../../../shared/shopper-words/', import.meta.url);

type Said = Readonly<Record<string, object>>;

const languageOf = (locale: string): string => locale.toLowerCase().split('-')[0] ?? '';

const spoken: ReadonlyMap<string, Said> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const { cloud } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { readonly cloud: Said };
      const language = file.slice(0, -'.json'.length);
      return [language, isolatePlaces(language, cloud)];
    }),
);

/** Whether shoppers are spoken to in it; those of any other language read English. @param locale BCP 47 */
export const isSpoken = (locale: string): boolean => languageOf(locale) === 'en' || spoken.has(languageOf(locale));

/**
 * The words of one page or letter by locale (BCP 47), English where there are none; a test holds that each language has all
 * that English says.
 */
export const spokenIn =
  <W extends object>(name: string, en: W) =>
  (locale: string): W =>
    (spoken.get(languageOf(locale))?.[name] as W | undefined) ?? en;
