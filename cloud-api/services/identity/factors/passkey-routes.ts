import * as z from 'zod';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { proveSession } from '../sessions/sessions.ts';
import { emailOf } from './account-email.ts';
import { asRegistration, browserOptions, registrationResponse } from './factor-schemas.ts';
import { passkeyAmr } from './factors.ts';
import { keepsOne } from './keeps-one.ts';
import { registerPasskey, registrationOptions } from './passkeys.ts';
import { inSession } from './person-of.ts';
import { removePasskey, renamePasskey } from './stored-passkeys.ts';
import { tellChange } from './tell-change.ts';

const name = z.string().trim().min(1).max(60);
const params = z.object({ id: z.uuid() });
const access = { as: 'person', unproven: true } as const;
const tag = 'Factors';

export function passkeyRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/auth/factors/passkeys/options',
        summary: 'What a browser needs to make a passkey',
        tag,
        access,
        answers: {
          200: { description: 'For `navigator.credentials.create`, good for five minutes', schema: browserOptions },
        },
      },
      async ({ caller }) => {
        const { accountId, sessionId, name } = inSession(caller);
        const email = await emailOf(context, accountId);
        return registrationOptions(context, { id: accountId, email, name }, sessionId);
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/factors/passkeys',
        summary: 'Add a passkey that the browser has made',
        description: 'It has to be discoverable, and to have asked who holds it (PIN, finger or face).',
        tag,
        access,
        body: z.strictObject({ name, response: registrationResponse }),
        answers: { 201: { description: 'Added', schema: z.object({ id: z.uuid(), name: z.string() }) } },
      },
      async ({ caller, body, reply }) => {
        const person = inSession(caller);
        const passkey = await registerPasskey(
          context,
          person.accountId,
          person.sessionId,
          body.name,
          asRegistration(body.response),
        );
        await withTransaction(context.pool, async (db) => {
          await proveSession(db, person.sessionId, passkeyAmr(passkey), context.now());
          const words = `A passkey was added: ${passkey.name}.`;
          const change = {
            action: 'identity.addPasskey',
            table: 'passkeys',
            label: passkey.name,
            did: 'added',
            words,
          } as const;
          await tellChange(context, db, person, change, context.now());
        });
        context.onChanged();
        context.onNotice();
        return reply.status(201).send({ id: passkey.id, name: passkey.name });
      },
    ),
    route(
      {
        method: 'PATCH',
        path: '/auth/factors/passkeys/:id',
        summary: 'Call a passkey something else',
        tag,
        access,
        params,
        body: z.strictObject({ name }),
        answers: { 204: { description: 'Renamed' } },
      },
      async ({ caller, params, body, reply }) => {
        const { accountId } = inSession(caller);
        if (!(await withTransaction(context.pool, (db) => renamePasskey(db, accountId, params.id, body.name)))) {
          throw notFound('passkey');
        }
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/auth/factors/passkeys/:id',
        summary: 'Remove a passkey',
        tag,
        access,
        params,
        answers: { 204: { description: 'Removed: it signs nobody in any more' } },
      },
      async ({ caller, params, reply }) => {
        const person = inSession(caller);
        await withTransaction(context.pool, async (db) => {
          const removed = await removePasskey(db, person.accountId, params.id);
          if (removed === undefined) throw notFound('passkey');
          await keepsOne(db, person);
          const words = `A passkey was removed: ${removed}.`;
          const change = {
            action: 'identity.removePasskey',
            table: 'passkeys',
            label: removed,
            did: 'removed',
            words,
          } as const;
          await tellChange(context, db, person, change, context.now());
        });
        context.onChanged();
        context.onNotice();
        return reply.status(204).send();
      },
    ),
  ];
}
