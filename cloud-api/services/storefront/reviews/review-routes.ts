import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { serialise } from '../answer-cache.ts';
import { cached } from '../cached-answer.ts';
import type { StorefrontContext } from '../context.ts';
import { findProduct } from './find-product.ts';
import { noReviews, readReviews } from './read-reviews.ts';
import { cursorOf, placeOf, reviewPage } from './review-schemas.ts';

export function reviewRoutes(context: StorefrontContext): Route[] {
  return [
    route(
      {
        method: 'GET',
        path: '/shop/v1/products/:handle/reviews',
        summary: 'What shoppers say of a product, the newest first',
        description: 'By the handle of the product, or its id. `stars` narrows the list, never the sums.',
        tag: 'Shop',
        access: { as: 'shop' },
        params: z.object({ handle: z.string().min(1).max(200) }),
        query: z.object({
          limit: z.coerce.number().int().min(1).max(50).default(10),
          cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
          stars: z.coerce.number().int().min(1).max(5).optional(),
        }),
        answers: { 200: { description: 'A page', schema: reviewPage }, 304: { description: 'As you have it' } },
      },
      async ({ params: { handle }, query: { limit, cursor, stars }, caller, request, reply }) => {
        const { tenantId } = caller as ShopCaller;
        const view = await context.views.of(caller as ShopCaller, request, undefined);
        const after = cursor === undefined ? null : placeOf(cursor);
        const key = `reviews ${limit} ${cursor ?? ''} ${stars ?? ''} ${handle}`;
        return cached(context, { tenantId, view, key, request, reply }, async () => {
          const taken = view.reviews !== 'off';
          const { found, page } = await withTenant(context.pool, tenantId, async (db) => {
            const product = await findProduct(db, tenantId, view, handle);
            const asked = { productId: product.id, most: limit, after, stars: stars ?? null };
            return { found: product, page: taken ? await readReviews(db, tenantId, asked) : noReviews };
          });
          const { last, ...rest } = page;
          return serialise({ taken, ...rest, nextCursor: cursorOf(last) }, found.variantIds);
        });
      },
    ),
  ];
}
