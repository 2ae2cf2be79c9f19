import { expressOffered } from './checkout/express-offers.ts';
import * as z from 'zod';
import { lookOf, type StoreLook } from '@tillhouse/shared/domains/access/store-look.ts';
import type { ShopCaller } from '../../platform/auth/caller.ts';
import { readAtOnce, withTenant } from '../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { serialise } from './answer-cache.ts';
import { cached } from './cached-answer.ts';
import type { StorefrontContext } from './context.ts';
import { findProducts, wordsQuery } from './find-products.ts';
import { stockOf } from './live-streams.ts';
import { readAvailability } from './read-availability.ts';
import { foundAnswer, pageAnswer } from './product-lists.ts';
import { readProduct } from './read-products.ts';
import { askedCurrency, availabilityAnswer, productPage, shopProduct, shopStore } from './shop-schemas.ts';

const LARGEST_PAGE = 100;
const MOST_IDS = 100;

export function shopRoutes(context: StorefrontContext): Route[] {
  return [
    route(
      {
        method: 'GET',
        path: '/shop/v1/store',
        summary: 'The store whose page asks: language, currencies and look',
        description: 'The one the key is for, else the one with the page’s address among its own, else the main store.',
        tag: 'Shop',
        access: { as: 'shop' },
        answers: { 200: { description: 'The store', schema: shopStore } },
      },
      async ({ caller, request, reply }) => {
        const { store, currency } = await context.views.of(caller as ShopCaller, request, undefined);
        reply.header('cache-control', 'private, no-cache');
        return {
          name: store?.name ?? '',
          locale: store?.locale ?? 'en-GB',
          currency,
          currencies: [store?.currency ?? currency, ...(store?.currencies ?? []).map((one) => one.currency)],
          logo: store?.theme?.logo ?? null,
          look: store?.theme ? cssNames(lookOf(store.theme)) : null,
          express: await expressOffered(context, (caller as ShopCaller).tenantId, { currency, storeId: store?.id }),
        };
      },
    ),
    route(
      {
        method: 'GET',
        path: '/shop/v1/products',
        summary: 'Products on sale, by title, or found by words',
        tag: 'Shop',
        access: { as: 'shop' },
        query: z.object({
          currency: askedCurrency,
          limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(20),
          cursor: z.string().max(1_000).optional().describe('`nextCursor` of the page before'),
          category: z
            .string()
            .max(200)
            .optional()
            .describe('A category with all below it: `Tableware` also finds `Tableware, Mugs`'),
          q: z
            .string()
            .trim()
            .max(200)
            .optional()
            .describe('Beginnings of words of the title, category or maker: best first, one page, of every category'),
        }),
        answers: { 200: { description: 'A page', schema: productPage }, 304: { description: 'As you have it' } },
      },
      async ({ query, caller, request, reply }) => {
        const { tenantId } = caller as ShopCaller;
        const { limit, cursor, category, currency, q } = query;
        const view = await context.views.of(caller as ShopCaller, request, currency);
        const words = q === undefined ? '' : wordsQuery(q);
        if (q !== undefined) {
          return cached(context, { tenantId, view, key: `find ${limit} ${words}`, request, reply }, async () => {
            // Some of what is found may have no price here.
            const ids = await readAtOnce(context.pool, tenantId, (db) => findProducts(db, words, limit * 2));
            return foundAnswer(context, { tenantId, view }, ids, limit);
          });
        }
        const key = `list ${limit} ${cursor ?? ''} ${category ?? ''}`;
        return cached(context, { tenantId, view, key, request, reply }, () => {
          const after = cursor === undefined ? null : readCursor(cursor);
          return pageAnswer(context, { tenantId, view }, key, { limit, after, category: category ?? null });
        });
      },
    ),
    route(
      {
        method: 'GET',
        path: '/shop/v1/products/:handle',
        summary: 'One product by its handle',
        tag: 'Shop',
        access: { as: 'shop' },
        params: z.object({ handle: z.string().min(1).max(200) }),
        query: z.object({ currency: askedCurrency }),
        answers: { 200: { description: 'The product', schema: shopProduct }, 304: { description: 'As you have it' } },
      },
      async ({ params, query, caller, request, reply }) => {
        const { tenantId } = caller as ShopCaller;
        const view = await context.views.of(caller as ShopCaller, request, query.currency);
        return cached(context, { tenantId, view, key: `product ${params.handle}`, request, reply }, async () => {
          const product = await withTenant(context.pool, tenantId, (db) =>
            readProduct(db, tenantId, { ...view, at: context.now() }, params.handle),
          );
          if (!product) throw notFound('product');
          return serialise(
            product,
            product.variants.map(({ id }) => id),
          );
        });
      },
    ),
    route(
      {
        method: 'GET',
        path: '/shop/v1/availability',
        summary: 'What may be sold of some variants, at this moment',
        tag: 'Shop',
        access: { as: 'shop' },
        query: z.object({
          variantIds: z.string().max(8_000).optional().describe('Up to 100 ids, with commas between'),
          ids: z.string().max(8_000).optional().describe('The same, shorter'),
        }),
        answers: { 200: { description: 'Those of them that are on sale', schema: availabilityAnswer } },
      },
      async ({ query, caller, reply }) => {
        const { tenantId } = caller as ShopCaller;
        const ids = (query.variantIds ?? query.ids ?? '').split(',').filter((id) => uuid.test(id));
        if (ids.length > MOST_IDS)
          throw new HttpProblem(422, 'request.invalid', 'Ask for at most 100 variants at once.');
        reply.header('cache-control', 'no-store');
        return { availability: await withTenant(context.pool, tenantId, (db) => readAvailability(db, tenantId, ids)) };
      },
    ),
    route(
      {
        method: 'GET',
        path: '/shop/v1/events',
        summary: 'Changes of availability as they happen (server-sent events)',
        description:
          'Event `availability`, one variant each, and a comment every 20 seconds. It ends after ten minutes, to be opened anew. `key` in the query carries the publishable key. 503 `shop.no-stream` and 429 `shop.streams-full`: ask now and then instead.',
        tag: 'Shop',
        access: { as: 'shop' },
        query: z.object({ key: z.string().max(200).optional() }),
        answers: { 200: { description: 'A stream', contentType: 'text/event-stream' } },
      },
      ({ caller, request, reply }) => {
        const { tenantId } = caller as ShopCaller;
        context.streams.open(request, reply, tenantId, [stockOf(tenantId)]);
      },
    ),
  ];
}

/** `onAction` as `on-action`: what widgets call it. */
function cssNames(look: StoreLook): Record<string, string> {
  const name = (key: string) => key.replace(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(look).map(([key, value]) => [name(key), value]));
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const position = z.tuple([z.string(), z.uuid()]);

function readCursor(cursor: string): [string, string] {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new HttpProblem(400, 'request.cursor', 'This cursor is not one of ours. Begin again without it.');
  }
}
