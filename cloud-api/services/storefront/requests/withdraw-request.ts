import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { requestDecided } from '@tillhouse/shared/domains/orders/errors.ts';
import { purchaseRequests } from '@tillhouse/shared/domains/orders/request-schema.ts';
import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { namedOf, secretHeader } from '../checkout/checkout-routes.ts';
import { checkoutAnswer } from '../checkout/checkout-schemas.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { command, locked, writeDeclined } from '../checkout/saga-writes.ts';
import { show } from '../checkout/show-checkout.ts';
import { theirs } from '../checkout/theirs.ts';
import type { StorefrontContext } from '../context.ts';

const withdrawn = {
  code: 'checkout.withdrawn',
  message: 'It was withdrawn. Nothing was ordered and nothing was charged.',
};

/**
 * Who ordered takes it back while it waits for a yes, or before they paid what was approved: nobody is asked any more, its goods are
 * free, and the checkout is open as it was. Said twice it is said once; what was placed or is being paid stays.
 * @throws DomainError `orders.request-decided` where it neither waits nor is to be paid
 */
export async function withdraw(context: StorefrontContext, tenantId: string, attemptId: string): Promise<void> {
  let refused = false;
  await locked(context, tenantId, attemptId, async (held) => {
    const { tx, attempt } = held;
    if (attempt.state === 'declined') return;
    refused = attempt.state !== 'awaits' && attempt.state !== 'approved';
    if (refused) return;
    for (const { id: requestId } of await tx.list(purchaseRequests, { attemptId, status: 'waiting' }))
      await command(held, 'orders.withdrawRequest', { requestId }, `withdraw ${requestId}`);
    await writeDeclined(held, withdrawn);
    // It came to nothing by their own word: there is nothing to tell them of it.
    await tx.update(checkouts, { id: attempt.checkoutId }, { problem: null });
  });
  if (refused) throw requestDecided({ requestId: attemptId });
}

export function withdrawRoutes(context: StorefrontContext): Route[] {
  return [
    route(
      {
        ...{
          method: 'POST',
          path: '/shop/v1/checkouts/:id/withdraw',
          tag: 'Shop',
          access: { as: 'shop' },
          perMinute: 600,
        },
        summary: 'Take back an order of a firm that waits for a yes, or was approved and is not paid yet',
        description:
          'Nobody is asked any more, its goods are free, and the checkout is open as it was. 409 `orders.request-decided` where it is placed, or being paid.',
        params: z.object({ id: z.uuid() }),
        headers: secretHeader,
        answers: { 200: { description: 'As it stands now', schema: checkoutAnswer } },
      },
      async ({ params: { id }, caller, request, reply }) => {
        const named = namedOf(caller as ShopCaller, id, request);
        const { tenantId, secret } = named;
        const { attemptId, status } = await withTenant(context.pool, tenantId, (db) =>
          withTx(db, tenantId, async (tx) => theirs(await tx.get(checkouts, { id }), secret)),
        );
        if (attemptId && status !== 'open') await withdraw(context, tenantId, attemptId);
        return reply.header('cache-control', 'no-store').send(await show(context, named));
      },
    ),
  ];
}
