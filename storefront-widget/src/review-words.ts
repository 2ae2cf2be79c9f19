import { saidIn } from './languages.ts';

export interface ReviewWords {
  readonly reviews: string;
  readonly ofFive: string;
  readonly count: Readonly<Record<string, string>>;
  readonly none: string;
  readonly verified: string;
  readonly answers: string;
  readonly all: string;
  readonly write: string;
  readonly change: string;
  readonly signIn: string;
  readonly stars: string;
  readonly title: string;
  readonly text: string;
  readonly name: string;
  readonly send: string;
  readonly cancel: string;
  readonly takeBack: string;
  readonly gone: string;
  readonly noStars: string;
  readonly yours: string;
  readonly state: Readonly<Record<string, string>>;
  readonly bought: string;
  readonly together: string;
  readonly alike: string;
}

export const en: ReviewWords = {
  reviews: 'Reviews',
  ofFive: '{count} of 5 stars',
  count: { one: '{count} review', other: '{count} reviews' },
  none: 'Nobody has said anything about it yet.',
  verified: 'Bought here',
  answers: 'The shop answers',
  all: 'All reviews',
  write: 'Write a review',
  change: 'Change it',
  signIn: 'Sign in first, so that it is yours.',
  stars: 'Your stars',
  title: 'In a few words, if you like',
  text: 'What others should know, if you like',
  name: 'Shown name',
  send: 'Send',
  cancel: 'Cancel',
  takeBack: 'Take it back',
  gone: 'Your review is gone.',
  noStars: 'Choose how many stars.',
  yours: 'Your review',
  state: {
    waiting: 'The shop looks at it before others read it.',
    shown: 'Others read it.',
    hidden: 'The shop does not show it.',
  },
  bought: 'Say how it is',
  together: 'Often bought together',
  alike: 'You may also like',
};

export const reviewWords = saidIn<ReviewWords>('reviews', en);
