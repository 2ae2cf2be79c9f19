import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { serialise } from '../answer-cache.ts';
import { cached } from '../cached-answer.ts';
import type { StorefrontContext } from '../context.ts';
import { shopProduct } from '../shop-schemas.ts';
import { KEPT_MS, searchFor, searchQuery } from './run-search.ts';

const counts = z.array(z.object({ value: z.string(), count: z.number().int() }));
const searchAnswer = z.object({
  products: z.array(shopProduct),
  total: z.object({
    count: z.number().int(),
    atLeast: z.boolean().describe('More fit the words than are looked through'),
  }),
  facets: z
    .object({
      categories: counts,
      makers: counts,
      options: z.array(z.object({ name: z.string(), values: counts })),
      price: z.object({ from: z.number().int(), to: z.number().int() }).nullable().describe('Minor units'),
      inStock: z.number().int(),
    })
    .describe('How many products each further choice would leave, each kind as if nothing of itself were chosen'),
  nextCursor: z.string().nullable(),
});

/** Searching a shop by words and by what products are. */
export function searchRoute(context: StorefrontContext): Route {
  return route(
    {
      method: 'GET',
      path: '/shop/v1/search',
      summary: 'Products by words and choices, with how many each further choice would leave',
      description: 'A product is found where one variant of it is all that was chosen. Needs `q` or `category`.',
      tag: 'Shop',
      access: { as: 'shop' },
      query: searchQuery,
      answers: { 200: { description: 'A page', schema: searchAnswer }, 304: { description: 'As you have it' } },
    },
    async ({ query, caller, request, reply }) => {
      const { tenantId } = caller as ShopCaller;
      const search = searchFor(query);
      const view = await context.views.of(caller as ShopCaller, request, query.currency);
      return cached(context, { tenantId, view, key: search.key, request, reply, mostMs: KEPT_MS }, async () => {
        const answer = await search.answer(context, tenantId, view);
        return serialise(
          answer,
          answer.products.flatMap(({ variants }) => variants.map(({ id }) => id)),
        );
      });
    },
  );
}
