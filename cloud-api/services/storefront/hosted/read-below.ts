import type { ReviewMode } from '@tillhouse/shared/domains/reviews/rules.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Priced, ShopProduct } from '../read-products.ts';
import { readRecommended } from '../recommendations/read-recommended.ts';
import { readReviews } from '../reviews/read-reviews.ts';
import { placeOf } from '../reviews/review-schemas.ts';
import type { Below } from './product-page.ts';

const REVIEWS = 10;
const RECOMMENDED = 4;

/** What stands below a product. @param older where older reviews begin; empty: the newest */
export async function readBelow(
  db: Connection,
  tenantId: string,
  asked: Priced & { readonly reviews: ReviewMode },
  product: ShopProduct,
  older: string,
): Promise<Below> {
  const after = older === '' ? null : placeOf(older);
  const of = { productId: product.id, most: REVIEWS, after, stars: null };
  return {
    said: asked.reviews === 'off' ? null : await readReviews(db, tenantId, of),
    first: after === null,
    recommended: await readRecommended(db, tenantId, { ...asked, most: RECOMMENDED, products: [product] }),
  };
}
