import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { Person } from '../../platform/auth/caller.ts';
import { HttpProblem, notSignedIn } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { membershipsOf, type SomebodyHere, signIn, whereTheyWork } from './accounts.ts';
import type { IdentityContext } from './context.ts';
import { checkAssertion } from './device-assertion.ts';
import { asAuthentication, authenticationResponse, browserOptions } from './factors/factor-schemas.ts';
import { passkeyAmr } from './factors/factors.ts';
import { authenticationOptions, usePasskey } from './factors/passkeys.ts';
import { clientLabel } from './sessions/client-label.ts';
import { noteSeen, proofOf } from './sessions/sessions.ts';
import { openSignIn, type Place, type Proof, shownBy } from './sessions/sign-in.ts';
import { publicKeys } from './signing-keys.ts';
import { ACCESS_TOKEN_LIFE, accessToken, endFamilyOf, storeRefreshToken, useRefreshToken } from './tokens.ts';

const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().int().describe('Seconds'),
  refresh_token: z.string().optional(),
});
export const personAnswer = z.object({
  staffId: z.uuid(),
  name: z.string(),
  initials: z.string(),
  roleId: z.string(),
  permissions: z.array(z.string()),
});
export const sessionAnswer = tokenAnswer.extend({
  tenant: z.object({ id: z.uuid(), name: z.string() }),
  person: personAnswer,
});

export const credentials = z.strictObject({
  email: z.string().min(3).max(254),
  password: z.string().min(1).max(1_000),
  tenantId: z.uuid().optional(),
  code: z.string().min(6).max(20).optional().describe('Six digits of an authenticator app, or a recovery code'),
});

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const tokenRequest = z.discriminatedUnion('grant_type', [
  z.strictObject({ grant_type: z.literal('refresh_token'), refresh_token: z.string().max(200) }),
  z.strictObject({ grant_type: z.literal(JWT_BEARER), assertion: z.string().max(4_000) }),
]);

const expires = { token_type: 'Bearer', expires_in: ACCESS_TOKEN_LIFE } as const;

export function sessionRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/auth/session',
        summary: 'Sign in with e-mail and password',
        description:
          'For our own screens. Who has set up a second factor gives a code of it too, or signs in with a passkey. Ten wrong tries make the address wait for this account; a device on which the person signed in before is not made to wait by others.',
        tag: 'Identity',
        access: { as: 'open' },
        perMinute: 120,
        body: credentials.extend({
          assertion: z
            .string()
            .max(4_000)
            .optional()
            .describe('Of an enrolled device, as for a token: names it in the list of sign-ins'),
        }),
        answers: { 200: { description: 'Signed in', schema: sessionAnswer } },
      },
      async ({ body, request, reply }) => {
        const { assertion, ...given } = body;
        // A device whose clock is wrong is no reason to keep a person out: it only is not known then.
        const device =
          assertion === undefined
            ? undefined
            : await checkAssertion(context, assertion).catch((error: unknown) => {
                if (error instanceof HttpProblem) return undefined;
                throw error;
              });
        const who = await signIn(context, given, { address: request.ip, deviceId: device?.deviceId ?? null });
        reply.header('cache-control', 'no-store');
        return openSession(context, who, await placeOf(context, request, device), { amr: who.amr });
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/session/passkey/options',
        summary: 'What a browser needs to sign in with a passkey',
        tag: 'Identity',
        access: { as: 'open' },
        perMinute: 240,
        answers: {
          200: { description: 'For `navigator.credentials.get`, good for five minutes', schema: browserOptions },
        },
      },
      () => authenticationOptions(context, { purpose: 'sign-in', accountId: null, sessionId: null }),
    ),
    route(
      {
        method: 'POST',
        path: '/auth/session/passkey',
        summary: 'Sign in with a passkey',
        description: 'The passkey says who it is. Wrong passwords of others never make it wait.',
        tag: 'Identity',
        access: { as: 'open' },
        perMinute: 240,
        body: z.strictObject({ response: authenticationResponse, tenantId: z.uuid().optional() }),
        answers: { 200: { description: 'Signed in', schema: sessionAnswer } },
      },
      async ({ body, request, reply }) => {
        const use = { purpose: 'sign-in', accountId: null, sessionId: null } as const;
        const passkey = await usePasskey(context, use, asAuthentication(body.response));
        const who = await whereTheyWork(context, passkey.accountId, body.tenantId);
        reply.header('cache-control', 'no-store');
        return openSession(context, who, await placeOf(context, request), { amr: passkeyAmr(passkey) });
      },
    ),
    route(
      {
        method: 'GET',
        path: '/auth/session',
        summary: 'Who this access token stands for, in which store, and what their role allows',
        tag: 'Identity',
        access: { as: 'person' },
        answers: { 200: { description: 'The person', schema: sessionAnswer.pick({ tenant: true, person: true }) } },
      },
      async ({ caller, reply }) => {
        const { tenantId, accountId, staffId } = caller as Person;
        const memberships = await withTransaction(context.pool, (db) => membershipsOf(db, accountId));
        const membership = memberships.find((each) => each.tenantId === tenantId && each.staffId === staffId);
        const person = membership && (await context.store.staffMember(tenantId, staffId));
        if (!membership || !person)
          throw notSignedIn('This account no longer works here. Ask an owner.', 'auth.no-store');
        reply.header('cache-control', 'no-store');
        return { tenant: { id: tenantId, name: membership.tenantName }, person: shownPerson(person) };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/token',
        summary: 'Get an access token for a refresh token, or for a device’s signed assertion',
        description:
          'OAuth 2 grants, as JSON. `refresh_token` rotates: each is good once, and one that is used twice ends its whole family. A device signs a JWT (EdDSA, iss and sub its id, aud `tillhouse-identity`, jti, at most five minutes long).',
        tag: 'Identity',
        access: { as: 'open' },
        perMinute: 1_200,
        body: tokenRequest,
        answers: { 200: { description: 'A token', schema: tokenAnswer } },
      },
      async ({ body, reply }) => {
        reply.header('cache-control', 'no-store');
        if (body.grant_type === 'refresh_token') return refreshed(context, body.refresh_token);
        const device = await checkAssertion(context, body.assertion);
        return { access_token: await accessToken(context, { kind: 'device', ...device }), ...expires };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/sign-out',
        summary: 'End a sign-in: its refresh tokens are worth nothing from now on',
        tag: 'Identity',
        access: { as: 'open' },
        body: z.strictObject({ refresh_token: z.string().max(200) }),
        answers: { 204: { description: 'Signed out, or was so already' } },
      },
      async ({ body, reply }) => {
        await withTransaction(context.pool, (db) => endFamilyOf(db, body.refresh_token, context.now()));
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'GET',
        path: '/.well-known/jwks.json',
        summary: 'Public keys that access tokens are signed with',
        tag: 'Identity',
        access: { as: 'open' },
        answers: {
          200: { description: 'RFC 7517', schema: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }) },
        },
      },
      async ({ reply }) => {
        reply.header('cache-control', 'public, max-age=300');
        return { keys: await publicKeys(context.pool, 'office') };
      },
    ),
  ];
}

