import { spokenIn } from '../../../platform/words/spoken.ts';

/** What a letter that asks for a review says, and the page on which such letters end; by the language of the store. */
export interface AskWords {
  /** `{number}` and `{store}` are put in */
  readonly subject: string;
  readonly text: string;
  readonly write: string;
  readonly why: string;
  readonly title: string;
  readonly ask: string;
  readonly yes: string;
  readonly done: string;
  readonly wrong: string;
}

export const en: AskWords = {
  subject: 'How do you like what you bought at {store}?',
  text: 'Your order {number} arrived some days ago. Other shoppers would like to know how you find it: some stars and a few words are enough.',
  write: 'Write a review:',
  why: 'You get this once, because you bought at {store}. No more of these letters:',
  title: 'Letters that ask for reviews',
  ask: '{store} is to ask this address for reviews no more. Letters about orders still come.',
  yes: 'Ask no more',
  done: 'Done. This address is asked for reviews no more.',
  wrong: 'This link is not whole, or too old. Follow it from the letter once more.',
};

export const askWords = spokenIn<AskWords>('askReview', en);
