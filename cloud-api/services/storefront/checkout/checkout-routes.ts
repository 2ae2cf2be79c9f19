import { noLetters } from '@tillhouse/shared/domains/checkout/cart-letters.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { isOwnPage } from '../own-page.ts';
import type { StorefrontContext } from '../context.ts';
import { change } from './change-checkout.ts';
import { ended, notEnoughStock, returnUrlForeign, totalChanged } from './checkout-errors.ts';
import { checkoutAnswer, checkoutChange, newCheckout, payAsked } from './checkout-schemas.ts';
import { takeAgreement } from './express.ts';
import { holdForPayment } from './hold-for-payment.ts';
import type { GoodsOf } from './read-goods.ts';
import { hashOf, newSecret } from './secrets.ts';
import { payApproved } from './saga-yes.ts';
import { drive, type Named, show } from './show-checkout.ts';

export const secretHeader = {
  'checkout-secret': { schema: z.string().max(200), description: 'Of the checkout, as it was made' },
};
export const keyHeader = {
  'idempotency-key': { schema: z.uuid(), description: 'A new uuid; the same again is answered as the first time' },
};
const params = z.object({ id: z.uuid() });
const shop = { tag: 'Shop', access: { as: 'shop' } } as const;
/** Who is signed in need not type what the shop knows. */
const known = { tag: 'Shop', access: { as: 'shop', knows: 'shopper' } } as const;
const answers = (description: string) => ({ 200: { description, schema: checkoutAnswer } });

