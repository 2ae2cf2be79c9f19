import { textDirectionOf } from './page-parts.ts';

type Said = { readonly [name: string]: string | Said };

/**
 * Words of a language that runs from right to left, with each place that is filled in on its own (Unicode's first strong isolate): `#10004`, a price or an address
 * reads as it was written, where it would turn round among the words beside it. Done where words are read, so that no file of words has
 * to carry signs that nobody sees. A count needs none.
 */
export function isolatePlaces<W extends object>(language: string, words: W): W {
  return textDirectionOf(language) === 'rtl' ? (within(words as unknown as Said) as unknown as W) : words;
}

/** An amount in words of a language from right to left: the sign of `US$` stays behind its letters. */
export const isolateSign = (locale: string, amount: string): string =>
  textDirectionOf(locale) === 'rtl' ? amount.replace(/[A-Z]+\p{Sc}/u, '\u2066$&\u2069') : amount;

const within = (words: Said): Said =>
  Object.fromEntries(
    Object.entries(words).map(([name, said]) => [
      name,
      typeof said === 'string' ? said.replaceAll(/\{(?!count\})\w+\}/g, '\u2068$&\u2069') : within(said),
    ]),
  );
