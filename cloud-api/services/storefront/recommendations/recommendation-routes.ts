import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { serialise } from '../answer-cache.ts';
import { cached } from '../cached-answer.ts';
import type { StorefrontContext } from '../context.ts';
import { findProduct } from '../reviews/find-product.ts';
import { askedCurrency, shopProduct } from '../shop-schemas.ts';
import { readRecommended, type Recommended } from './read-recommended.ts';

const limit = z.coerce.number().int().min(1).max(12).default(4);
const answer = z.object({
  recommended: z.array(
    z.object({
      because: z
        .enum(['together', 'alike', 'popular'])
        .describe('Chosen by the shop or bought in the same orders; of the same category; sold most'),
      product: shopProduct,
    }),
  ),
});
const handles = z
  .string()
  .max(4_000)
  .optional()
  .describe('Handles or ids of up to twenty products, with commas between: what is in a basket');

const description =
  'Chosen by the shop, then bought in the same orders of the last twelve months, then of the same category, then what sells most: on sale here and in stock. It is reckoned from all orders together; nothing of who asks is looked at.';
const answers = { 200: { description: 'In their order', schema: answer }, 304: { description: 'As you have it' } };

const serialised = (recommended: readonly Recommended[], more: readonly string[]) =>
  serialise({ recommended }, [...more, ...recommended.flatMap(({ product }) => product.variants.map(({ id }) => id))]);

export function recommendationRoutes(context: StorefrontContext): Route[] {
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/products/:handle/recommendations', tag: 'Shop', access: { as: 'shop' } },
        summary: 'What goes with a product',
        description: `By the handle of the product, or its id. ${description}`,
        params: z.object({ handle: z.string().min(1).max(200) }),
        query: z.object({ currency: askedCurrency, limit }),
        answers,
      },
      async ({ params: { handle }, query, caller, request, reply }) => {
        const { tenantId } = caller as ShopCaller;
        const view = await context.views.of(caller as ShopCaller, request, query.currency);
        const key = `recommended ${query.limit} ${handle}`;
        return cached(context, { tenantId, view, key, request, reply }, () =>
          withTenant(context.pool, tenantId, async (db) => {
            const product = await findProduct(db, tenantId, view, handle);
            const asked = { ...view, at: context.now(), most: query.limit, products: [product] };
            return serialised(await readRecommended(db, tenantId, asked), product.variantIds);
          }),
        );
      },
    ),
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/recommendations', tag: 'Shop', access: { as: 'shop' } },
        summary: 'What goes with what is in a basket; without any, what sells most',
        description,
        query: z.object({ currency: askedCurrency, limit, products: handles }),
        answers,
      },
      async ({ query, caller, request, reply }) => {
        const { tenantId } = caller as ShopCaller;
        const view = await context.views.of(caller as ShopCaller, request, query.currency);
        const names = [...new Set((query.products ?? '').split(',').filter(Boolean))].slice(0, 20).sort();
        const key = `recommended ${query.limit} of ${names.join(',')}`;
        return cached(context, { tenantId, view, key, request, reply }, () =>
          withTenant(context.pool, tenantId, async (db) => {
            const products = await db.rows<{ id: string; category: string }>(
              'SELECT id, category FROM products WHERE tenant_id = $1 AND (handle = ANY($2::text[]) OR id::text = ANY($2::text[]))',
              [tenantId, names],
            );
            const asked = { ...view, at: context.now(), most: query.limit, products };
            return serialised(await readRecommended(db, tenantId, asked), []);
          }),
        );
      },
    ),
  ];
}
