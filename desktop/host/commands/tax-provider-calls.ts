import * as z from 'zod';
import type { TaxProviderState, Thresholds } from '../../bridge/tax-provider-views.ts';
import { type Calls, call } from '../define-call.ts';
import { asking, none } from '../session/asking.ts';
import { askAsPerson, type Asked, hasSignIn } from '../session/cloud-sign-ins.ts';

const texts = z.record(z.string().max(40), z.string().max(500));
const provider = z.enum(['stripe', 'avalara']);
const status = z.enum(['active', 'paused']);
const one = z.strictObject({ id: z.uuid() });
const choices = { places: z.array(z.string().max(6)), codes: texts, shippingCode: z.string().max(25), settings: texts };

/** No part of an answer holds a secret: the cloud shows the last four characters and nothing else of them. */
const accounts = z.object({
  accounts: z.array(
    z.object({
      ...{ id: z.string(), storeId: z.string().nullable(), provider, status, ...choices },
      secretEnds: z.record(z.string(), z.string().max(4)),
    }),
  ),
});
const row = z.object({
  ...{ id: z.string(), orderId: z.string(), number: z.string(), provider, kind: z.enum(['sale', 'reversal']) },
  state: z.enum(['waiting', 'sent', 'recorded', 'failed']),
  taxedBy: z.enum(['provider', 'own-rates', 'exempt']),
  ...{ place: z.string(), currency: z.string(), net: z.number(), tax: z.number(), theirTax: z.number().nullable() },
  ...{ theirs: z.string(), problem: z.string(), tries: z.number(), createdAt: z.number() },
});
const counts = z.object({ waiting: z.number(), failed: z.number(), recorded: z.number(), differing: z.number() });
const records = z.object({ records: z.array(row), counts });
const thresholds = z.object({
  home: z.string().nullable(),
  thresholds: z.array(
    z.object({
      ...{
        place: z.string(),
        amount: z.number(),
        currency: z.string(),
        orders: z.number().nullable(),
        both: z.boolean(),
      },
      ...{ period: z.enum(['year', 'twelve-months']), source: z.string(), sold: z.number().nullable() },
      ...{
        soldOrders: z.number(),
        reached: z.number(),
        state: z.enum(['over', 'near', 'under']),
        registered: z.boolean(),
      },
    }),
  ),
});
const filter = z.enum(['waiting', 'failed', 'recorded', 'differing']);
const path = '/v1/tax-accounts';
const kept = '/v1/tax-records';

/** Providers of taxes are connected in the cloud, by a person who shows again that it is them; a desk keeps nothing of it. */
export const taxProviderCalls = {
  'taxProviders.state': call(z.strictObject({}), async (host, window): Promise<TaxProviderState> => {
    if (!hasSignIn(host, window)) return null;
    const found = await askAsPerson(host, window, { method: 'GET', path, answer: accounts });
    const recorded = await askAsPerson(host, window, { method: 'GET', path: kept, answer: records });
    return { accounts: found.accounts, counts: recorded.counts };
  }),
  'taxProviders.thresholds': call(z.strictObject({}), async (host, window): Promise<Thresholds> => {
    if (!hasSignIn(host, window)) return null;
    return askAsPerson(host, window, { method: 'GET', path: '/v1/reports/tax-thresholds', answer: thresholds });
  }),
  'taxProviders.connect': asking(
    z.strictObject({ ...choices, storeId: z.uuid().nullable(), provider, secrets: texts }),
    (body) => ({ ...{ method: 'POST', path, body }, answer: z.object({ id: z.string() }) }),
  ),
  'taxProviders.change': asking(
    z.strictObject({
      ...{ id: z.uuid(), status: status.optional(), secrets: texts.optional() },
      ...{ places: choices.places.optional(), codes: texts.optional() },
      ...{ shippingCode: choices.shippingCode.optional(), settings: texts.optional() },
    }),
    ({ id, ...body }): Asked<null> => ({ method: 'PATCH', path: `${path}/${id}`, body, answer: none }),
  ),
  'taxProviders.disconnect': asking(
    one,
    ({ id }): Asked<null> => ({ method: 'DELETE', path: `${path}/${id}`, answer: none }),
  ),
  'taxProviders.check': asking(one, ({ id }) => ({
    ...{ method: 'POST', path: `${path}/${id}/check` },
    answer: z.object({ works: z.boolean(), message: z.string() }),
  })),
  'taxProviders.records': asking(z.strictObject({ state: filter.optional() }), ({ state }) => ({
    ...{ method: 'GET', path: state === undefined ? kept : `${kept}?state=${state}`, answer: records },
  })),
  'taxProviders.retry': asking(
    one,
    ({ id }): Asked<null> => ({ method: 'POST', path: `${kept}/${id}/retry`, answer: none }),
  ),
  'taxProviders.compare': asking(z.strictObject({}), () => ({
    ...{ method: 'POST', path: `${kept}/compare` },
    answer: z.object({ compared: z.number(), unread: z.number(), differing: z.array(row) }),
  })),
} satisfies Partial<Calls>;
