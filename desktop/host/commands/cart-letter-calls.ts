import * as z from 'zod';
import { askCloud } from '../cloud/ask-cloud.ts';
import { type Calls, call } from '../define-call.ts';
import { HostProblem } from '../problem.ts';
import { groundOf } from './run-command.ts';

const figures = z.object({
  stores: z.array(
    z.object({
      storeId: z.string().nullable(),
      sent: z.number(),
      cameBack: z.number(),
      bought: z.array(z.object({ currency: z.string(), orders: z.number(), total: z.number() })),
    }),
  ),
  ended: z.number(),
});

/** Letters are sent by the cloud, and counted there. */
export const cartLetterCalls = {
  'cartLetters.figures': call(z.strictObject({ days: z.number().int().min(1).max(400) }), (host, window, { days }) => {
    const { person } = groundOf(host, window);
    if (!person.permissions.includes('reports.view'))
      throw new HostProblem(
        'desk.forbidden',
        'forbidden',
        'These figures need the right “reports.view”. Ask an owner.',
      );
    return askCloud(host, '/sync/v1/cart-letters', { days, readerId: person.id }, figures);
  }),
} satisfies Partial<Calls>;
