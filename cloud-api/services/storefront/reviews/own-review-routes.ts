import { productReviews } from '@tillhouse/shared/domains/reviews/schema.ts';
import { declaredErrors, DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { newestVersion } from '../../../platform/access/store-records.ts';
import type { ShopperCaller } from '../../../platform/auth/caller.ts';
import { type CommandOutcome, runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { accountOf } from '../account/account-of.ts';
import { withTx } from '../checkout/price-checkout.ts';
import type { StorefrontContext } from '../context.ts';
import { boughtIt, readBought, type Whose } from './bought.ts';
import { findProduct } from './find-product.ts';
import { mayReview, ownReview, reviewWritten } from './review-schemas.ts';

const tag = 'Shopper accounts';
const access = { as: 'shopper' } as const;

/** One of each product and customer: said again it is the same row. */
export const reviewIdOf = (productId: string, customerId: string): string => idFor(productId, `review:${customerId}`);

/** What a shopper says of products, and may say. */
export function ownReviewRoutes(context: StorefrontContext): Route[] {
  const theirs = async (db: Connection, { tenantId, shopper }: ShopperCaller): Promise<Whose & { name: string }> => {
    const { customerId, name } = await accountOf(db, { tenantId, now: context.now() }, shopper);
    return { tenantId, customerId, email: shopper.email, name };
  };
  const said = (db: Connection, { tenantId, customerId }: Whose, productId: string) =>
    withTx(db, tenantId, async (tx) => {
      const row = await tx.get(productReviews, { id: reviewIdOf(productId, customerId) });
      if (!row) return null;
      const { stars, title, body, name, state, writtenAt } = row;
      return { stars, title, text: body, name, state, writtenAt };
    });
  const run = async (db: Connection, tenantId: string, name: string, args: object): Promise<void> => {
    const command = { id: randomUUID(), name, version: newestVersion(name), args, occurredAt: context.now() };
    refuse(await runCommand(db, tenantId, systemActor, command));
  };
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/account/reviews', tag, access },
        summary: 'What a shopper may review, with what they said',
        description:
          'With `product` (handle or id) that one, whether they bought it or not; else up to twenty that they bought and got, those of one order with `order`, the last bought first.',
        query: z.object({ product: z.string().min(1).max(200).optional(), order: z.uuid().optional() }),
        answers: {
          200: {
            description: 'Products',
            schema: z.object({
              taken: z.boolean().describe('Whether the shop takes reviews'),
              name: z.string().describe('How the account calls them; empty where it knows none'),
              products: z.array(mayReview),
            }),
          },
        },
      },
      async ({ query: { product, order }, caller, request, reply }) => {
        const { tenantId } = caller as ShopperCaller;
        const view = await context.views.of(caller as ShopperCaller, request, undefined);
        const answer = await withTenant(context.pool, tenantId, async (db) => {
          const who = await theirs(db, caller as ShopperCaller);
          const found = product
            ? [await findProduct(db, tenantId, view, product)]
            : await readBought(db, who, view.priceListId, order ?? null);
          const products = [];
          for (const { id, handle, title, image } of found) {
            const verified = product === undefined || (await boughtIt(db, who, id));
            products.push({ product: { id, handle, title, image }, verified, review: await said(db, who, id) });
          }
          return { name: who.name, products };
        });
        context.onCommitted();
        const taken = view.reviews !== 'off';
        return reply.header('cache-control', 'no-store').send({ taken, ...answer, ...(taken ? {} : { products: [] }) });
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/products/:handle/reviews', tag, access, perMinute: 20 },
        summary: 'Say something of a product, or say it anew',
        description:
          'One of each product and shopper: the same again replaces it, and it is looked at again. By the handle of the product, or its id.',
        params: z.object({ handle: z.string().min(1).max(200) }),
        body: reviewWritten,
        answers: {
          200: { description: 'As it stands now', schema: ownReview },
          409: { description: '`reviews.off`: this shop takes none' },
        },
      },
      async ({ params: { handle }, body: { text, ...words }, caller, request, reply }) => {
        const { tenantId } = caller as ShopperCaller;
        const view = await context.views.of(caller as ShopperCaller, request, undefined);
        const answer = await withTenant(context.pool, tenantId, async (db) => {
          const { id: productId } = await findProduct(db, tenantId, view, handle);
          const who = await theirs(db, caller as ShopperCaller);
          const { customerId } = who;
          const storeId = view.store && !view.store.main ? view.store.id : null;
          const review = {
            ...{ id: reviewIdOf(productId, customerId), productId, customerId, storeId, ...words, body: text },
            ...{ lang: view.store?.locale ?? 'en-GB', verified: await boughtIt(db, who, productId) },
          };
          await run(db, tenantId, 'reviews.write', { review, settingsOf: view.store?.id ?? tenantId });
          return said(db, who, productId);
        });
        context.onCommitted();
        return reply.header('cache-control', 'no-store').send(answer);
      },
    ),
    route(
      {
        ...{ method: 'DELETE', path: '/shop/v1/account/reviews/:id', tag, access, perMinute: 300 },
        summary: 'Take back what one said of a product',
        description:
          '`id` is that of the product. Its stars and the answer to it go too; also of what is not on sale any more.',
        params: z.object({ id: z.uuid() }),
        answers: { 204: { description: 'There is none any more' }, 404: { description: 'They said nothing of it' } },
      },
      async ({ params: { id: productId }, caller, reply }) => {
        const { tenantId } = caller as ShopperCaller;
        await withTenant(context.pool, tenantId, async (db) => {
          const who = await theirs(db, caller as ShopperCaller);
          if (!(await said(db, who, productId))) throw notFound('review');
          await run(db, tenantId, 'reviews.withdraw', { reviewId: reviewIdOf(productId, who.customerId) });
        });
        context.onCommitted();
        return reply.status(204).send();
      },
    ),
  ];
}

function refuse({ status, code, message, details }: CommandOutcome): void {
  if (status !== 'refused') return;
  const kind = declaredErrors().find((error) => error.code === code)?.kind ?? 'refused';
  throw new DomainError(code ?? 'reviews.refused', kind, message ?? 'The review was not kept.', details ?? {});
}
