import { declaredErrors, DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import * as z from 'zod';
import { newestVersion } from '../../platform/access/store-records.ts';
import type { ShopCaller } from '../../platform/auth/caller.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { StorefrontContext } from './context.ts';
import { newOrder, placedOrder } from './shop-schemas.ts';

/**
 * Stock is held, the order placed and the test provider's tender written in one transaction of the core, so there is
 * no moment at which money is taken for units that are not there; a refusal leaves nothing behind.
 */
export function orderRoute(context: StorefrontContext): Route {
  return route(
    {
      method: 'POST',
      path: '/shop/v1/orders',
      summary: 'Buy: the stock is held first, and nobody pays for what is not there',
      description:
        '409 `orders.not-enough-stock` names what is short, 409 `orders.coupon-refused` the code that does not count. The same Idempotency-Key again answers with the first outcome.',
      tag: 'Shop',
      access: { as: 'shop' },
      perMinute: 600,
      headers: { 'idempotency-key': { schema: z.uuid(), description: 'A new uuid for each purchase' } },
      body: newOrder,
      answers: { 201: { description: 'Placed and paid', schema: placedOrder } },
    },
    async ({ body, caller, request, reply }) => {
      const { tenantId } = caller as ShopCaller;
      const id = z.uuid().safeParse(request.headers['idempotency-key']);
      if (!id.success) {
        throw new HttpProblem(
          400,
          'request.idempotency-key',
          'A purchase needs the header Idempotency-Key with a new uuid, so that sending it twice buys once. Nothing was bought.',
        );
      }
      const mutationId = id.data.toLowerCase();
      const orderId = idFor(mutationId, 'order');
      const { lines, coupons = [], customerName, expectedTotal, payment } = body;
      const view = await context.views.of(caller as ShopCaller, request, body.currency);
      const args = {
        orderId,
        customerId: null,
        customerName,
        lines: lines.map((line, at) => ({ key: String(at), ...line })),
        shipping: 0,
        payment,
        ...(coupons.length > 0 && { coupons }),
        // Of the main store an order says as little as before there were others: a repeat means the same.
        ...(view.store && !view.store.main ? { storeId: view.store.id } : {}),
        ...(body.currency === undefined ? {} : { currency: view.currency }),
        ...(expectedTotal === undefined ? {} : { expectedTotal }),
      };
      const name = 'orders.placeOnline';
      const command = { id: mutationId, name, version: newestVersion(name), args, occurredAt: context.now() };
      const answer = await withTenant(context.pool, tenantId, async (db) => {
        const outcome = await runCommand(db, tenantId, systemActor, command);
        const [order] = await db.rows<{ number: string; total: number; currency: string; payment_status: string }>(
          'SELECT number, total, currency, payment_status FROM orders WHERE tenant_id = $1 AND id = $2',
          [tenantId, orderId],
        );
        return { outcome, order };
      });
      context.onCommitted();
      const { outcome, order } = answer;
      if (outcome.status === 'refused' || !order) throw refused(outcome.code, outcome.message, outcome.details);
      const { number, total, currency, payment_status: paymentStatus } = order;
      return reply.status(201).send({ orderId, number, total, currency, paymentStatus, repeated: outcome.repeated });
    },
  );
}

function refused(
  code: string | null,
  message: string | null,
  details: Readonly<Record<string, unknown>> | null,
): Error {
  const kind = declaredErrors().find((error) => error.code === code)?.kind ?? 'refused';
  return new DomainError(code ?? 'orders.refused', kind, message ?? 'The order was not placed.', details ?? {});
}
