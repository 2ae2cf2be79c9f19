import { methodUnknown } from '@tillhouse/shared/domains/payments/errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { StorefrontContext } from '../context.ts';
import { isOwnPage } from '../own-page.ts';
import { returnUrlForeign } from './checkout-errors.ts';
import { keyHeader, keyOf, namedOf, secretHeader } from './checkout-routes.ts';
import { beginExpress } from './express.ts';
import { expressFor } from './express-offers.ts';
import { show } from './show-checkout.ts';

const shop = { tag: 'Shop', access: { as: 'shop' } } as const;
/** What `express` of `/shop/v1/store` leads to: straight to the provider, who tells where it goes. */
export function expressRoutes(context: StorefrontContext): Route[] {
  return [
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/checkouts/:id/express', ...shop, perMinute: 600 },
        params: z.object({ id: z.uuid() }),
        summary: 'Let the provider ask who pays and where it goes',
        description:
          'The browser goes to `url` and comes back to `returnUrl`. From then on the checkout has the contact and the address that the provider told, is priced and taxed by them, and is paid by `pay` with the same `methodId` without going there again. Nothing is held or charged before that.',
        headers: { ...secretHeader, ...keyHeader },
        body: z.strictObject({ methodId: z.string().min(1).max(80), returnUrl: z.url().max(2_000) }),
        answers: { 200: { description: 'Where to go', schema: z.object({ url: z.url() }) } },
      },
      async ({ params: { id }, body: { methodId, returnUrl }, caller, request, reply }) => {
        const { origins } = caller as ShopCaller;
        if (!isOwnPage(returnUrl, origins)) throw returnUrlForeign();
        const named = namedOf(caller as ShopCaller, id, request);
        const { toPay, currency } = await show(context, named);
        const amount = Math.max(1, toPay);
        const { id: storeId } = await context.views
          .of(caller as ShopCaller, request, currency)
          .then(({ store }) => store ?? { id: undefined });
        const found = (await expressFor(context, named.tenantId, { currency, amount, storeId })).find(
          (each) => each.id === methodId,
        );
        if (!found) throw methodUnknown({ method: methodId });
        const agreementId = idFor(keyOf(request), `express ${id}`);
        const url = await beginExpress(context, named, { agreementId, method: found, amount, currency, returnUrl });
        if (!url) throw methodUnknown({ method: methodId });
        return reply.header('cache-control', 'no-store').send({ url });
      },
    ),
  ];
}
