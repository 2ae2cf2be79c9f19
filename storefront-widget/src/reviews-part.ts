import type { Views } from './bring.ts';
import { RecommendedView } from './recommended-view.ts';
import { ReviewsView } from './reviews-view.ts';

/** What stands below a product: what shoppers say of it, and what goes with it */
export const views: Views = {
  reviews: (host) => new ReviewsView(host),
  recommended: (host) => new RecommendedView(host),
};
