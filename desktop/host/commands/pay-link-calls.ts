import * as z from 'zod';
import { askCloud } from '../cloud/ask-cloud.ts';
import { type Calls, call } from '../define-call.ts';
import { HostProblem } from '../problem.ts';
import { groundOf } from './run-command.ts';

const link = z.object({ url: z.url(), due: z.number(), currency: z.string() });

/** A link to pay is made by the cloud, whose key nobody else has. */
export const payLinkCalls = {
  'orders.payLink': call(z.strictObject({ orderId: z.uuid() }), (host, window, { orderId }) => {
    const { person } = groundOf(host, window);
    if (!person.permissions.includes('orders.edit'))
      throw new HostProblem('desk.forbidden', 'forbidden', 'This needs the right “orders.edit”. Ask an owner.');
    return askCloud(host, '/sync/v1/pay-link', { orderId, readerId: person.id }, link);
  }),
} satisfies Partial<Calls>;
