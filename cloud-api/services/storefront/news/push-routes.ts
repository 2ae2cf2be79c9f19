import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { type Order, orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { orderPushes } from '@tillhouse/shared/domains/shoppers/order-push-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { arePushKeys } from '../../../platform/push/encrypt-push.ts';
import { noSuchOrder } from '../checkout/checkout-errors.ts';
import { isKnown } from '../checkout/secrets.ts';
import type { StorefrontContext } from '../context.ts';
import { within } from '../due/pay-due.ts';
import { STAYS_MS } from './follow-news.ts';

/** Of one order: a telephone, a tablet and a computer of a household, and not a list to fill. */
const MOST_BROWSERS = 5;
/** An order that nothing was heard of for so long is told of no more. */
const OPEN_MS = 90 * 86_400_000;
const MOST_BODY = 4_096;

const endpoint = z.url().max(1_000).describe('Of the subscription: https, a host of the open net');
const subscription = z.strictObject({
  endpoint,
  keys: z.strictObject({
    p256dh: z.string().min(80).max(100).describe('P-256, uncompressed, base64url'),
    auth: z.string().min(20).max(30).describe('16 bytes, base64url'),
  }),
  locale: z
    .string()
    .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
    .max(35)
    .describe('BCP 47: what it is told in'),
});
const headers = { 'order-token': { schema: z.string().max(200), description: 'Of this order' } };
const params = z.object({ id: z.uuid() });
const on = z.object({ on: z.boolean().describe('Whether this browser is told now') });

/** News of an order in the browser that asked for them, for who holds its token. */
export function pushRoutes(context: StorefrontContext): Route[] {
  const tag = 'Shop';
  const access = { as: 'shop' } as const;
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/push-key', tag, access, perMinute: 600 },
        summary: 'What a browser subscribes with to be told of orders',
        description: 'The `applicationServerKey` of this cloud (RFC 8292): one for all shops, and always the same.',
        answers: {
          200: {
            description: 'The key',
            schema: z.object({ publicKey: z.string().describe('P-256, uncompressed, base64url') }),
          },
        },
      },
      async ({ reply }) =>
        reply.header('cache-control', 'no-store').send({ publicKey: await context.push.publicKey() }),
    ),
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/orders/:id/push', tag, access, perMinute: 1_200 },
        summary:
          'Tell this browser what happens to an order: sent, its parcels, ready, handed over, cancelled, paid back',
        description:
          'By Web Push (RFC 8030, 8291): `{title, body, lang, order, path}` in the language of `locale`, with no name, address or amount. Asked again by the same browser it is one; five browsers of an order at most (409 `shop.push-full`). 422 `shop.push-address`: the endpoint or the keys are none. It ends by `stop`, two weeks after all of it arrived, was handed over or was cancelled (45 days after it left, where nobody says that it arrived), or as soon as the push service knows the browser no more.',
        ...{ params, headers, body: subscription, bodyLimit: MOST_BODY },
        answers: { 200: { description: 'It is told from now on', schema: on } },
      },
      async ({ params: { id }, body, caller, request, reply }) => {
        const { tenantId } = caller as ShopCaller;
        await within(context, tenantId, async (tx) => {
          const order = await ownOrder(tx, id, request.headers['order-token']);
          if (!context.push.mayBe(body.endpoint) || !arePushKeys(body.keys))
            throw new HttpProblem(
              422,
              'shop.push-address',
              'This is no address of a push service with its keys. Nothing was kept; let the browser subscribe anew.',
            );
          const rowId = idFor(id, `push ${body.endpoint}`);
          const now = context.now();
          const over = order.status !== 'placed';
          const asked = { ...body.keys, locale: body.locale, customerId: order.customerId };
          const endsAt = now + (over ? STAYS_MS : OPEN_MS);
          const rows = await tx.list(orderPushes, { orderId: id });
          const known = rows.find((row) => row.id === rowId);
          if (known) {
            const nextAt = known.waiting.length > 0 ? known.nextAt : endsAt;
            return void (await tx.update(orderPushes, { id: rowId }, { ...asked, endsAt, nextAt }));
          }
          if (rows.length >= MOST_BROWSERS)
            throw new HttpProblem(
              409,
              'shop.push-full',
              'Five browsers are told of this order, which is as many as may be. Stop it in one of them first.',
            );
          const fresh = { askedAt: now, waiting: [], told: [], tries: 0, nextAt: endsAt, endsAt };
          await tx.insert(orderPushes, { id: rowId, orderId: id, endpoint: body.endpoint, ...asked, ...fresh });
        });
        return reply.header('cache-control', 'no-store').send({ on: true });
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/orders/:id/push/stop', tag, access, perMinute: 1_200 },
        summary: 'Tell this browser no more of an order',
        description: 'Its address and keys are erased. A browser that was not told is answered alike.',
        ...{ params, headers, body: z.strictObject({ endpoint }), bodyLimit: MOST_BODY },
        answers: { 200: { description: 'It is told nothing any more', schema: on } },
      },
      async ({ params: { id }, body, caller, request, reply }) => {
        const { tenantId } = caller as ShopCaller;
        await within(context, tenantId, async (tx) => {
          await ownOrder(tx, id, request.headers['order-token']);
          await tx.delete(orderPushes, { id: idFor(id, `push ${body.endpoint}`) });
        });
        return reply.header('cache-control', 'no-store').send({ on: false });
      },
    ),
  ];
}

/** Of who holds its token; locked by its checkout, so that of several at once none passes the limit. */
async function ownOrder(tx: Tx, id: string, token: string | string[] | undefined): Promise<Order> {
  const [checkout] = await tx.list(checkouts, { orderId: id });
  if (!checkout || !isKnown(typeof token === 'string' ? token : undefined, checkout.tokenHashes)) throw noSuchOrder();
  await tx.getForUpdate(checkouts, [{ id: checkout.id }]);
  const order = await tx.get(orders, { id });
  if (!order) throw noSuchOrder();
  return order;
}
