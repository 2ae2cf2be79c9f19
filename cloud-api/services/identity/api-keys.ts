import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { isPermission, type Permission } from '@tillhouse/shared/domains/access/permissions.ts';
import type { Change } from '../../platform/audit/changes.ts';
import { keyHash } from '../../platform/auth/api-keys.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../platform/http/problem.ts';
import type { IdentityContext } from './context.ts';
import { recordIdentity } from './record-identity.ts';
import { newSecret } from './secrets.ts';

const origin = z.union([z.literal('*'), z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, 'is not an origin')]);
export const keyName = z.string().trim().min(1).max(80);
export const keyOrigins = z.array(origin).min(1).max(50).describe('Pages that may use it; `*` is any');
export const newKey = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('publishable'),
    name: keyName,
    origins: keyOrigins,
    storeId: z
      .uuid()
      .optional()
      .describe('The store that is shown with it; left out, the one whose address the page has, else the main store'),
  }),
  z.strictObject({
    kind: z.literal('secret'),
    name: keyName,
    scopes: z.array(z.string().refine(isPermission, 'is not a permission')).min(1),
  }),
]);
export type NewKey = z.infer<typeof newKey>;

/** Somebody of a tenant who does it. */
export interface By {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
}

export interface KeyRow {
  readonly id: string;
  readonly kind: 'publishable' | 'secret';
  readonly name: string;
  readonly shown: string;
  readonly scopes: Permission[];
  readonly origins: string[];
  readonly storeId: string | null;
  /** Epoch milliseconds */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  /** Another took over from it, and until then both are good. */
  readonly endsAt: number | null;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const columns = `id, kind, name, shown, scopes, origins, store_id AS "storeId", ${ms('created_at')} AS "createdAt",
  ${ms('last_used_at')} AS "lastUsedAt", ${ms('ends_at')} AS "endsAt"`;
/** As the look-up of a key decides it, by the same clock. */
const good = 'revoked_at IS NULL AND (ends_at IS NULL OR ends_at > now())';

export function keysOf({ pool }: IdentityContext, tenantId: string): Promise<KeyRow[]> {
  return withTransaction(pool, (db) =>
    db.rows<KeyRow>(
      `SELECT ${columns} FROM identity.api_keys WHERE tenant_id = $1 AND ${good} ORDER BY created_at, id`,
      [tenantId],
    ),
  );
}

async function lockKey(db: Connection, tenantId: string, id: string): Promise<KeyRow> {
  const [row] = await db.rows<KeyRow>(
    `SELECT ${columns} FROM identity.api_keys WHERE id = $1 AND tenant_id = $2 AND ${good} FOR UPDATE`,
    [id, tenantId],
  );
  if (!row) throw notFound('API key');
  return row;
}

const record = (db: Connection, by: By, act: string, at: number, change: Omit<Change, 'table'>): Promise<void> =>
  recordIdentity(db, {
    tenantId: by.tenantId,
    actor: { id: by.id, name: by.name },
    action: `identity.${act}`,
    change: { table: 'api_keys', ...change },
    at,
  });

async function insertKey(db: Connection, by: By, body: NewKey, key: string, at: number): Promise<string | undefined> {
  const scopes = body.kind === 'secret' ? body.scopes : [];
  const origins = body.kind === 'publishable' ? body.origins : [];
  const storeId = (body.kind === 'publishable' && body.storeId) || null;
  const shown = body.kind === 'publishable' ? key : key.slice(0, 10);
  const [made] = await db.rows<{ id: string }>(
    `INSERT INTO identity.api_keys
       (id, tenant_id, kind, name, shown, key_hash, scopes, origins, store_id, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (key_hash) DO NOTHING RETURNING id`,
    [
      randomUUID(),
      by.tenantId,
      body.kind,
      body.name,
      shown,
      keyHash(key),
      scopes,
      origins,
      storeId,
      by.id,
      new Date(at).toISOString(),
    ],
  );
  return made?.id;
}

/** @param key give one to have it known beforehand (the demo store's page); left out, it is made */
export async function makeApiKey(
  context: IdentityContext,
  tenantId: string,
  createdBy: { readonly id: string; readonly name: string },
  body: NewKey,
  key: string = newSecret(body.kind === 'secret' ? 'sk' : 'pk'),
): Promise<{ id: string; key: string }> {
  const at = context.now();
  const by = { tenantId, id: createdBy.id, name: createdBy.name };
  const id = await withTransaction(context.pool, async (db) => {
    const made = await insertKey(db, by, body, key, at);
    if (made === undefined) return randomUUID();
    const { kind, name } = body;
    const after = {
      kind,
      name,
      scopes: kind === 'secret' ? body.scopes : [],
      origins: kind === 'publishable' ? body.origins : [],
    };
    await record(db, by, 'makeApiKey', at, { key: { id: made }, label: name, did: 'added', after });
    return made;
  });
  return { id, key };
}

/** Another text for the same key. `keepHours`: so long the one before goes on, so that nothing stands still meanwhile. */
export async function rotateKey(
  context: IdentityContext,
  by: By,
  id: string,
  keepHours: number,
  mayHold: (scopes: readonly string[]) => void,
): Promise<{ id: string; key: string }> {
  const at = context.now();
  return withTransaction(context.pool, async (db) => {
    const old = await lockKey(db, by.tenantId, id);
    mayHold(old.scopes);
    if (old.endsAt !== null) {
      throw new HttpProblem(
        409,
        'auth.key-ending',
        'Another key took over from this one already. Nothing was changed. Rotate that one.',
      );
    }
    const { kind, name, scopes, origins, storeId } = old;
    const body: NewKey =
      kind === 'secret' ? { kind, name, scopes } : { kind, name, origins, ...(storeId === null ? {} : { storeId }) };
    const key = newSecret(kind === 'secret' ? 'sk' : 'pk');
    const made = await insertKey(db, by, body, key, at);
    if (made === undefined) throw new Error('two keys alike');
    await db.rows(
      `UPDATE identity.api_keys SET ends_at = now() + make_interval(hours => $3),
              revoked_at = CASE WHEN $3 = 0 THEN now() END
        WHERE id = $1 AND tenant_id = $2`,
      [id, by.tenantId, keepHours],
    );
    const [before, after] = [{ id }, { id: made, keepHours }];
    await record(db, by, 'rotateApiKey', at, { key: { id: made }, label: name, did: 'changed', before, after });
    return { id: made, key };
  });
}

export interface KeyChange {
  readonly name?: string | undefined;
  readonly origins?: readonly string[] | undefined;
  readonly storeId?: string | null | undefined;
}

export async function changeKey(context: IdentityContext, by: By, id: string, change: KeyChange): Promise<void> {
  await withTransaction(context.pool, async (db) => {
    const old = await lockKey(db, by.tenantId, id);
    if (old.kind === 'secret' && (change.origins !== undefined || change.storeId !== undefined)) {
      throw new HttpProblem(
        409,
        'auth.key-without-pages',
        'A secret key belongs to no page and no store. Nothing was changed. Change its name alone.',
      );
    }
    const before = { name: old.name, origins: old.origins, storeId: old.storeId };
    const after = {
      name: change.name ?? old.name,
      origins: [...(change.origins ?? old.origins)],
      storeId: change.storeId === undefined ? old.storeId : change.storeId,
    };
    await db.rows(
      'UPDATE identity.api_keys SET name = $3, origins = $4, store_id = $5 WHERE id = $1 AND tenant_id = $2',
      [id, by.tenantId, after.name, after.origins, after.storeId],
    );
    const at = context.now();
    await record(db, by, 'changeApiKey', at, { key: { id }, label: after.name, did: 'changed', before, after });
  });
}

export async function revokeKey(context: IdentityContext, by: By, id: string): Promise<void> {
  const at = context.now();
  await withTransaction(context.pool, async (db) => {
    const [row] = await db.rows<{ name: string; revoked: boolean }>(
      `SELECT name, revoked_at IS NOT NULL AS revoked FROM identity.api_keys
        WHERE id = $1 AND tenant_id = $2 FOR UPDATE`,
      [id, by.tenantId],
    );
    if (!row) throw notFound('API key');
    if (row.revoked) return;
    await db.rows('UPDATE identity.api_keys SET revoked_at = $3 WHERE id = $1 AND tenant_id = $2', [
      id,
      by.tenantId,
      new Date(at).toISOString(),
    ]);
    await record(db, by, 'revokeApiKey', at, { key: { id }, label: row.name, did: 'removed' });
  });
}