/** A sign-in with its tokens, for somebody who has shown who they are. */
export async function openSession(
  context: IdentityContext,
  who: SomebodyHere,
  place: Place,
  proof: Proof,
): Promise<z.infer<typeof sessionAnswer>> {
  const signedIn = await openSignIn(context, who, place, proof);
  return { ...signedIn, tenant: { id: who.tenantId, name: who.tenantName }, person: shownPerson(who.person) };
}

/** @param device the enrolled one that signed the request, where one did */
export async function placeOf(
  context: IdentityContext,
  request: FastifyRequest,
  device?: { readonly tenantId: string; readonly deviceId: string },
): Promise<Place> {
  const known = device && (await context.store.device(device.tenantId, device.deviceId));
  return { label: known?.name ?? clientLabel(request.headers['user-agent']), deviceId: known?.id ?? null };
}

export function shownPerson(person: {
  id: string;
  name: string;
  initials: string;
  roleId: string;
  permissions: readonly string[];
}): z.infer<typeof personAnswer> {
  const { id, name, initials, roleId, permissions } = person;
  return { staffId: id, name, initials, roleId, permissions: [...permissions] };
}

async function refreshed(context: IdentityContext, token: string): Promise<z.infer<typeof tokenAnswer>> {
  const next = await withTransaction(context.pool, async (db) => {
    const grant = await useRefreshToken(db, token, context.now());
    if (!grant) return undefined;
    const membership = (await membershipsOf(db, grant.accountId)).find((each) => each.tenantId === grant.tenantId);
    const proof = await proofOf(db, grant.family);
    if (!membership || !proof) return undefined;
    await noteSeen(db, grant.family, context.now());
    const refresh = await storeRefreshToken(db, grant, context.now());
    return { ...membership, family: grant.family, proof, refresh };
  });
  const person = next && (await context.store.staffMember(next.tenantId, next.staffId));
  if (!next || !person) {
    throw new HttpProblem(
      400,
      'invalid_grant',
      'This refresh token is used up, expired or revoked. Nothing was changed. Sign in again.',
    );
  }
  const { tenantId, accountId, staffId, refresh } = next;
  const shown = shownBy(next.proof);
  const claims = { kind: 'person', tenantId, accountId, staffId, sessionId: next.family, shown } as const;
  const access = await accessToken(context, claims);
  return { access_token: access, refresh_token: refresh, ...expires };
}
