import { carrierAddress, carrierNames } from '@tillhouse/shared/domains/shipping/carriers.ts';
import * as z from 'zod';
import type { CarrierState } from '../../bridge/carrier-views.ts';
import { type Calls, call } from '../define-call.ts';
import { asking, none } from '../session/asking.ts';
import { askAsPerson, type Asked, hasSignIn } from '../session/cloud-sign-ins.ts';

const texts = z.record(z.string().max(40), z.string().max(500));
const carrier = z.enum(carrierNames);
const mode = z.enum(['live', 'sandbox']);
const status = z.enum(['active', 'paused']);
const one = z.strictObject({ id: z.uuid() });
const shipFrom = z.custom<z.infer<typeof carrierAddress>>((value) => carrierAddress.safeParse(value).success);
const services = z.array(z.string().max(43)).max(50);
const choices = { name: z.string().max(60), mode, accountNumber: z.string().max(20), shipFrom, services };

/** No part of an answer holds a secret: the cloud shows the last four characters and nothing else of them. */
const accounts = z.object({
  accounts: z.array(
    z.object({
      ...{ id: z.string(), storeId: z.string().nullable(), carrier, status, ...choices },
      checked: z.object({ at: z.number(), works: z.boolean(), message: z.string() }).nullable(),
      ...{ secretEnds: z.record(z.string(), z.string().max(4)), newsUrl: z.string().nullable() },
    }),
  ),
});
const path = '/v1/carrier-accounts';

/** Carriers are connected in the cloud, by a person who shows again that it is them; a desk keeps nothing of it. */
export const carrierCalls = {
  'carriers.state': call(z.strictObject({}), async (host, window): Promise<CarrierState> => {
    if (!hasSignIn(host, window)) return null;
    return askAsPerson(host, window, { method: 'GET', path, answer: accounts });
  }),
  'carriers.connect': asking(
    z.strictObject({ ...choices, storeId: z.uuid().nullable(), carrier, secrets: texts }),
    (body) => ({ ...{ method: 'POST', path, body }, answer: z.object({ id: z.string() }) }),
  ),
  'carriers.change': asking(
    z.strictObject({
      ...{ id: z.uuid(), status: status.optional(), secrets: texts.optional(), name: choices.name.optional() },
      ...{ mode: mode.optional(), accountNumber: choices.accountNumber.optional() },
      ...{ shipFrom: shipFrom.optional(), services: services.optional() },
    }),
    ({ id, ...body }): Asked<null> => ({ method: 'PATCH', path: `${path}/${id}`, body, answer: none }),
  ),
  'carriers.disconnect': asking(
    one,
    ({ id }): Asked<null> => ({ method: 'DELETE', path: `${path}/${id}`, answer: none }),
  ),
  'carriers.check': asking(one, ({ id }) => ({
    ...{ method: 'POST', path: `${path}/${id}/check` },
    answer: z.object({ works: z.boolean(), message: z.string() }),
  })),
} satisfies Partial<Calls>;
