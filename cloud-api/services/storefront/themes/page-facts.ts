import type { ListAsked } from '../hosted/list-page.ts';
import type { ShownSection } from '../hosted/read-sections.ts';
import type { ShownPage } from '../hosted/read-pages.ts';
import type { ShopProduct } from '../read-products.ts';
import type { SearchAnswer } from '../search/run-search.ts';

/** What a page of a hosted shop is about, before it is written in one way or another. */
export type PageFacts =
  | { readonly kind: 'home'; readonly sections: readonly ShownSection[] }
  | { readonly kind: 'product'; readonly product: ShopProduct }
  | { readonly kind: 'category'; readonly asked: ListAsked; readonly answer: SearchAnswer }
  | { readonly kind: 'search'; readonly asked: ListAsked; readonly answer: SearchAnswer | null }
  | { readonly kind: 'page'; readonly shown: ShownPage }
  | { readonly kind: 'cart' | 'account' | 'order' | 'not-found' };
