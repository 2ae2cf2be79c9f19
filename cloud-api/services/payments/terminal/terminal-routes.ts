import * as z from 'zod';
import type { DeviceCaller } from '../../../platform/auth/caller.ts';
import { forbidden } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { Payments } from '../../../platform/payments/payments.ts';
import type { PaymentsContext } from '../context.ts';
import { terminalService } from './terminal-service.ts';

const minor = z
  .number()
  .int()
  .min(1)
  .max(10 ** 13)
  .describe('Minor units of `currency`');
const card = z.object({
  reader: z.string(),
  brand: z.string(),
  last4: z.string(),
  entry: z.enum(['contactless', 'chip', 'swipe', 'unknown']),
  approvalCode: z.string(),
  application: z.string().describe('As the chip names itself'),
  aid: z.string().describe('The id of that, which receipts show'),
  verified: z.string().describe('How its holder was recognised'),
});
const reason = z.string().describe('In words for a cashier');
const keyState = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('approved'),
    amount: z.number().int().describe('Minor units, with the tip'),
    tip: z.number().int(),
    reference: z.string().describe('The provider’s own id of it'),
    provider: z.string(),
    card: card.nullable(),
  }),
  z.object({ state: z.literal('running'), progress: z.enum(['present-card', 'authorising']) }),
  z.object({ state: z.literal('declined'), reason }),
  z.object({ state: z.literal('cancelled'), reason }),
  z.object({ state: z.literal('never'), reason }).describe('Nothing was charged, and nothing will be under this key'),
  z.object({ state: z.literal('reversed') }).describe('It was taken and given back'),
]);
const asked = {
  key: z.uuid().describe('Of the till, which holds it before it asks: under it at most one charge or refund is made'),
  personId: z.uuid().describe('Who is signed in at the till'),
  orderId: z.uuid(),
  amount: minor,
  currency: z.string().length(3),
};
const params = z.object({ key: z.uuid() });
const tag = 'Card readers';
const access = { as: 'device' } as const;
const answers = { 200: { description: 'How it stands', schema: keyState } };
const path = '/sync/v1/terminal/payments';

/** Throws where this person may not, now and in the cloud. */
export async function mayAtTill(
  { person }: Pick<PaymentsContext, 'person'>,
  tenantId: string,
  staffId: string,
  permission: string,
): Promise<string> {
  const found = await person(tenantId, staffId);
  if (!found?.permissions.includes(permission)) throw forbidden(permission);
  return found.name;
}

/** Cards at readers that a provider drives, for the tills of the shop. */
export function terminalRoutes(context: PaymentsContext, payments: Payments): Route[] {
  const terminal = terminalService(context, payments);
  return [
    route(
      {
        ...{ method: 'POST', path, tag, access, answers },
        summary: 'Ask for an amount at a card reader',
        description:
          'The key is kept before the provider hears of it; asked again, it is the same payment. Then ask how it stands until it is over. Needs `till.sell`.',
        body: z.strictObject({
          ...asked,
          reader: z.string().min(1).max(100).describe('The provider’s own id of it'),
          asksTip: z.boolean().default(false).describe('The reader asks the customer for a tip first'),
          description: z.string().max(200).default('').describe('What the provider shows beside it'),
        }),
      },
      async ({ body: { personId: staffId, ...body }, caller }) => {
        const { tenantId, deviceId } = caller as DeviceCaller;
        await mayAtTill(context, tenantId, staffId, 'till.sell');
        return terminal.charge({ tenantId, deviceId, staffId, ...body });
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/sync/v1/terminal/refunds', tag, access, answers },
        summary: 'Pay back to the card of a payment that was taken at a reader',
        description: 'No card has to be presented, and never more goes back than was taken. Needs `till.return`.',
        body: z.strictObject({ ...asked, charge: z.uuid().describe('The key of what was taken') }),
      },
      async ({ body: { personId: staffId, ...body }, caller }) => {
        const { tenantId, deviceId } = caller as DeviceCaller;
        await mayAtTill(context, tenantId, staffId, 'till.return');
        return terminal.refund({ tenantId, deviceId, staffId, ...body });
      },
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/:key/ask`, tag, access, answers, params },
        summary: 'Ask what became of a key',
        description: 'Charges nothing. A key that never came is refused from then on, so that the till may go on.',
      },
      ({ params: { key }, caller }) => terminal.ask({ ...(caller as DeviceCaller), key }),
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/:key/cancel`, tag, access, answers, params },
        summary: 'Take an amount off its reader',
        description: 'Only where no card was presented yet; what was paid stays paid.',
      },
      ({ params: { key }, caller }) => terminal.cancel({ ...(caller as DeviceCaller), key }),
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/:key/reverse`, tag, access, params },
        summary: 'Give a charge back that the till does not want any more',
        description: 'Whatever became of it, nothing of it stays with the shop. Once, however often it is asked.',
        answers: {
          200: {
            description: 'Whether nothing of it is charged by now',
            schema: z.object({ done: z.boolean(), reason }),
          },
        },
      },
      ({ params: { key }, caller }) => terminal.reverse({ ...(caller as DeviceCaller), key }),
    ),
  ];
}
