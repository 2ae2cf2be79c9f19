import { orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { orderUnknown } from '@tillhouse/shared/domains/orders/errors.ts';
import { nothingToPay } from '@tillhouse/shared/domains/orders/due-errors.ts';
import { createTx } from '@tillhouse/shared/data/tx.ts';
import * as z from 'zod';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { wayToPay } from '../../platform/payments/pay-link.ts';
import type { CommerceContext } from './context.ts';
import { asPerson } from './read-as-person.ts';

const link = z.object({
  url: z
    .url()
    .describe('Whoever has it may see what is due of this order and pay it; it works for as long as something is due'),
  due: z.number().int().describe('Minor units of `currency`'),
  currency: z.string(),
});
const answers = { 200: { description: 'The link', schema: link } };

/** A link to pay what is due of an order, to be sent by whatever way the shop talks with its customer. */
export function payLinkRoutes(context: CommerceContext): Route[] {
  const desk = asPerson(context, 'orders.edit');
  const read = async (db: Connection, tenantId: string, orderId: string): Promise<z.infer<typeof link>> => {
    const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
    const order = await tx.get(orders, { id: orderId });
    end();
    if (!order) throw orderUnknown({ orderId });
    const { number, kind, status, due, currency, historical } = order;
    const at = { origin: context.publicOrigin(), tenantId };
    const url = await wayToPay(db, at, { orderId, from: '' });
    if (!url || historical || kind !== 'sale' || status === 'cancelled' || due <= 0)
      throw nothingToPay({ orderId, number });
    return { url, due, currency };
  };
  const text = {
    summary: 'A link to pay what is due of an order',
    description:
      'The same each time. `orders.askToPay` sends it as a letter. 422 `orders.nothing-to-pay` where nothing is due.',
  };
  return [
    route(
      {
        ...{ method: 'GET', path: '/v1/orders/:id/pay-link', tag: 'Orders', ...text, answers },
        access: { as: 'staff', permission: 'orders.edit' },
        params: z.object({ id: z.uuid() }),
      },
      async ({ params: { id }, caller }) => {
        const { tenantId } = caller as StaffCaller;
        return withTenant(context.pool, tenantId, (db) => read(db, tenantId, id));
      },
    ),
    route(
      {
        ...{ method: 'GET', path: '/sync/v1/pay-link', tag: 'Sync', ...text, answers, access: { as: 'device' } },
        query: z.strictObject({ orderId: z.uuid(), ...desk.reader }),
      },
      async ({ query: { orderId, readerId }, caller }) =>
        desk.read(caller, readerId, (db, tenantId) => read(db, tenantId, orderId)),
    ),
  ];
}
