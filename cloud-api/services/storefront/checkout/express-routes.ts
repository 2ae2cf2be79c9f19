import { methodUnknown } from '@tillhouse/shared/domains/payments/errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import type { PaymentMethod } from '../../../platform/payments/payments.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { StorefrontContext } from '../context.ts';
import { isOwnPage } from '../own-page.ts';
import { askedCurrency } from '../shop-schemas.ts';
import { returnUrlForeign } from './checkout-errors.ts';
import { keyHeader, keyOf, namedOf, secretHeader } from './checkout-routes.ts';
import { beginExpress } from './express.ts';
import { show } from './show-checkout.ts';

const shop = { tag: 'Shop', access: { as: 'shop' } } as const;
const method = z.object({ id: z.string(), name: z.string() });
/** What nobody has put together yet is worth: rules by amount count once it is known. */
const UNKNOWN = 1_000;

/** One button that leads straight to the provider, who tells where it goes. */
export function expressRoutes(context: StorefrontContext): Route[] {
  const offered = (tenantId: string, currency: string, amount: number): Promise<readonly PaymentMethod[]> =>
    context.payments.methods(tenantId, { currency, amount, country: null, express: true });
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/express', ...shop, perMinute: 2_400 },
        summary: 'Ways to pay that need no form: the provider says who pays and where it goes',
        description: 'Empty where the shop offers none (`rules.express` of its payment accounts).',
        query: z.object({ currency: askedCurrency }),
        answers: { 200: { description: 'In their order', schema: z.object({ methods: z.array(method) }) } },
      },
      async ({ query, caller, request, reply }) => {
        const { tenantId } = caller as ShopCaller;
        const { currency } = await context.views.of(caller as ShopCaller, request, query.currency);
        const methods = await offered(tenantId, currency, UNKNOWN).catch((error: unknown) => {
          context.log.warn({ err: error }, 'express ways to pay were not told');
          return [];
        });
        reply.header('cache-control', 'private, max-age=60');
        return { methods: methods.map(({ id, name }) => ({ id, name })) };
      },
    ),
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
        const found = (await offered(named.tenantId, currency, amount)).find((each) => each.id === methodId);
        if (!found) throw methodUnknown({ method: methodId });
        const agreementId = idFor(keyOf(request), `express ${id}`);
        const url = await beginExpress(context, named, { agreementId, method: found, amount, currency, returnUrl });
        if (!url) throw methodUnknown({ method: methodId });
        return reply.header('cache-control', 'no-store').send({ url });
      },
    ),
  ];
}
