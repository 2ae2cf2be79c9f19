import type { QueryMap } from '../../../bridge/queries.ts';

export type ProductParams = QueryMap['products.index']['params'];
export type ProductView = ProductParams['view'];
export type ProductSort = NonNullable<ProductParams['sort']>;

/** The saved views, in the order of their tabs. */
export const productViews: readonly { readonly view: ProductView; readonly name: string }[] = [
  { view: 'selling', name: 'Selling now' },
  { view: 'low', name: 'Low stock' },
  { view: 'draft', name: 'Drafts' },
  { view: 'no-cost', name: 'No cost' },
  { view: 'archived', name: 'Archived' },
  { view: 'all', name: 'All' },
];

/** Ways to order the list; the sign says the direction. */
export const productSorts: readonly {
  readonly id: string;
  readonly name: string;
  readonly sort: ProductSort;
  readonly descending: boolean;
}[] = [
  { id: 'updated', name: 'Updated, newest', sort: 'updated', descending: true },
  { id: 'title', name: 'Name, A to Z', sort: 'title', descending: false },
  { id: 'on-hand', name: 'On hand, fewest', sort: 'on-hand', descending: false },
  { id: 'on-hand-most', name: 'On hand, most', sort: 'on-hand', descending: true },
  { id: 'price', name: 'Price, lowest', sort: 'price', descending: false },
  { id: 'price-most', name: 'Price, highest', sort: 'price', descending: true },
];
