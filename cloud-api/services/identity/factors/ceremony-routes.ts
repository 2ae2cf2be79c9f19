import * as z from 'zod';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { proveSession } from '../sessions/sessions.ts';
import { beginCeremony, type Ceremony, ceremonyOf, ceremonyState, finishCeremony } from './ceremonies.ts';
import {
  asAuthentication,
  asRegistration,
  authenticationResponse,
  browserOptions,
  registrationResponse,
} from './factor-schemas.ts';
import { passkeyAmr } from './factors.ts';
import { authenticationOptions, registerPasskey, registrationOptions, usePasskey } from './passkeys.ts';
import { inSession } from './person-of.ts';
import { tellChange } from './tell-change.ts';

const access = { as: 'person', unproven: true } as const;
const tag = 'Factors';
const begun = z.object({ id: z.uuid(), url: z.string().describe('Open it in the system’s browser') });
const ticket = z.string().max(200);

export function ceremonyRoutes(context: IdentityContext): Route[] {
  const nameOf = async ({ tenantId, staffId }: Ceremony): Promise<string> =>
    (await context.store.staffMember(tenantId, staffId))?.name ?? '';
  return [
    route(
      {
        method: 'POST',
        path: '/auth/ceremonies/register',
        summary: 'Begin to make a passkey in the system’s browser',
        description: 'For programs that are no browser at our own address: desks and tills.',
        tag,
        access,
        body: z.strictObject({ name: z.string().trim().min(1).max(60) }),
        answers: { 201: { description: 'A page that is good once, for five minutes', schema: begun } },
      },
      async ({ caller, body, reply }) => {
        const { sessionId } = inSession(caller);
        return reply
          .status(201)
          .send(await beginCeremony(context, { purpose: 'register', sessionId, name: body.name }));
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/ceremonies/prove',
        summary: 'Begin to show a passkey in the system’s browser',
        tag,
        access,
        answers: { 201: { description: 'A page that is good once, for five minutes', schema: begun } },
      },
      async ({ caller, reply }) => {
        const { sessionId } = inSession(caller);
        return reply.status(201).send(await beginCeremony(context, { purpose: 'prove', sessionId, name: '' }));
      },
    ),
    route(
      {
        method: 'GET',
        path: '/auth/ceremonies/:id',
        summary: 'Whether the browser is done',
        tag,
        access,
        params: z.object({ id: z.uuid() }),
        answers: {
          200: { description: 'As it stands', schema: z.object({ state: z.enum(['waiting', 'done', 'over']) }) },
        },
      },
      async ({ caller, params }) => {
        const { sessionId } = inSession(caller);
        const state = await withTransaction(context.pool, (db) =>
          ceremonyState(db, params.id, sessionId, context.now()),
        );
        if (!state) throw notFound('ceremony');
        return { state };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/ceremonies/options',
        summary: 'What the page asks the browser for',
        tag,
        access: { as: 'open' },
        perMinute: 120,
        body: z.strictObject({ ticket }),
        answers: {
          200: {
            description: 'Of the ceremony',
            schema: z.object({ purpose: z.enum(['register', 'prove']), email: z.string(), options: browserOptions }),
          },
        },
      },
      async ({ body }) => {
        const found = await ceremonyOf(context, body.ticket);
        const { purpose, accountId, sessionId, email } = found;
        const options =
          purpose === 'prove'
            ? await authenticationOptions(context, { purpose, accountId, sessionId })
            : await registrationOptions(context, { id: accountId, email, name: await nameOf(found) }, sessionId);
        return { purpose, email, options: options as unknown as Record<string, unknown> };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/ceremonies/finish',
        summary: 'What the browser answered',
        tag,
        access: { as: 'open' },
        perMinute: 120,
        body: z.strictObject({ ticket, response: z.union([registrationResponse, authenticationResponse]) }),
        answers: { 204: { description: 'Taken; who asked sees it' } },
      },
      async ({ body, reply }) => {
        const found = await ceremonyOf(context, body.ticket);
        await (found.purpose === 'prove'
          ? prove(context, found, body.response)
          : register(context, found, body.response));
        context.onChanged();
        context.onNotice();
        return reply.status(204).send();
      },
    ),
  ];

  async function prove(context: IdentityContext, { id, accountId, sessionId }: Ceremony, said: unknown): Promise<void> {
    const response = asAuthentication(authenticationResponse.parse(said));
    const passkey = await usePasskey(context, { purpose: 'prove', accountId, sessionId }, response);
    await withTransaction(context.pool, async (db) => {
      await finishCeremony(db, id, context.now());
      await proveSession(db, sessionId, passkeyAmr(passkey), context.now());
    });
  }

  async function register(context: IdentityContext, found: Ceremony, said: unknown): Promise<void> {
    const { id, tenantId, accountId, staffId, sessionId } = found;
    const response = asRegistration(registrationResponse.parse(said));
    const passkey = await registerPasskey(context, accountId, sessionId, found.name, response);
    const name = await nameOf(found);
    await withTransaction(context.pool, async (db) => {
      await finishCeremony(db, id, context.now());
      await proveSession(db, sessionId, passkeyAmr(passkey), context.now());
      const words = `A passkey was added: ${passkey.name}.`;
      const change = {
        action: 'identity.addPasskey',
        table: 'passkeys',
        label: passkey.name,
        did: 'added',
        words,
      } as const;
      await tellChange(context, db, { tenantId, accountId, staffId, name }, change, context.now());
    });
  }
}
