import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { storeAt } from '@tillhouse/shared/domains/access/stores.ts';
import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { orderDeliveries } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { createTx } from '@tillhouse/shared/data/tx.ts';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { StaffCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { applyAsSystem } from '../apply-as-system.ts';
import type { CommerceContext } from '../context.ts';

/** Has the register of the EU asked about the VAT number of an order, and keeps what it said as evidence. */
export function vatCheckRoute(context: CommerceContext): Route {
  return route(
    {
      ...{ method: 'POST', path: '/v1/orders/:id/vat-check', tag: 'Orders' },
      summary: 'Ask the register of the EU (VIES) about the VAT number of an order',
      description:
        'What it says stands on the order from then on (`order_deliveries.vat_evidence`) and on its timeline, also that it did not answer. 404 `orders.no-vat-number` where the order has no such number. Nothing of its money changes: that is `orders.edit` with `relief`.',
      access: { as: 'staff', permission: 'orders.edit' },
      params: z.object({ id: z.uuid() }),
      answers: {
        200: {
          description: 'What it said',
          schema: z.object({
            number: z.string(),
            answer: z.enum(['valid', 'invalid', 'none']).describe('`none`: it did not answer in its time'),
            request: z.string().describe('Under which the register keeps that it was asked; may be empty'),
            name: z.string().describe('As it stands there; empty where that country tells nobody'),
            address: z.string(),
            at: z.number().int().describe('Epoch milliseconds'),
          }),
        },
      },
    },
    async ({ caller, params: { id: orderId } }) => {
      const { tenantId } = caller as StaffCaller;
      const found = await numbersOf(context, tenantId, orderId);
      if (!found) throw new HttpProblem(404, 'orders.no-vat-number', 'This order has no VAT number to ask about.');
      const said = await context.vatRegister.ask(found.number, found.own);
      const answer = { number: found.number, at: context.now(), ...said };
      const command = {
        id: randomUUID(),
        name: 'orders.noteVatAnswer',
        args: { orderId, answer },
        occurredAt: answer.at,
      };
      await applyAsSystem(context, tenantId, command);
      return answer;
    },
  );
}

function numbersOf({ pool }: CommerceContext, tenantId: string, orderId: string) {
  return withTenant(pool, tenantId, async (db) => {
    const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
    try {
      const order = await tx.get(orders, { id: orderId });
      const kept = order && (await tx.get(orderDeliveries, { orderId }));
      if (!order || !kept?.vatEvidence) return null;
      const [checkout] = await tx.list(checkouts, { orderId });
      const named = checkout?.storeId ? await tx.get(storeSettings, { id: checkout.storeId }) : undefined;
      const store = named ?? (await storeAt(tx, checkout ? null : order.locationId));
      return { number: kept.vatEvidence.number, own: store?.vatNumber ?? '' };
    } finally {
      end();
    }
  });
}
