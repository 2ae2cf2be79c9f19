import * as z from 'zod';
import { askCloud } from '../cloud/ask-cloud.ts';
import { type Calls, call } from '../define-call.ts';
import { HostProblem } from '../problem.ts';
import { groundOf } from './run-command.ts';

const waitedFor = z.object({
  rows: z.array(
    z.object({
      ...{ variantId: z.string(), productId: z.string(), title: z.string(), variantTitle: z.string(), sku: z.string() },
      ...{ image: z.string().nullable(), waiting: z.number(), since: z.number(), last: z.number() },
    }),
  ),
});
const whoWaits = z.object({
  rows: z.array(z.object({ email: z.string(), askedAt: z.number(), storeId: z.string().nullable() })),
});

/** Who waits for goods is kept in the cloud alone, and looked up there. */
export const waitingCalls = {
  'stock.waitedFor': call(z.strictObject({}), (host, window) => {
    const { person } = groundOf(host, window);
    if (!person.permissions.includes('stock.view'))
      throw new HostProblem('desk.forbidden', 'forbidden', 'This needs the right “See stock”. Ask an owner.');
    return askCloud(host, '/sync/v1/stock-notices', { readerId: person.id }, waitedFor);
  }),
  'stock.whoWaits': call(z.strictObject({ variantId: z.uuid() }), (host, window, { variantId }) => {
    const { person } = groundOf(host, window);
    if (!person.permissions.includes('customers.view'))
      throw new HostProblem('desk.forbidden', 'forbidden', 'This needs the right “See customers”. Ask an owner.');
    return askCloud(host, '/sync/v1/stock-notices/who', { variantId, readerId: person.id }, whoWaits);
  }),
} satisfies Partial<Calls>;
