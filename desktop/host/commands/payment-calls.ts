import * as z from 'zod';
import type { PayState } from '../../bridge/payment-views.ts';
import { type Calls, call } from '../define-call.ts';
import { asking, none } from '../session/asking.ts';
import { askAsPerson, type Asked, hasSignIn } from '../session/cloud-sign-ins.ts';

const texts = z.record(z.string().max(40), z.string().max(2_000));
const minor = z.number().int().min(0).nullable();
const rules = z.strictObject({
  position: z.number().int().optional(),
  amounts: z.array(z.strictObject({ currency: z.string(), least: minor, most: minor })).optional(),
  countries: z.array(z.string()).optional(),
  instructions: z.string().max(1_500).optional(),
  taken: z.enum(['placed', 'sent']).optional(),
  express: z.boolean().optional(),
  runsOut: z.enum(['task', 'take']).optional(),
});
const provider = z.enum(['stripe', 'mollie', 'paypal', 'square', 'transfer', 'cash', 'test']);
const one = z.strictObject({ id: z.uuid() });
const status = z.enum(['active', 'paused']);

/** No part of an answer holds a secret: the cloud shows the last four characters and nothing else of them. */
const accounts = z.object({
  accounts: z.array(
    z.object({
      ...{ id: z.string(), provider, name: z.string(), status, settings: texts, rules, test: z.boolean() },
      secretsSet: z.array(z.string()),
      secretEnds: z.record(z.string(), z.string().max(4)),
      told: z.object({ at: z.number(), kind: z.string(), open: z.number() }).nullable(),
      webhookUrl: z.string().nullable(),
    }),
  ),
});
const path = '/v1/payment-accounts';

/** Payment providers are connected in the cloud, by a person who shows again that it is them; a desk keeps nothing of it. */
export const paymentCalls = {
  'payments.state': call(z.strictObject({}), async (host, window): Promise<PayState> => {
    if (!hasSignIn(host, window)) return null;
    return askAsPerson(host, window, { method: 'GET', path, answer: accounts });
  }),
  'payments.connect': asking(
    z.strictObject({ provider, name: z.string(), settings: texts, secrets: texts, rules }),
    (body) => ({
      ...{ method: 'POST', path, body },
      answer: z.object({ id: z.string(), webhookUrl: z.string().nullable() }),
    }),
  ),
  'payments.change': asking(
    z.strictObject({
      ...{ id: z.uuid(), name: z.string().optional(), status: status.optional(), settings: texts.optional() },
      ...{ secrets: texts.optional(), rules: rules.optional() },
    }),
    ({ id, ...body }): Asked<null> => ({ method: 'PATCH', path: `${path}/${id}`, body, answer: none }),
  ),
  'payments.disconnect': asking(
    one,
    ({ id }): Asked<null> => ({ method: 'DELETE', path: `${path}/${id}`, answer: none }),
  ),
  'payments.check': asking(one, ({ id }) => ({
    ...{ method: 'POST', path: `${path}/${id}/check` },
    answer: z.object({ works: z.boolean(), message: z.string() }),
  })),
  'payments.readPayouts': asking(one, ({ id }) => ({
    ...{ method: 'POST', path: `${path}/${id}/payouts` },
    answer: z.object({ news: z.number().int().nullable() }),
  })),
} satisfies Partial<Calls>;
