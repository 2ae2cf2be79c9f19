import {
  type CartLettersOfStore,
  lettersProblem,
  MOST_LETTERS,
} from '@tillhouse/shared/domains/checkout/cart-letters.ts';
import { plainLetter } from './cart-letter-words.ts';

/** Hours after which a letter may go, as they are offered. */
const hours = [1, 4, 12, 24, 48, 72, 168, 336] as const;

/** Those that are offered, and the one that stands there. */
export const hoursOffered = (kept: number): number[] => [...new Set([...hours, kept])].sort((a, b) => a - b);

/** Of a store that never wrote any: one letter, in its language, not sent. */
export const plainLetters = (locale: string): CartLettersOfStore => ({
  active: false,
  letters: [plainLetter(locale, 0)],
});

/** With one more, later than those that are there; the same where there is no room. */
export function withLetter({ active, letters }: CartLettersOfStore, locale: string): CartLettersOfStore {
  if (letters.length >= MOST_LETTERS) return { active, letters };
  const last = letters.at(-1)?.afterHours ?? 0;
  const plain = plainLetter(locale, letters.length);
  const afterHours = Math.max(plain.afterHours, hours.find((each) => each > last) ?? last + 24);
  return { active, letters: [...letters, { ...plain, afterHours }] };
}

/** What keeps them from being saved; in words that `t` knows. */
export function lettersWrong(letters: CartLettersOfStore | null): string | null {
  switch (letters && lettersProblem(letters)) {
    case 'text':
      return 'Give each letter a subject, and put the link into its text: without it nobody comes back.';
    case 'order':
      return 'Each letter goes later than the one before, the last within 29 days.';
    case 'count':
      return 'Write one to three letters.';
    default:
      return null;
  }
}
