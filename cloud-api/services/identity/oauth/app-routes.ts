import { randomUUID } from 'node:crypto';
import { isPermission } from '@tillhouse/shared/domains/access/permissions.ts';
import * as z from 'zod';
import type { Change } from '../../../platform/audit/changes.ts';
import type { Person } from '../../../platform/auth/caller.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { forbidden, HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { recordIdentity } from '../record-identity.ts';
import { newSecret, secretHash } from '../secrets.ts';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Compared byte for byte later on, so it has to be one that can only be read in one way. */
function isRedirectUri(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.href !== text || url.username || url.password || text.includes('#') || text.includes('*'))
    return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
}

const redirectUri = z.string().max(500).refine(isRedirectUri, 'is not an https address as browsers write it');
const publicKey = z
  .looseObject({ kty: z.enum(['OKP', 'EC']), kid: z.string().max(200).optional() })
  .refine((jwk) => !('d' in jwk) && !('k' in jwk), 'is not a public key');

const newApp = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    authentication: z
      .enum(['secret', 'key', 'none'])
      .describe(
        '`secret`: shown once; `key`: it signs (private_key_jwt); `none`: it runs where nothing can be kept secret',
      ),
    grants: z
      .array(z.enum(['authorization_code', 'client_credentials']))
      .min(1)
      .max(2),
    redirectUris: z.array(redirectUri).max(10).default([]),
    permissions: z.array(z.string().refine(isPermission, 'is not a permission')).min(1).max(200),
    publicKeys: z.array(publicKey).max(5).optional().describe('JWKs (EdDSA or ES256) of an app that signs'),
  })
  .refine(({ grants, redirectUris }) => grants.includes('authorization_code') === redirectUris.length > 0, {
    message: 'are needed for authorization_code, and for it alone',
    path: ['redirectUris'],
  })
  .refine(({ authentication, grants }) => authentication !== 'none' || !grants.includes('client_credentials'), {
    message: 'an app that can keep no secret acts for people only',
    path: ['grants'],
  })
  .refine(({ authentication, publicKeys }) => (authentication === 'key') === (publicKeys?.length ?? 0) > 0, {
    message: 'belong to an app that signs, which needs one',
    path: ['publicKeys'],
  });

const shownApp = z.object({
  id: z.uuid().describe('`client_id`'),
  name: z.string(),
  authentication: z.enum(['secret', 'key', 'none']),
  grants: z.array(z.string()),
  redirectUris: z.array(z.string()),
  permissions: z.array(z.string()),
  createdAt: z.number().describe('Epoch milliseconds'),
  lastUsedAt: z.number().nullable().describe('To the minute'),
});

const access = { as: 'person', permission: 'api-keys.manage' } as const;
const params = z.object({ id: z.uuid() });

