import { saidIn } from './languages.ts';

/** The words of the search. */
export interface SearchWords {
  readonly search: string;
  readonly results: string;
  readonly found: Readonly<Record<string, string>>;
  readonly none: string;
  readonly away: string;
  readonly showAll: string;
  readonly title: string;
  readonly close: string;
  readonly sort: string;
  readonly sorts: Readonly<Record<'best' | 'price' | 'price-down' | 'title', string>>;
  readonly filter: string;
  readonly category: string;
  readonly maker: string;
  readonly price: string;
  readonly priceFrom: string;
  readonly priceTo: string;
  readonly inStock: string;
  readonly clear: string;
  readonly without: string;
  readonly atLeast: string;
  readonly nothingLeft: string;
}

export const en: SearchWords = {
  search: 'Search the shop',
  results: 'Products',
  found: { one: '{count} product found', other: '{count} products found' },
  none: 'Nothing is called “{text}” here. Try another word, or the beginning of one.',
  away: 'The shop does not answer. Type on to ask again.',
  showAll: 'Show all for “{text}”',
  title: '“{text}”',
  close: 'Close the search',
  sort: 'Sort by',
  sorts: { best: 'Best match', price: 'Price, low first', 'price-down': 'Price, high first', title: 'Name' },
  filter: 'Filter',
  category: 'Category',
  maker: 'Maker',
  price: 'Price',
  priceFrom: 'From',
  priceTo: 'To',
  inStock: 'In stock only',
  clear: 'Clear all',
  without: 'Without {name}',
  atLeast: '{text} or more',
  nothingLeft: 'Nothing is all of that. Take a choice away.',
};

export const searchWordsFor = saidIn<SearchWords>('search', en);
