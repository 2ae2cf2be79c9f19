import { spokenIn } from '../../../platform/words/spoken.ts';

/** What the letter that confirms an order says, by the language of its store. */
export interface LetterWords {
  /** `{number}` and `{store}` are put in */
  readonly subject: string;
  readonly thanks: string;
  readonly subtotal: string;
  readonly discount: string;
  readonly delivery: string;
  readonly tax: string;
  readonly total: string;
  /** What paid first, and what is left for the way to pay that was chosen */
  readonly 'gift-card': string;
  readonly 'store-credit': string;
  readonly rest: string;
  readonly goesTo: string;
  readonly follow: string;
}

export const en: LetterWords = {
  subject: 'Your order {number} at {store}',
  thanks: 'Thank you, {name}. We have your order {number}.',
  subtotal: 'Goods',
  discount: 'Discount',
  delivery: 'Delivery',
  tax: 'of which tax',
  total: 'Total',
  'gift-card': 'Gift card',
  'store-credit': 'Store credit',
  rest: 'Left to pay',
  goesTo: 'It goes to:',
  follow: 'See how it stands:',
};

/** @param locale BCP 47; a language that there are no words for reads English */
export const letterWords = spokenIn<LetterWords>('confirmation', en);
