import { spokenIn } from '../../../platform/words/spoken.ts';

/** What ends letters about baskets says, by the language of its store. */
export interface OffWords {
  /** Under each letter */
  readonly why: string;
  readonly title: string;
  readonly ask: string;
  readonly yes: string;
  readonly done: string;
  readonly wrong: string;
}

export const en: OffWords = {
  why: 'You get this because you asked {store} to remind you of your basket. No more of these letters:',
  title: 'Letters about your basket',
  ask: '{store} is to send no more reminders of baskets to this address. Letters about orders still come.',
  yes: 'Send no more',
  done: 'Done. No more reminders of baskets go to this address.',
  wrong: 'This link is not whole, or too old. Follow it from the letter once more.',
};

/** @param locale BCP 47; a language that there are no words for reads English */
export const offWords = spokenIn<OffWords>('off', en);
