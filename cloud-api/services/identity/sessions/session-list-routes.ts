import * as z from 'zod';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { actorOf, inSession } from '../factors/person-of.ts';
import { instant } from '../factors/factor-schemas.ts';
import { recordIdentity } from '../record-identity.ts';
import { endSessions, sessionsOf } from './sessions.ts';

const access = { as: 'person', unproven: true } as const;
const tag = 'Sign-ins';
const shown = z.object({
  id: z.uuid(),
  label: z.string().describe('Program and system, or the name of a device; never a place'),
  current: z.boolean(),
  signedInAt: instant,
  lastSeenAt: instant.describe('To the minute'),
  amr: z.array(z.string()),
});

export function sessionListRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'GET',
        path: '/auth/sessions',
        summary: 'Where I am signed in',
        tag,
        access,
        answers: { 200: { description: 'Last seen first', schema: z.object({ sessions: z.array(shown) }) } },
      },
      async ({ caller }) => {
        const { accountId, tenantId, sessionId } = inSession(caller);
        const sessions = await withTransaction(context.pool, (db) => sessionsOf(db, accountId, tenantId));
        return {
          sessions: sessions.map(({ id, label, signedInAt, lastSeenAt, amr }) => ({
            id,
            label,
            current: id === sessionId,
            signedInAt,
            lastSeenAt,
            amr,
          })),
        };
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/auth/sessions/:id',
        summary: 'End one of my sign-ins',
        description: 'Its tokens stop within ten seconds everywhere.',
        tag,
        access,
        params: z.object({ id: z.uuid() }),
        answers: { 204: { description: 'Ended' } },
      },
      async ({ caller, params, reply }) => {
        const person = inSession(caller);
        const { accountId, tenantId } = person;
        await withTransaction(context.pool, async (db) => {
          const which = { one: params.id, tenantId };
          if ((await endSessions(db, accountId, which, 'revoked', context.now())) === 0) throw notFound('sign-in');
          const change = { table: 'sessions', key: { id: params.id }, label: '', did: 'removed' } as const;
          const act = { tenantId, actor: actorOf(person), action: 'identity.endSession', change, at: context.now() };
          await recordIdentity(db, act);
        });
        context.onChanged();
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/sessions/end-others',
        summary: 'End all my sign-ins but this one',
        description: 'Those in other stores too. Their tokens stop within ten seconds everywhere.',
        tag,
        access,
        answers: { 200: { description: 'Ended', schema: z.object({ ended: z.number().int() }) } },
      },
      async ({ caller }) => {
        const person = inSession(caller);
        const { accountId, tenantId, sessionId } = person;
        const ended = await withTransaction(context.pool, async (db) => {
          const count = await endSessions(db, accountId, { others: sessionId }, 'revoked', context.now());
          const change = { table: 'sessions', key: {}, label: String(count), did: 'removed' } as const;
          const act = {
            tenantId,
            actor: actorOf(person),
            action: 'identity.endOtherSessions',
            change,
            at: context.now(),
          };
          if (count > 0) await recordIdentity(db, act);
          return count;
        });
        context.onChanged();
        return { ended };
      },
    ),
  ];
}
