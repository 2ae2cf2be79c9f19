import { isSpoken, spokenIn } from '../../../platform/words/spoken.ts';

/** What the pages of a hosted shop say, by the language of its store. `{…}` is put in; plural forms follow Intl.PluralRules. */
export interface PageWords {
  readonly skip: string;
  readonly menu: string;
  readonly home: string;
  readonly search: string;
  readonly searchFor: string;
  readonly account: string;
  readonly basket: string;
  readonly checkout: string;
  readonly order: string;
  readonly all: string;
  readonly seeAll: string;
  readonly from: string;
  readonly was: string;
  readonly prior: string;
  /** One of what is counted, as in a price for each */
  readonly piece: string;
  readonly percentOff: string;
  readonly inStock: string;
  readonly countInStock: string;
  readonly countLeft: string;
  readonly soldOut: string;
  readonly pieces: Readonly<Record<string, string>>;
  readonly sort: string;
  readonly best: string;
  readonly cheap: string;
  readonly dear: string;
  readonly byTitle: string;
  readonly onlyStock: string;
  readonly next: string;
  readonly nothing: string;
  readonly noneFor: string;
  readonly missing: string;
  readonly missingText: string;
  readonly toShop: string;
  readonly needsScript: string;
  readonly offline: string;
  readonly categories: string;
  readonly chosen: string;
  readonly information: string;
  readonly draft: string;
  /** Over a theme that only who sends it sees */
  readonly themePreview: string;
  readonly endPreview: string;
  readonly language: string;
  readonly currency: string;
  /** Of what is not there in a currency that was chosen */
  readonly notIn: string;
  readonly showIn: string;
}

export const en: PageWords = {
  skip: 'Skip to the content',
  menu: 'Menu',
  home: 'Home',
  search: 'Search',
  searchFor: 'What are you looking for?',
  account: 'Account',
  basket: 'Basket',
  checkout: 'Checkout',
  order: 'Your order',
  all: 'Everything we have',
  seeAll: 'See all of {name}',
  from: 'from {price}',
  was: 'was',
  prior: 'Lowest price in 30 days: {price}',
  piece: 'piece',
  percentOff: '{count} % off',
  inStock: 'In stock',
  countInStock: '{count} in stock',
  countLeft: '{count} left',
  soldOut: 'Sold out',
  pieces: { one: '{count} product', other: '{count} products' },
  sort: 'Sorted by',
  best: 'Best match',
  cheap: 'Lowest price',
  dear: 'Highest price',
  byTitle: 'Name',
  onlyStock: 'In stock only',
  next: 'Next page',
  nothing: 'There is nothing here at the moment. Please look in again.',
  noneFor: 'Nothing found for “{text}”. Try fewer or other words.',
  missing: 'This page is not here',
  missingText: 'What you look for is not on sale any more, or the address is not whole.',
  toShop: 'To the shop',
  needsScript: 'Buying needs JavaScript, which is off in this browser. Everything can be looked at without it.',
  offline: 'There is no connection. This is how it was when you last looked: prices and stock may be others by now.',
  categories: 'Categories',
  chosen: 'Narrow down',
  information: 'Information',
  draft: 'This is how the page will look. Shoppers do not find it yet.',
  themePreview: 'You are looking at a theme that shoppers do not see yet.',
  endPreview: 'Back to the shop as it is',
  language: 'Language',
  currency: 'Currency',
  notIn: 'Not all that we have is sold in {currency}.',
  showIn: 'Show it in {currency}',
};

const words = spokenIn<PageWords>('pages', en);

/** @param locale BCP 47 @returns the words and their language: English where there are none in the store's */
export const pageWords = (locale: string): { readonly words: PageWords; readonly lang: string } => ({
  words: words(locale),
  lang: isSpoken(locale) ? locale : 'en',
});

export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);

export function counted(forms: Readonly<Record<string, string>>, count: number, locale: string): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms['other'] ?? '';
  return fill(form, { count: new Intl.NumberFormat(locale).format(count) });
}