/** Buying: a checkout is made, filled in and paid; prices, stock, delivery and totals are the cloud's at every step. */
export function checkoutRoutes(context: StorefrontContext): Route[] {
  return [
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/checkouts', ...known, perMinute: 1_200 },
        summary: 'Begin to buy a basket',
        description:
          'Nothing is held yet. `secret` is told once: whoever has it may read, change and pay this checkout. With the token of a shopper it begins with their name and usual address, and the order is theirs.',
        headers: keyHeader,
        body: newCheckout,
        answers: { 201: { description: 'As it stands', schema: checkoutAnswer } },
      },
      async ({ body, caller, request, reply }) => {
        const { tenantId, shopper } = caller as ShopCaller;
        const id = idFor(keyOf(request), 'checkout');
        const view = await context.views.of(caller as ShopCaller, request, body.currency);
        const secret = newSecret();
        const now = context.now();
        const goods = { variantIds: body.lines.map(({ variantId }) => variantId) };
        const answer = await change(context, { tenantId, id, secret, shopper }, { goods }, (before) => {
          if (before) {
            // The answer was lost on its way. The first secret stays good, since it may have arrived after all.
            if (before.status !== 'open' || now - before.createdAt > REPEAT_MS) throw ended(before.status);
            return { ...before, secretHashes: [...before.secretHashes, hashOf(secret)].slice(-5) };
          }
          return {
            ...{ id, storeId: view.store && !view.store.main ? view.store.id : null, currency: view.currency },
            ...{
              customerId: null,
              status: 'open',
              secretHashes: [hashOf(secret)],
              coupons: body.coupons ?? [],
              credits: [],
              couponsSeen: [],
            },
            lines: body.lines.map((line) => ({ ...line, seen: null })),
            ...{ contact: null, delivery: null, business: null, taxQuote: null, vatAnswer: null, express: null },
            carrierQuotes: [],
            ...{ shippingOptionId: null, shippingSeen: null, attemptId: null },
            ...{ problem: null, orderId: null, orderNumber: null, tokenHashes: [], letterAt: null, letterTries: 0 },
            ...noLetters,
            ...{ createdAt: now, updatedAt: now },
          };
        });
        return reply
          .status(201)
          .header('cache-control', 'no-store')
          .send({ ...answer, secret });
      },
    ),
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/checkouts/:id', ...shop, params, headers: secretHeader, perMinute: 2_400 },
        summary: 'A checkout as it stands',
        description: 'Priced anew while it is open. While it is being paid, the provider is asked how that went.',
        answers: answers('As it stands'),
      },
      async ({ params: { id }, caller, request, reply }) => {
        const named = namedOf(caller as ShopCaller, id, request);
        const answer = await show(context, named);
        const agreed = answer.express?.agreed === false && (await takeAgreement(context, named));
        return uncached(reply, agreed ? await show(context, named) : answer);
      },
    ),
    route(
      {
        ...{
          method: 'PATCH',
          path: '/shop/v1/checkouts/:id',
          ...known,
          params,
          headers: secretHeader,
          perMinute: 2_400,
        },
        summary: 'Change what is in it, who buys, where it goes and how',
        description: 'Only what is named changes. 409 `checkout.ended` once it is being paid.',
        body: checkoutChange,
        answers: answers('As it stands now'),
      },
      async ({ params: { id }, body, caller, request, reply }) => {
        const named = namedOf(caller as ShopCaller, id, request);
        const { shopper, origins } = caller as ShopCaller;
        if (body.letters && !isOwnPage(body.letters, origins)) throw returnUrlForeign();
        const lines = body.lines?.map(({ variantId }) => variantId);
        const goods: GoodsOf = lines ? { variantIds: lines } : { checkoutId: id };
        return uncached(reply, await change(context, { ...named, shopper }, { ...body, goods }));
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/shop/v1/checkouts/:id/pay', ...known, params, perMinute: 600 },
        summary: 'Pay: the units are held first, and nobody pays for what is not there',
        description:
          '409 `checkout.total-changed` and `checkout.not-enough-stock` carry the checkout as it stands in `details.checkout`; 422 `checkout.incomplete` names what lacks. `on-account` takes the token of whoever’s account it is (422 `checkout.no-account`), and the order is due by their terms. An order of a firm that is above what its buyer may order alone, or that the shop wants to look at first, is `waiting` with its goods held (`approval`); said yes to it is placed, or `open` to be paid by the same call. 403 `checkout.not-a-buyer` where a firm has buyers and none of them is signed in. With `action` the browser goes to its `url` and comes back to `returnUrl`; then read the checkout until it is `placed`, or `open` again with `problem`.',
        headers: { ...secretHeader, ...keyHeader },
        body: payAsked,
        answers: answers('As it stands now'),
      },
      async ({ params: { id }, body, caller, request, reply }) => {
        const named = namedOf(caller as ShopCaller, id, request);
        const { tenantId } = named;
        if (!isOwnPage(body.returnUrl, (caller as ShopCaller).origins)) throw returnUrlForeign();
        const attemptId = idFor(keyOf(request), `attempt ${id}`);
        const at = { tenantId, now: context.now() };
        const held = await holdForPayment(context, at, {
          ...body,
          checkoutId: id,
          attemptId,
          secret: named.secret,
          shopper: (caller as ShopCaller).shopper,
        });
        if (held.is === 'total-changed') throw totalChanged(await show(context, named));
        if (held.is === 'not-enough-stock') throw notEnoughStock(await show(context, named));
        context.onCommitted();
        if (held.is === 'approved') {
          await payApproved(context, at, { ...body, attemptId: held.attemptId });
          await drive(context, tenantId, held.attemptId);
        }
        if (held.is === 'held') await drive(context, tenantId, held.attemptId, held.written);
        return uncached(reply, await show(context, named));
      },
    ),
  ];
}

/** So long after it was made, the same key still means the same checkout. */
const REPEAT_MS = 3_600_000;

export function namedOf({ tenantId }: ShopCaller, id: string, request: FastifyRequest): Named & { secret: string } {
  const secret = request.headers['checkout-secret'];
  return { tenantId, id, secret: typeof secret === 'string' ? secret : '' };
}

export function keyOf(request: FastifyRequest): string {
  const id = z.uuid().safeParse(request.headers['idempotency-key']);
  if (id.success) return id.data.toLowerCase();
  throw new HttpProblem(
    400,
    'request.idempotency-key',
    'This needs the header Idempotency-Key with a new uuid, so that sending it twice buys once. Nothing was bought.',
  );
}

const uncached = (reply: FastifyReply, body: unknown) => reply.header('cache-control', 'no-store').send(body);