export function appRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/auth/apps',
        summary: 'Register an app of somebody else (an OAuth client); its secret is shown this once',
        description:
          'It can never be allowed more than you are allowed now. `/auth/.well-known/openid-configuration` tells it where to go.',
        tag: 'Apps',
        access,
        body: newApp,
        answers: {
          201: { description: 'Registered', schema: z.object({ id: z.uuid(), secret: z.string().nullable() }) },
        },
      },
      async ({ body, caller, reply }) => {
        const person = caller as Person;
        const beyond = body.permissions.find((each) => !person.permissions.includes(each));
        if (beyond) throw forbidden(beyond);
        const secret = body.authentication === 'secret' ? newSecret('cs') : null;
        const id = randomUUID();
        const at = context.now();
        const refresh = body.grants.includes('authorization_code') ? ['refresh_token'] : [];
        await withTransaction(context.pool, async (db) => {
          await db.rows(
            `INSERT INTO identity.oauth_clients
               (id, tenant_id, name, secret_hash, jwks, redirect_uris, grant_types, permissions, created_by, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
            [
              id,
              person.tenantId,
              body.name,
              secret && secretHash(secret),
              body.publicKeys ? JSON.stringify({ keys: body.publicKeys }) : null,
              body.redirectUris,
              [...body.grants, ...refresh],
              body.permissions,
              person.staffId,
              new Date(at).toISOString(),
            ],
          );
          const { name, grants, permissions, redirectUris } = body;
          const after = { name, grants, permissions, redirectUris };
          await record(db, person, 'registerApp', at, { key: { id }, label: name, did: 'added', after });
        });
        reply.header('cache-control', 'no-store');
        return reply.status(201).send({ id, secret });
      },
    ),
    route(
      {
        method: 'GET',
        path: '/auth/apps',
        summary: 'Apps that the store has let in',
        tag: 'Apps',
        access,
        answers: { 200: { description: 'Apps', schema: z.object({ apps: z.array(shownApp) }) } },
      },
      async ({ caller }) => {
        const { tenantId } = caller as Person;
        const rows = await withTransaction(context.pool, (db) =>
          db.rows<z.infer<typeof shownApp>>(
            `SELECT id, name, CASE WHEN jwks IS NOT NULL THEN 'key' WHEN secret_hash IS NOT NULL THEN 'secret' ELSE 'none' END
                      AS authentication,
                    array_remove(grant_types, 'refresh_token') AS grants, redirect_uris AS "redirectUris", permissions,
                    (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt",
                    (extract(epoch FROM last_used_at) * 1000)::float8 AS "lastUsedAt"
               FROM identity.oauth_clients WHERE tenant_id = $1 AND revoked_at IS NULL ORDER BY name, id`,
            [tenantId],
          ),
        );
        return { apps: rows };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/apps/:id/secret',
        summary: 'Give an app a new secret; the one before ends at once',
        tag: 'Apps',
        access,
        params,
        answers: { 200: { description: 'The new secret, shown this once', schema: z.object({ secret: z.string() }) } },
      },
      async ({ params, caller, reply }) => {
        const person = caller as Person;
        const secret = newSecret('cs');
        const at = context.now();
        await withTransaction(context.pool, async (db) => {
          const app = await standing(db, person.tenantId, params.id);
          // Whoever sees the secret can act as the app: with no more than they may do themselves.
          const beyond = app.permissions.find((each) => !person.permissions.includes(each));
          if (beyond) throw forbidden(beyond);
          if (!app.secret)
            throw new HttpProblem(409, 'auth.app-without-secret', 'This app has no secret. Nothing was changed.');
          await db.rows(
            'UPDATE identity.oauth_clients SET secret_hash = $3, rotated_at = $4 WHERE id = $1 AND tenant_id = $2',
            [params.id, person.tenantId, secretHash(secret), new Date(at).toISOString()],
          );
          const secrets = { before: { secret_hash: '•••' }, after: { secret_hash: '•••' } };
          await record(db, person, 'rotateAppSecret', at, { key: params, label: app.name, did: 'changed', ...secrets });
        });
        context.onChanged();
        reply.header('cache-control', 'no-store');
        return { secret };
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/auth/apps/:id',
        summary: 'Revoke an app: it can do nothing any more, for nobody',
        tag: 'Apps',
        access,
        params,
        answers: { 204: { description: 'Revoked; it stops within ten seconds everywhere' } },
      },
      async ({ params, caller, reply }) => {
        const person = caller as Person;
        const at = context.now();
        await withTransaction(context.pool, async (db) => {
          const app = await standing(db, person.tenantId, params.id);
          const when = new Date(at).toISOString();
          await db.rows('UPDATE identity.oauth_clients SET revoked_at = $3 WHERE id = $1 AND tenant_id = $2', [
            params.id,
            person.tenantId,
            when,
          ]);
          await db.rows(
            'UPDATE identity.oauth_grants SET ended_at = $3 WHERE tenant_id = $1 AND client_id = $2 AND ended_at IS NULL',
            [person.tenantId, params.id, when],
          );
          await record(db, person, 'revokeApp', at, { key: params, label: app.name, did: 'removed' });
        });
        context.onChanged();
        return reply.status(204).send();
      },
    ),
  ];
}

type Db = Parameters<typeof recordIdentity>[0];

interface StandingApp {
  readonly name: string;
  readonly secret: boolean;
  readonly permissions: readonly string[];
}

async function standing(db: Db, tenantId: string, id: string): Promise<StandingApp> {
  const [row] = await db.rows<StandingApp>(
    `SELECT name, secret_hash IS NOT NULL AS secret, permissions FROM identity.oauth_clients
      WHERE id = $1 AND tenant_id = $2 AND revoked_at IS NULL FOR UPDATE`,
    [id, tenantId],
  );
  if (!row) throw notFound('app');
  return row;
}

function record(db: Db, person: Person, act: string, at: number, change: Omit<Change, 'table'>): Promise<void> {
  return recordIdentity(db, {
    tenantId: person.tenantId,
    actor: { id: person.staffId, name: person.name },
    action: `identity.${act}`,
    change: { table: 'oauth_clients', ...change },
    at,
  });
}
