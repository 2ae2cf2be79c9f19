import type { ListTerms, QuantityBreak } from '@tillhouse/shared/domains/pricing/list-terms.ts';

/** A list with terms: for whom, where and when it counts beside what stores sell from. */
export interface PriceListRow {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly terms: ListTerms;
  /** Items that have a price of their own in it */
  readonly items: number;
  readonly updatedAt: number;
}

/** An item in a list; amounts are minor units of the list's currency. */
export interface PricedItem {
  readonly variantId: string;
  readonly productId: string;
  readonly title: string;
  readonly sku: string;
  readonly image: string | null;
  /** What the store sells it for otherwise; null: it is not on sale in this currency */
  readonly base: number | null;
  /** Its own price in the list; null: none */
  readonly amount: number | null;
  readonly breaks: readonly QuantityBreak[];
  /** Null where it is unknown or the person may not see costs */
  readonly cost: number | null;
}

export interface PriceQueries {
  'price-lists.index': {
    params: Record<string, never>;
    result: {
      readonly rows: readonly PriceListRow[];
      /** Those that customers and lists name */
      readonly groups: readonly string[];
    };
  };
  /** At most 500 items, those with a price of their own first; a text finds others to add. */
  'price-lists.items': {
    params: { readonly listId: string; readonly currency: string; readonly text: string };
    result: { readonly items: readonly PricedItem[]; readonly total: number };
  };
  /** Items by their SKUs, as a file names them; what is unknown is left out. */
  'price-lists.bySku': {
    params: { readonly listId: string; readonly currency: string; readonly skus: readonly string[] };
    result: readonly PricedItem[];
  };
  /** What one unit costs a buyer here and then, and why, by the rules of the sale itself. */
  'prices.try': {
    params: {
      readonly variantId: string;
      readonly quantity: number;
      readonly channel: 'till' | 'online';
      readonly locationId: string | null;
      readonly groups: readonly string[];
      readonly at: number;
    };
    result: {
      readonly amount: number;
      readonly compareAt: number | null;
      readonly currency: string;
      readonly reasons: readonly string[];
    } | null;
  };
}
