import { spokenIn } from '../../../platform/words/spoken.ts';

/** What the page to pay what is due says, and the letter that leads to it; by the language of the store. */
export interface DueWords {
  readonly title: string;
  readonly total: string;
  readonly paid: string;
  readonly coming: string;
  readonly due: string;
  readonly how: string;
  readonly pay: string;
  readonly thanks: string;
  readonly nothing: string;
  readonly waits: string;
  readonly failed: string;
  readonly changed: string;
  readonly gaveBack: string;
  readonly none: string;
  readonly back: string;
  readonly wrong: string;
  readonly subject: string;
  readonly letter: string;
  readonly already: string;
}

export const en: DueWords = {
  title: 'Pay order {number}',
  total: 'Total',
  paid: 'Paid so far',
  coming: 'Already on its way',
  due: 'To pay now',
  how: 'How would you like to pay?',
  pay: 'Pay {amount}',
  thanks: 'Paid: {amount}. Thank you.',
  nothing: 'Nothing is due on this order any more.',
  waits: 'Your payment is on its way. This page looks again by itself.',
  failed: 'The payment did not come about. Nothing was charged; you can try again.',
  changed: 'The sum has changed meanwhile. Nothing was charged; please look at it once more.',
  gaveBack: 'Less was due by then: {amount} goes back to you by itself.',
  none: 'It cannot be paid online at the moment. Please ask {store}.',
  back: 'Back to {store}',
  wrong: 'This link is not whole, or its order is gone. Please open it once more from where you have it.',
  subject: 'Order {number} at {store}: {amount} to pay',
  letter: '{amount} is due on your order {number} at {store}. You can pay it here:',
  already: 'If you have paid it already, you need do nothing.',
};

/** @param locale BCP 47; a language that there are no words for reads English */
export const dueWords = spokenIn<DueWords>('due', en);
