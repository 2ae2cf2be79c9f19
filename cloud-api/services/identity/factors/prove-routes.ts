import { factorsThatDo, isStrong } from '@tillhouse/shared/domains/access/step-up.ts';
import * as z from 'zod';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { notSignedIn } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { proveSession } from '../sessions/sessions.ts';
import {
  asAuthentication,
  authenticationResponse,
  browserOptions,
  instant,
  shownFactors,
  typed,
} from './factor-schemas.ts';
import { factorsOf, passkeyAmr, useTyped } from './factors.ts';
import { authenticationOptions, usePasskey } from './passkeys.ts';
import { inSession, type InSession } from './person-of.ts';
import { passkeysOf } from './stored-passkeys.ts';

const access = { as: 'person', unproven: true } as const;
const tag = 'Factors';
const proven = z.object({ provenAt: instant, amr: z.array(z.string()).describe('What was shown, RFC 8176') });

export function proveRoutes(context: IdentityContext): Route[] {
  async function prove({ sessionId }: InSession, amr: string[]): Promise<z.infer<typeof proven>> {
    const provenAt = context.now();
    if (!(await withTransaction(context.pool, (db) => proveSession(db, sessionId, amr, provenAt)))) {
      throw notSignedIn('This sign-in was ended. Nothing was changed. Sign in again.', 'auth.session-ended');
    }
    context.onChanged();
    return { provenAt, amr };
  }
  return [
    route(
      {
        method: 'GET',
        path: '/auth/factors',
        summary: 'What I sign in with',
        tag,
        access,
        answers: { 200: { description: 'Factors', schema: shownFactors } },
      },
      async ({ caller }) => {
        const { accountId, sessionId, secondFactor } = inSession(caller);
        return withTransaction(context.pool, async (db) => {
          const has = await factorsOf(db, accountId);
          const [session] = await db.rows<{ amr: string[]; proven_at: number }>(
            `SELECT amr, (extract(epoch FROM proven_at) * 1000)::bigint AS proven_at FROM identity.sessions WHERE id = $1`,
            [sessionId],
          );
          const passkeys = (await passkeysOf(db, accountId)).map(
            ({ id, name, createdAt, lastUsedAt, backedUp, cloned }) => ({
              id,
              name,
              createdAt,
              lastUsedAt,
              backedUp,
              cloned,
            }),
          );
          const { totp, recoveryCodes } = has;
          const required = secondFactor;
          const strong = isStrong(session?.amr ?? []);
          return {
            passkeys,
            totp,
            recoveryCodes,
            required,
            strong,
            provenAt: session?.proven_at ?? null,
            will: factorsThatDo(has),
          };
        });
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/factors/prove',
        summary: 'Show again that it is me, with a code or my password',
        description: 'A password does only for who has set up nothing stronger. Ten wrong ones make the next wait.',
        tag,
        access,
        perMinute: 120,
        body: typed,
        answers: { 200: { description: 'Shown; what asked for it may be done now', schema: proven } },
      },
      async ({ caller, body }) => {
        const person = inSession(caller);
        return prove(person, await useTyped(context, person.accountId, body));
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/factors/prove/options',
        summary: 'What a browser needs to ask one of my passkeys',
        tag,
        access,
        answers: {
          200: { description: 'For `navigator.credentials.get`, good for five minutes', schema: browserOptions },
        },
      },
      ({ caller }) => {
        const { accountId, sessionId } = inSession(caller);
        return authenticationOptions(context, { purpose: 'prove', accountId, sessionId });
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/factors/prove/passkey',
        summary: 'Show again that it is me, with a passkey',
        tag,
        access,
        body: z.strictObject({ response: authenticationResponse }),
        answers: { 200: { description: 'Shown; what asked for it may be done now', schema: proven } },
      },
      async ({ caller, body }) => {
        const person = inSession(caller);
        const { accountId, sessionId } = person;
        const use = { purpose: 'prove', accountId, sessionId } as const;
        return prove(person, passkeyAmr(await usePasskey(context, use, asAuthentication(body.response))));
      },
    ),
  ];
}
