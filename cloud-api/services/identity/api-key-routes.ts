import { randomUUID } from 'node:crypto';
import { isPermission } from '@tillhouse/shared/domains/access/permissions.ts';
import * as z from 'zod';
import { keyHash } from '../../platform/auth/api-keys.ts';
import type { Person } from '../../platform/auth/caller.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { forbidden, notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { IdentityContext } from './context.ts';
import { newSecret } from './secrets.ts';

const shownKey = z.object({
  id: z.uuid(),
  kind: z.enum(['publishable', 'secret']),
  name: z.string(),
  shown: z.string().describe('Its first characters; of a publishable key the whole'),
  scopes: z.array(z.string()),
  origins: z.array(z.string()),
});
const origin = z.union([z.literal('*'), z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, 'is not an origin')]);
const newKey = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('publishable'),
    name: z.string().trim().min(1).max(80),
    origins: z.array(origin).min(1).max(50).describe('Pages that may use it; `*` is any'),
  }),
  z.strictObject({
    kind: z.literal('secret'),
    name: z.string().trim().min(1).max(80),
    scopes: z.array(z.string().refine(isPermission, 'is not a permission')).min(1),
  }),
]);

export function apiKeyRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/auth/api-keys',
        summary: 'Make an API key; its text is shown this once',
        tag: 'API keys',
        access: { as: 'person', permission: 'api-keys.manage' },
        body: newKey,
        answers: { 201: { description: 'Made', schema: z.object({ id: z.uuid(), key: z.string() }) } },
      },
      async ({ body, caller, reply }) => {
        const person = caller as Person;
        const beyond = body.kind === 'secret' && body.scopes.find((scope) => !person.permissions.includes(scope));
        if (beyond) throw forbidden(beyond);
        return reply.status(201).send(await makeApiKey(context, person.tenantId, person.staffId, body));
      },
    ),
    route(
      {
        method: 'GET',
        path: '/auth/api-keys',
        summary: 'API keys that are in use',
        tag: 'API keys',
        access: { as: 'person', permission: 'api-keys.manage' },
        answers: { 200: { description: 'Keys', schema: z.object({ keys: z.array(shownKey) }) } },
      },
      async ({ caller }) => {
        const { tenantId } = caller as Person;
        const keys = await withTransaction(context.pool, (db) =>
          db.rows(
            `SELECT id, kind, name, shown, scopes, origins FROM identity.api_keys
              WHERE tenant_id = $1 AND revoked_at IS NULL ORDER BY created_at, id`,
            [tenantId],
          ),
        );
        return { keys };
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/auth/api-keys/:id',
        summary: 'Revoke an API key',
        tag: 'API keys',
        access: { as: 'person', permission: 'api-keys.manage' },
        params: z.object({ id: z.uuid() }),
        answers: { 204: { description: 'Revoked; it stops within ten seconds everywhere' } },
      },
      async ({ params, caller, reply }) => {
        const { tenantId } = caller as Person;
        const rows = await withTransaction(context.pool, (db) =>
          db.rows(
            `UPDATE identity.api_keys SET revoked_at = coalesce(revoked_at, $3) WHERE id = $1 AND tenant_id = $2
             RETURNING id`,
            [params.id, tenantId, new Date(context.now()).toISOString()],
          ),
        );
        if (rows.length === 0) throw notFound('API key');
        context.onChanged();
        return reply.status(204).send();
      },
    ),
  ];
}

/** @param key give one to have it known beforehand (the demo store's page); left out, it is made */
export async function makeApiKey(
  context: IdentityContext,
  tenantId: string,
  createdBy: string,
  body: z.infer<typeof newKey>,
  key: string = newSecret(body.kind === 'secret' ? 'sk' : 'pk'),
): Promise<{ id: string; key: string }> {
  const id = randomUUID();
  await withTransaction(context.pool, (db) =>
    db.rows(
      `INSERT INTO identity.api_keys
         (id, tenant_id, kind, name, shown, key_hash, scopes, origins, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (key_hash) DO NOTHING`,
      [
        id,
        tenantId,
        body.kind,
        body.name,
        body.kind === 'publishable' ? key : key.slice(0, 10),
        keyHash(key),
        body.kind === 'secret' ? body.scopes : [],
        body.kind === 'publishable' ? body.origins : [],
        createdBy,
        new Date(context.now()).toISOString(),
      ],
    ),
  );
  return { id, key };
}
