import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { namedOf, secretHeader } from '../checkout/checkout-routes.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { theirs } from '../checkout/theirs.ts';
import type { StorefrontContext } from '../context.ts';
import { checkoutOf, checkoutsOf } from '../live-streams.ts';

/** Tells the page of an order that waits for a yes that it was decided. */
export const checkoutStreamRoute = (context: StorefrontContext): Route =>
  route(
    {
      ...{
        method: 'GET',
        path: '/shop/v1/checkouts/:id/events',
        tag: 'Shop',
        access: { as: 'shop' },
        perMinute: 1_200,
      },
      summary: 'That an order which waits for a yes was decided, as it happens',
      description:
        'Server-sent events: `checkout` each time that somebody of the firm or of the shop said yes or no, that its buyer took it back or that its time was over, and a comment every 20 seconds. Read the checkout as the stream opens, and at each event. It ends after ten minutes, to be opened anew. 503 `shop.no-stream` and 429 `shop.streams-full`: ask now and then instead.',
      params: z.object({ id: z.uuid() }),
      headers: secretHeader,
      answers: { 200: { description: 'A stream', contentType: 'text/event-stream' } },
    },
    async ({ params: { id }, caller, request, reply }) => {
      const { tenantId, secret } = namedOf(caller as ShopCaller, id, request);
      context.streams.admit(tenantId, request.ip);
      await withTenant(context.pool, tenantId, (db) =>
        withTx(db, tenantId, async (tx) => theirs(await tx.get(checkouts, { id }), secret)),
      );
      context.streams.open(request, reply, tenantId, [checkoutOf(tenantId, id), checkoutsOf(tenantId)]);
    },
  );
