import * as z from 'zod';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { proveSession } from '../sessions/sessions.ts';
import { countFailure, refuseWhileBlocked, subjectOf } from '../throttle.ts';
import { emailOf } from './account-email.ts';
import { wrongCode } from './factors.ts';
import { keepsOne } from './keeps-one.ts';
import { inSession } from './person-of.ts';
import { newRecoveryCodes, RECOVERY_CODES } from './recovery-codes.ts';
import { tellChange } from './tell-change.ts';
import { beginTotp, removeTotp, useTotp } from './totp.ts';

const access = { as: 'person', unproven: true } as const;
const tag = 'Factors';

export function totpRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/auth/factors/totp',
        summary: 'Begin to set up an authenticator app',
        description: 'RFC 6238: SHA-1, six digits, 30 seconds. It counts once a code of it was given.',
        tag,
        access,
        answers: {
          201: {
            description: 'What the app needs; shown this once',
            schema: z.object({ secret: z.string().describe('Base32'), uri: z.string().describe('`otpauth://totp/…`') }),
          },
        },
      },
      async ({ caller, reply }) => {
        const { accountId } = inSession(caller);
        const label = { issuer: context.relyingParty().name, account: await emailOf(context, accountId) };
        const sealer = await context.keyring.sealer(null);
        const begun = await withTransaction(context.pool, (db) =>
          beginTotp(db, sealer, accountId, label, context.now()),
        );
        if (!begun) {
          throw new HttpProblem(
            409,
            'auth.totp-set-up',
            'An authenticator app is set up already. It stays as it is. Remove it first to set up another one.',
          );
        }
        return reply.status(201).header('cache-control', 'no-store').send(begun);
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/factors/totp/confirm',
        summary: 'Give a code of the new authenticator app, so that it counts',
        tag,
        access,
        body: z.strictObject({ code: z.string().min(6).max(20) }),
        answers: { 204: { description: 'It counts from now on' } },
      },
      async ({ caller, body, reply }) => {
        const person = inSession(caller);
        const subject = subjectOf('factor', person.accountId);
        await refuseWhileBlocked(context.pool, subject, context.now());
        const sealer = await context.keyring.sealer(null);
        const done = await withTransaction(context.pool, async (db) => {
          const { accountId, sessionId } = person;
          if (!(await useTotp(db, sealer, accountId, body.code, context.now(), true))) return false;
          await proveSession(db, sessionId, ['otp', 'mfa'], context.now());
          const words = 'An authenticator app was set up.';
          const change = { action: 'identity.addTotp', table: 'totps', label: '', did: 'added', words } as const;
          await tellChange(context, db, person, change, context.now());
          return true;
        });
        if (!done) {
          await countFailure(context.pool, subject, context.now());
          throw wrongCode();
        }
        context.onChanged();
        context.onNotice();
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/auth/factors/totp',
        summary: 'Remove the authenticator app',
        tag,
        access,
        answers: { 204: { description: 'Removed: its codes are worth nothing' } },
      },
      async ({ caller, reply }) => {
        const person = inSession(caller);
        await withTransaction(context.pool, async (db) => {
          if (!(await removeTotp(db, person.accountId))) throw notFound('authenticator app');
          await keepsOne(db, person);
          const words = 'The authenticator app was removed.';
          const change = { action: 'identity.removeTotp', table: 'totps', label: '', did: 'removed', words } as const;
          await tellChange(context, db, person, change, context.now());
        });
        context.onChanged();
        context.onNotice();
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/factors/recovery-codes',
        summary: `Make ${RECOVERY_CODES} new recovery codes; those there were are worth nothing`,
        tag,
        access,
        answers: { 201: { description: 'Shown this once', schema: z.object({ codes: z.array(z.string()) }) } },
      },
      async ({ caller, reply }) => {
        const person = inSession(caller);
        const codes = await withTransaction(context.pool, async (db) => {
          const made = await newRecoveryCodes(db, person.accountId, context.now());
          const words = 'New recovery codes were made. Those you had are worth nothing now.';
          const change = {
            action: 'identity.makeRecoveryCodes',
            table: 'recovery_codes',
            label: '',
            did: 'added',
            words,
          } as const;
          await tellChange(context, db, person, change, context.now());
          return made;
        });
        context.onChanged();
        context.onNotice();
        return reply.status(201).header('cache-control', 'no-store').send({ codes });
      },
    ),
  ];
}
