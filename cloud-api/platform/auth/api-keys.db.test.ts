import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { openPools, type Pools } from '../db/pools.ts';
import { roleUrls } from '../db/roles.ts';
import { apiKeys, keyHash } from './api-keys.ts';

let database: TestDatabase;
let pools: Pools;
let admin: pg.Client;
const tenant = randomUUID();
beforeAll(async () => {
  database = await createTestDatabase();
  pools = openPools(roleUrls(database.url), () => {});
  admin = new pg.Client(database.url);
  await admin.connect();
  await admin.query(
    `INSERT INTO identity.tenants (id, name, status, created_at) VALUES ($1, 'Larkhall', 'active', now())`,
    [tenant],
  );
});
afterAll(async () => {
  await admin?.end();
  await pools?.close();
  await database?.drop();
});

/** A process of the cloud, whose clock goes where it is told. */
function aProcess() {
  let time = 0;
  const noted: string[] = [];
  const keys = apiKeys(
    pools.app,
    (_kind, id) => noted.push(id),
    () => time,
  );
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { keys, noted, pass };
}

async function aKey(more: { endsIn?: string } = {}): Promise<{ id: string; key: string }> {
  const [id, key] = [randomUUID(), `sk_${randomUUID()}`];
  await admin.query(
    `INSERT INTO identity.api_keys (id, tenant_id, kind, name, shown, key_hash, scopes, origins, created_by, created_at, ends_at)
     VALUES ($1, $2, 'secret', 'Books', 'sk_', $3, '{products.view}', '{}', $1, now(), now() + $4::interval)`,
    [id, tenant, keyHash(key), more.endsIn ?? null],
  );
  return { id, key };
}

/** What nobody counts is not heard of: whether it is remembered shows. */
async function revokeUncounted(id: string): Promise<void> {
  await admin.query('ALTER TABLE identity.api_keys DISABLE TRIGGER key_changes');
  await admin.query('UPDATE identity.api_keys SET revoked_at = now() WHERE id = $1', [id]);
  await admin.query('ALTER TABLE identity.api_keys ENABLE TRIGGER key_changes');
}

test('a key that was revoked elsewhere stops within five seconds, and one that was not is not asked for again', async () => {
  const { keys, noted, pass } = aProcess();
  const [one, other] = [await aKey(), await aKey()];
  expect(await keys.find(one.key)).toMatchObject({ id: one.id, tenantId: tenant, scopes: ['products.view'] });
  await keys.find(other.key);
  await revokeUncounted(other.id);
  pass(60_000);
  expect(await keys.find(other.key)).toMatchObject({ id: other.id });
  await admin.query('UPDATE identity.api_keys SET revoked_at = now() WHERE id = $1', [one.id]);
  pass(5_000);
  expect(await keys.find(one.key)).toBeUndefined();
  expect(await keys.find(other.key)).toBeUndefined();
  expect(noted).toEqual([one.id, other.id, other.id]);
});

test('that a key was used changes nothing about it; its end, and its removal, do', async () => {
  const count = async () => (await admin.query('SELECT identity.key_changes() AS n')).rows[0].n as string;
  const { id } = await aKey();
  const before = await count();
  await admin.query('SELECT identity.note_uses($1, $2, now())', [[id], []]);
  expect(await count()).toBe(before);
  await admin.query(`UPDATE identity.api_keys SET ends_at = now() WHERE id = $1`, [id]);
  await admin.query('DELETE FROM identity.api_keys WHERE id = $1', [id]);
  expect(Number(await count())).toBe(Number(before) + 2);
});

test('a key that has an end is not remembered beyond it', async () => {
  const { keys } = aProcess();
  const { id, key } = await aKey({ endsIn: '60 seconds' });
  expect(await keys.find(key)).toBeDefined();
  await revokeUncounted(id);
  expect(await keys.find(key)).toBeDefined();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
  expect(await keys.find(key)).toBeUndefined();
  vi.useRealTimers();
});
