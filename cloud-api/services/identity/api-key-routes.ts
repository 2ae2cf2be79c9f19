import { randomUUID } from 'node:crypto';
import { isPermission } from '@tillhouse/shared/domains/access/permissions.ts';
import * as z from 'zod';
import { storeNamed } from '../../platform/access/stores.ts';
import { keyHash } from '../../platform/auth/api-keys.ts';
import type { Person } from '../../platform/auth/caller.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { forbidden, notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { IdentityContext } from './context.ts';
import { recordIdentity } from './record-identity.ts';
import { newSecret } from './secrets.ts';

const shownKey = z.object({
  id: z.uuid(),
  kind: z.enum(['publishable', 'secret']),
  name: z.string(),
  shown: z.string().describe('Its first characters; of a publishable key the whole'),
  scopes: z.array(z.string()),
  origins: z.array(z.string()),
  storeId: z.uuid().nullable().describe('Of a publishable key: the store it is for'),
});
const origin = z.union([z.literal('*'), z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, 'is not an origin')]);
const newKey = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('publishable'),
    name: z.string().trim().min(1).max(80),
    origins: z.array(origin).min(1).max(50).describe('Pages that may use it; `*` is any'),
    storeId: z
      .uuid()
      .optional()
      .describe('The store that is shown with it; left out, the one whose address the page has, else the main store'),
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
        const storeId = body.kind === 'publishable' ? body.storeId : undefined;
        if (storeId && !(await context.store.read(person.tenantId, (db) => storeNamed(db, person.tenantId, storeId))))
          throw notFound('store');
        return reply
          .status(201)
          .send(await makeApiKey(context, person.tenantId, { id: person.staffId, name: person.name }, body));
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
            `SELECT id, kind, name, shown, scopes, origins, store_id AS "storeId" FROM identity.api_keys
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
        const { tenantId, staffId, name } = caller as Person;
        const at = context.now();
        await withTransaction(context.pool, async (db) => {
          const [row] = await db.rows<{ name: string; revoked: boolean }>(
            `SELECT name, revoked_at IS NOT NULL AS revoked FROM identity.api_keys
              WHERE id = $1 AND tenant_id = $2 FOR UPDATE`,
            [params.id, tenantId],
          );
          if (!row) throw notFound('API key');
          if (row.revoked) return;
          await db.rows('UPDATE identity.api_keys SET revoked_at = $3 WHERE id = $1 AND tenant_id = $2', [
            params.id,
            tenantId,
            new Date(at).toISOString(),
          ]);
          const change = { table: 'api_keys', key: { id: params.id }, label: row.name, did: 'removed' } as const;
          await recordIdentity(db, {
            tenantId,
            actor: { id: staffId, name },
            action: 'identity.revokeApiKey',
            change,
            at,
          });
        });
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
  createdBy: { readonly id: string; readonly name: string },
  body: z.infer<typeof newKey>,
  key: string = newSecret(body.kind === 'secret' ? 'sk' : 'pk'),
): Promise<{ id: string; key: string }> {
  const id = randomUUID();
  const scopes = body.kind === 'secret' ? body.scopes : [];
  const origins = body.kind === 'publishable' ? body.origins : [];
  const storeId = (body.kind === 'publishable' && body.storeId) || null;
  const shown = body.kind === 'publishable' ? key : key.slice(0, 10);
  const at = context.now();
  await withTransaction(context.pool, async (db) => {
    const made = await db.rows(
      `INSERT INTO identity.api_keys
         (id, tenant_id, kind, name, shown, key_hash, scopes, origins, store_id, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (key_hash) DO NOTHING RETURNING id`,
      [
        id,
        tenantId,
        body.kind,
        body.name,
        shown,
        keyHash(key),
        scopes,
        origins,
        storeId,
        createdBy.id,
        new Date(at).toISOString(),
      ],
    );
    if (made.length === 0) return;
    const after = { kind: body.kind, name: body.name, shown, scopes, origins };
    const change = { table: 'api_keys', key: { id }, label: body.name, did: 'added', after } as const;
    await recordIdentity(db, { tenantId, actor: createdBy, action: 'identity.makeApiKey', change, at });
  });
  return { id, key };
}
