import * as z from 'zod';
import { type Calls, call } from '../define-call.ts';
import { HostProblem } from '../problem.ts';
import { asking, none } from '../session/asking.ts';
import { askAsPerson, type Asked, hasSignIn } from '../session/cloud-sign-ins.ts';

const visits = z.object({
  visits: z.array(
    z.object({
      id: z.string(),
      operatorId: z.string(),
      operatorName: z.string(),
      reason: z.string(),
      minutes: z.number(),
      mayWrite: z.boolean(),
      askedAt: z.number(),
      answeredAt: z.number().nullable(),
      answeredByName: z.string().nullable(),
      endsAt: z.number().nullable(),
      endedBy: z.string().nullable(),
      state: z.enum(['asked', 'open', 'over']),
    }),
  ),
});
const id = z.uuid();

/** Who of Tillhouse may look in here is decided by an owner, in the cloud, as the person that they are. */
export const visitCalls = {
  'visits.list': call(z.strictObject({}), async (host, window) => {
    if (!hasSignIn(host, window)) return null;
    try {
      const asked = await askAsPerson(host, window, { method: 'GET', path: '/auth/visits', answer: visits });
      return { owner: true, ...asked };
    } catch (error) {
      if (error instanceof HostProblem && error.code === 'organisation.owner-needed')
        return { owner: false, visits: [] };
      throw error;
    }
  }),
  'visits.agree': asking(
    z.strictObject({ id, mayWrite: z.boolean() }),
    ({ id: visit, mayWrite }): Asked<null> => ({
      method: 'POST',
      path: `/auth/visits/${visit}/consent`,
      body: { mayWrite },
      answer: none,
    }),
  ),
  'visits.end': asking(
    z.strictObject({ id }),
    ({ id: visit }): Asked<null> => ({
      method: 'DELETE',
      path: `/auth/visits/${visit}`,
      answer: none,
    }),
  ),
} satisfies Partial<Calls>;
