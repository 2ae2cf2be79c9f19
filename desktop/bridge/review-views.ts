import type { ReviewMode, ReviewState } from '@tillhouse/shared/domains/reviews/rules.ts';
import type { ProductReview } from '@tillhouse/shared/domains/reviews/schema.ts';

/** What shoppers say of products. Instants are epoch milliseconds. */

export interface ReviewRow extends Omit<ProductReview, 'customerId' | 'storeId' | 'changedAt'> {
  readonly productTitle: string;
  readonly image: string | null;
  /** Where it was written; empty where there is one store alone */
  readonly store: string;
}

export interface ReviewStore {
  readonly id: string;
  readonly name: string;
  readonly mode: ReviewMode;
  /** Days after which buyers are asked for a review; null: they are not */
  readonly askAfterDays: number | null;
}

/** A product by its name. */
export interface NamedProduct {
  readonly id: string;
  readonly title: string;
}

export interface ReviewQueries {
  /** Of one state, the last written first, at most 500 */
  'reviews.list': {
    params: { readonly state: ReviewState };
    result: {
      readonly reviews: readonly ReviewRow[];
      readonly counts: Readonly<Record<ReviewState, number>>;
      readonly stores: readonly ReviewStore[];
    };
  };
  /** What the shop itself shows with a product; revision 0: nobody chose yet */
  'products.suggestions': {
    params: { readonly id: string };
    result: {
      readonly revision: number;
      readonly pinned: readonly NamedProduct[];
      readonly excluded: readonly NamedProduct[];
    };
  };
}
