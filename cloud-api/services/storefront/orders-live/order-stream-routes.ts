import * as z from 'zod';
import type { ShopCaller, ShopperCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { ownOrderOf } from '../account/own-order-routes.ts';
import { whoseOrder } from '../checkout/order-status-route.ts';
import { withTx } from '../checkout/price-checkout.ts';
import type { StorefrontContext } from '../context.ts';
import { orderOf, ordersOf } from '../live-streams.ts';

const params = z.object({ id: z.uuid() });
const description =
  'Server-sent events: `order` each time that it stands otherwise than before, and a comment every 20 seconds. It says that there is something to read and not what, so that nothing of an order is ever told to who may not read it: read it as the stream opens, and at each event. It ends after ten minutes, to be opened anew. 503 `shop.no-stream` and 429 `shop.streams-full`: ask now and then instead.';
const answers = { 200: { description: 'A stream', contentType: 'text/event-stream' } };

/** Tells a page that shows an order when to read it again. */
export function orderStreamRoutes(context: StorefrontContext): Route[] {
  const about = (tenantId: string, id: string) => [orderOf(tenantId, id), ordersOf(tenantId)];
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/orders/:id/events', tag: 'Shop', access: { as: 'shop' }, perMinute: 1_200 },
        summary: 'That an order changed, as it happens, for who bought it',
        ...{ description, params, answers },
        headers: { 'order-token': { schema: z.string().max(200), description: 'Of this order' } },
      },
      async ({ params: { id }, caller, request, reply }) => {
        const { tenantId } = caller as ShopCaller;
        context.streams.admit(tenantId, request.ip);
        await withTenant(context.pool, tenantId, (db) =>
          withTx(db, tenantId, (tx) => whoseOrder(tx, id, request.headers['order-token'])),
        );
        context.streams.open(request, reply, tenantId, about(tenantId, id));
      },
    ),
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/account/orders/:id/events', tag: 'Shopper accounts', perMinute: 1_200 },
        access: { as: 'shopper' },
        summary: 'That one of a shopper’s orders changed, as it happens',
        ...{ description, params, answers },
      },
      async ({ params: { id }, caller, request, reply }) => {
        const { tenantId, shopper } = caller as ShopperCaller;
        context.streams.admit(tenantId, request.ip);
        await withTenant(context.pool, tenantId, (db) => ownOrderOf(db, { tenantId, now: context.now(), shopper }, id));
        context.streams.open(request, reply, tenantId, about(tenantId, id));
      },
    ),
  ];
}
