import { saidIn } from './languages.ts';

/** The words of the elements. `count` and `name` are filled in; plural forms follow Intl.PluralRules. */
export interface Words {
  readonly from: string;
  readonly inStock: string;
  readonly countInStock: Readonly<Record<string, string>>;
  readonly countLeft: Readonly<Record<string, string>>;
  readonly soldOut: string;
  readonly percentOff: string;
  readonly add: string;
  readonly addNamed: string;
  readonly choose: string;
  readonly added: string;
  readonly allTaken: string;
  readonly inBasket: string;
  readonly quantity: string;
  readonly fewer: string;
  readonly more: string;
  readonly was: string;
  readonly prior: string;
  readonly perUnit: string;
  /** One of what is counted, as in a price for each */
  readonly piece: string;
  readonly showMore: string;
  readonly loading: string;
  readonly none: string;
  readonly back: string;
  readonly notOffered: string;
  readonly away: string;
  readonly key: string;
  readonly missing: string;
  readonly retry: string;
  /** What shoppers say of it: `stars` of 5, and how many said so */
  readonly rated: Readonly<Record<string, string>>;
}

export const en: Words = {
  from: 'from {price}',
  inStock: 'In stock',
  countInStock: { one: '{count} in stock', other: '{count} in stock' },
  countLeft: { one: '{count} left', other: '{count} left' },
  soldOut: 'Sold out',
  percentOff: '{count} % off',
  add: 'Add to basket',
  addNamed: 'Add {name} to basket',
  choose: 'Choose options of {name}',
  added: '{name} is in your basket: {count}.',
  allTaken: 'That is all there is: {count} in your basket.',
  inBasket: '{count} in your basket',
  quantity: 'Quantity',
  fewer: 'One fewer',
  more: 'One more',
  was: 'was',
  prior: 'Lowest price in 30 days: {price}',
  perUnit: '{price} / {unit}',
  piece: 'piece',
  showMore: 'Show more',
  loading: 'Loading products',
  none: 'There is nothing here at the moment. Please look in again.',
  back: 'All products',
  notOffered: 'not offered',
  away: 'The shop does not answer. Nothing is lost; please try again.',
  key: 'This page is not allowed to show the shop. Its owner should check the publishable key of the script tag.',
  missing: 'This product is not on sale any more.',
  retry: 'Try again',
  rated: { one: '{stars} of 5, {count} review', other: '{stars} of 5, {count} reviews' },
};

/** The words of a language, English where there are none. */
export const wordsFor = saidIn<Words>('shop', en);

export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Picks the plural form for `count` and fills it in. */
export function counted(forms: Readonly<Record<string, string>>, count: number, locale: string): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other ?? '';
  return fill(form, { count: new Intl.NumberFormat(locale).format(count) });
}
