import * as z from 'zod';
import type { Person } from '../../../platform/auth/caller.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { membershipsOf } from '../accounts.ts';
import type { IdentityContext } from '../context.ts';
import { inSession } from '../factors/person-of.ts';
import { openSession, placeOf, sessionAnswer } from '../session-routes.ts';
import { proofOf } from '../sessions/sessions.ts';
import { inPerson } from './in-person.ts';
import { endWork } from './people.ts';

export function peopleRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/auth/leave',
        summary: 'Leave this organisation',
        description: 'The last owner cannot: hand the ownership on first, or have the organisation erased.',
        tag: 'People',
        access: { as: 'person', evenSuspended: true },
        answers: { 204: { description: 'You no longer work here' } },
      },
      async ({ caller, reply }) => {
        const person = inPerson(caller);
        await endWork(context, person.tenantId, person.staffId, { ...person, id: person.staffId });
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/auth/people/:id',
        summary: 'Remove somebody from this organisation',
        description: 'They can no longer sign in here, within seconds; at desks their PIN ends with the next copy.',
        tag: 'People',
        access: { as: 'person', permission: 'staff.manage' },
        params: z.object({ id: z.uuid() }),
        answers: { 204: { description: 'They no longer work here; what they did stays' } },
      },
      async ({ params, caller, reply }) => {
        const person = caller as Person;
        await endWork(context, person.tenantId, params.id, { ...person, id: person.staffId });
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'GET',
        path: '/auth/organisations',
        summary: 'The organisations this person works in',
        tag: 'People',
        access: { as: 'person', evenSuspended: true },
        answers: {
          200: {
            description: 'By name',
            schema: z.object({
              organisations: z.array(z.object({ id: z.uuid(), name: z.string(), current: z.boolean() })),
            }),
          },
        },
      },
      async ({ caller }) => {
        const { accountId, tenantId } = inPerson(caller);
        const all = await withTransaction(context.pool, (db) => membershipsOf(db, accountId));
        return {
          organisations: all.map((each) => ({
            id: each.tenantId,
            name: each.tenantName,
            current: each.tenantId === tenantId,
          })),
        };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/organisations/switch',
        summary: 'Go on in another organisation that this person works in',
        tag: 'People',
        access: { as: 'person', evenSuspended: true },
        body: z.strictObject({ tenantId: z.uuid() }),
        answers: { 200: { description: 'Signed in there', schema: sessionAnswer } },
      },
      async ({ body, caller, request, reply }) => {
        const { accountId, sessionId } = inSession(caller);
        const { all, proof } = await withTransaction(context.pool, async (db) => ({
          all: await membershipsOf(db, accountId),
          proof: await proofOf(db, sessionId),
        }));
        const there = all.find((each) => each.tenantId === body.tenantId);
        const person = there && (await context.store.staffMember(there.tenantId, there.staffId));
        if (!there || !person) {
          throw new HttpProblem(404, 'request.not-found', 'You work in no such organisation. Nothing was changed.');
        }
        reply.header('cache-control', 'no-store');
        // What was shown here counts there, from when it was shown.
        return openSession(context, { ...there, person }, await placeOf(context, request), proof ?? { amr: [], at: 0 });
      },
    ),
  ];
}
