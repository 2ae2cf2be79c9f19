import type { CartLetter } from '@tillhouse/shared/domains/checkout/cart-letters.ts';

interface Words {
  readonly subject: string;
  readonly again: string;
  readonly text: string;
}

export const en: Words = {
  subject: 'Your basket at {store}',
  again: 'Still in your basket at {store}',
  text: 'Hello {name},\n\nwhat you chose is still in your basket:\n{goods}\n\nGo on where you were:\n{link}\n\n{store}',
};

/** Of the languages of shoppers, what a desk writes to begin with, and nothing else of their files */
const spoken = import.meta.glob<{ readonly cartLetter: Words }>('../../../../shared/shopper-words/*.json', {
  eager: true,
  import: 'desk',
});

const wordsIn = (language: string): Words =>
  spoken[`../../../../shared/shopper-words/${language}.json`]?.cartLetter ?? en;

/** A letter to begin with, in the language of the store; English where there are no words for it. @param place which of its letters, from 0 */
export function plainLetter(locale: string, place: number): CartLetter {
  const { subject, again, text } = wordsIn(locale.toLowerCase().split('-')[0] ?? '');
  return { afterHours: [4, 48, 168][place] ?? 168, subject: place === 0 ? subject : again, text };
}
