import { spokenIn } from '../../../platform/words/spoken.ts';

/** What pages of hosted shops say of reviews and of what goes with a product. `{…}` is put in; plural forms follow Intl.PluralRules. */
export interface SaidWords {
  readonly reviews: string;
  readonly ofFive: string;
  readonly count: Readonly<Record<string, string>>;
  readonly none: string;
  readonly verified: string;
  readonly answers: string;
  readonly more: string;
  readonly first: string;
  readonly together: string;
  readonly alike: string;
}

export const en: SaidWords = {
  reviews: 'Reviews',
  ofFive: '{average} of 5 stars',
  count: { one: '{count} review', other: '{count} reviews' },
  none: 'Nobody has said anything about it yet.',
  verified: 'Bought here',
  answers: '{name} answers',
  more: 'Older reviews',
  first: 'Newest reviews',
  together: 'Often bought together',
  alike: 'You may also like',
};

/** @param lang of the page’s own words, which are there in the same languages */
export const saidWords = spokenIn<SaidWords>('said', en);
