import { fields, list, readProduct, type ShopProduct, whole, words, wordsOrNull } from './shapes.ts';

export type Sort = 'best' | 'price' | 'price-down' | 'title';

/** What a shopper chose beside the words; prices in minor units. */
export interface Choices {
  readonly category: readonly string[];
  readonly maker: readonly string[];
  /** `Size:M` */
  readonly option: readonly string[];
  readonly priceFrom: number | null;
  readonly priceTo: number | null;
  readonly inStock: boolean;
}

export const noChoices: Choices = {
  category: [],
  maker: [],
  option: [],
  priceFrom: null,
  priceTo: null,
  inStock: false,
};

export interface Count {
  readonly value: string;
  readonly count: number;
}

export interface SearchAnswer {
  readonly products: readonly ShopProduct[];
  readonly count: number;
  /** More than were looked through fit the words */
  readonly atLeast: boolean;
  readonly categories: readonly Count[];
  readonly makers: readonly Count[];
  readonly options: readonly { readonly name: string; readonly values: readonly Count[] }[];
  readonly price: { readonly from: number; readonly to: number } | null;
  readonly inStock: number;
  readonly nextCursor: string | null;
}

export function searchPath(q: string, choices: Choices, sort: Sort, limit: number, cursor: string | null): string {
  const asked = new URLSearchParams({ q, sort, limit: String(limit) });
  for (const name of ['category', 'maker', 'option'] as const)
    for (const value of choices[name]) asked.append(name, value);
  for (const name of ['priceFrom', 'priceTo'] as const)
    if (choices[name] !== null) asked.set(name, String(choices[name]));
  if (choices.inStock) asked.set('inStock', 'true');
  if (cursor) asked.set('cursor', cursor);
  return `/shop/v1/search?${asked}`;
}

const counts = (value: unknown): Count[] =>
  list(value).map((each) => ({ value: words(fields(each).value), count: whole(fields(each).count) }));

/** @throws TypeError when it is no answer to a search */
export function readSearch(value: unknown): SearchAnswer {
  const it = fields(value);
  const total = fields(it.total);
  const facets = fields(it.facets);
  const price = facets.price ? fields(facets.price) : null;
  return {
    products: list(it.products).map(readProduct),
    count: whole(total.count),
    atLeast: total.atLeast === true,
    categories: counts(facets.categories),
    makers: counts(facets.makers),
    options: list(facets.options).map((one) => ({ name: words(fields(one).name), values: counts(fields(one).values) })),
    price: price && { from: whole(price.from), to: whole(price.to) },
    inStock: whole(facets.inStock),
    nextCursor: wordsOrNull(it.nextCursor),
  };
}
