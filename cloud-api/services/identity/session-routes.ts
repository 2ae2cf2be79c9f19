import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { StaffMember } from '../../platform/access/directory.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { Person } from '../../platform/auth/caller.ts';
import { HttpProblem, notSignedIn } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { type Membership, membershipsOf, signIn } from './accounts.ts';
import type { IdentityContext } from './context.ts';
import { checkAssertion } from './device-assertion.ts';
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
        description: 'For our own screens. Ten wrong tries make the account wait.',
        tag: 'Identity',
        access: { as: 'open' },
        perMinute: 120,
        body: credentials,
        answers: { 200: { description: 'Signed in', schema: sessionAnswer } },
      },
      async ({ body, reply }) => {
        const member = await signIn(context, body);
        reply.header('cache-control', 'no-store');
        return openSession(context, member);
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

/** A new family of refresh tokens and an access token, for somebody whose identity was checked. */
export async function openSession(
  context: IdentityContext,
  { person, tenantId, tenantName, accountId, staffId }: Membership & { readonly person: StaffMember },
): Promise<z.infer<typeof sessionAnswer>> {
  const grant = { tenantId, accountId, family: randomUUID() };
  const refresh = await withTransaction(context.pool, (db) => storeRefreshToken(db, grant, context.now()));
  return {
    access_token: await accessToken(context, { kind: 'person', tenantId, accountId, staffId }),
    refresh_token: refresh,
    ...expires,
    tenant: { id: tenantId, name: tenantName },
    person: shownPerson(person),
  };
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
    return membership && { ...membership, refresh: await storeRefreshToken(db, grant, context.now()) };
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
  const access = await accessToken(context, { kind: 'person', tenantId, accountId, staffId });
  return { access_token: access, refresh_token: refresh, ...expires };
}
