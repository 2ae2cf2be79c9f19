import { saidIn } from './languages.ts';

/** The words of the basket. */
export interface CartWords {
  readonly emptyBasket: string;
  readonly remove: string;
  readonly removed: string;
  readonly undo: string;
  readonly backIn: string;
  readonly each: string;
  readonly less: string;
  readonly outNow: string;
  readonly gone: string;
  readonly priceNow: string;
  readonly haveCode: string;
  readonly code: string;
  readonly apply: string;
  readonly codeGone: string;
  readonly subtotal: string;
  readonly delivery: string;
  readonly deliveryLater: string;
  readonly taxIn: string;
  readonly taxOn: string;
  readonly total: string;
  readonly free: string;
  readonly offline: string;
  readonly notAnswered: string;
  readonly notCounted: string;
  readonly checkOut: string;
  readonly totalSaid: string;
}

export const en: CartWords = {
  emptyBasket: 'Your basket is empty.',
  remove: 'Remove {name}',
  removed: '{name} was removed.',
  undo: 'Undo',
  backIn: '{name} is back in your basket.',
  each: '{price} each',
  less: 'Only {now} left. We changed the number from {before} to {now}.',
  outNow: 'Sold out. It is not counted; it may come back.',
  gone: 'Not on sale any more. It is not counted.',
  priceNow: 'The price has changed: it was {before} and is now {now}.',
  haveCode: 'Have a code?',
  code: 'Code',
  apply: 'Apply',
  codeGone: 'Remove the code {name}',
  subtotal: 'Subtotal',
  delivery: 'Delivery',
  deliveryLater: 'at the checkout',
  taxIn: 'Tax of {price} included',
  taxOn: 'Tax',
  total: 'Total',
  free: 'Free',
  offline: 'You are offline. Your basket is kept here; prices and stock are checked when you are back.',
  notAnswered: 'The shop does not answer at the moment. Your basket is kept; we go on asking.',
  notCounted: 'Nothing in your basket can be bought at the moment.',
  checkOut: 'Check out',
  totalSaid: 'Total {price}',
};

export const cartWordsFor = saidIn<CartWords>('cart', en);
