import { stockNotices } from '@tillhouse/shared/domains/shoppers/stock-notice-schema.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { withTx } from '../checkout/price-checkout.ts';
import type { StorefrontContext } from '../context.ts';
import { addressIndex } from '../left-carts/find-left-carts.ts';
import { isOwnPage } from '../own-page.ts';
import { readAvailability } from '../read-availability.ts';

/** Of one address: nobody waits for more, and nobody has more sent to somebody else. */
const MOST_WAITING = 20;

/** “Tell me when it is back”: one letter, once. It says the same to everybody, so that nobody learns who waits. */
export function noticeRoute(context: StorefrontContext): Route {
  return route(
    {
      method: 'POST',
      path: '/shop/v1/stock-notices',
      summary: 'Ask to be told once that goods are back',
      description:
        'One letter is sent to the address when the variant can be bought again; then the address is forgotten. Asked again for the same it is one. `page` is where the letter leads, at an origin of the key. An address waits for twenty at most: more are taken and kept nowhere.',
      tag: 'Shop',
      access: { as: 'shop' },
      perMinute: 60,
      body: z.strictObject({ variantId: z.uuid(), email: z.email().max(254), page: z.url().max(1_000) }),
      answers: {
        202: { description: 'It is taken, or was before', schema: z.object({ asked: z.literal(true) }) },
        404: { description: 'This variant is not sold here' },
        409: { description: '`shop.there-now`: it can be bought now' },
      },
    },
    async ({ body: { variantId, email, page }, caller, request, reply }) => {
      const { tenantId, origins } = caller as ShopCaller;
      if (!isOwnPage(page, origins))
        throw new HttpProblem(
          422,
          'shop.page-foreign',
          'The page is at no origin of this key. Nothing was kept; give one that is.',
        );
      const view = await context.views.of(caller as ShopCaller, request, undefined);
      const [found] = await withTenant(context.pool, tenantId, (db) => readAvailability(db, tenantId, [variantId]));
      if (!found) throw notFound('variant');
      if (found.available > 0)
        throw new HttpProblem(409, 'shop.there-now', 'This can be bought now. Nothing was kept; put it in the basket.');
      await withTenant(context.pool, tenantId, async (db) => {
        const index = await addressIndex(db, tenantId, email);
        if (index === null) return;
        await withTx(db, tenantId, async (tx) => {
          const id = idFor(variantId, `notice:${index}`);
          const now = context.now();
          const waiting = (await tx.list(stockNotices, { addressIndex: index })).filter((one) => one.nextAt !== null);
          if (waiting.some((one) => one.id === id) || waiting.length >= MOST_WAITING) return;
          const fresh = { email, addressIndex: index, page, askedAt: now, nextAt: now, tries: 0, sentAt: null };
          const storeId = view.store && !view.store.main ? view.store.id : null;
          if (!(await tx.update(stockNotices, { id }, { ...fresh, storeId })))
            await tx.insertOnce(stockNotices, { id, variantId, storeId, ...fresh });
        });
      });
      return reply.status(202).header('cache-control', 'no-store').send({ asked: true });
    },
  );
}
