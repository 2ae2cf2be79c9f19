import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { openPools, type Pools } from './pools.ts';
import { roleUrls } from './roles.ts';
import { withTenant } from './transaction.ts';
import { DatabaseUnavailable } from './unavailable.ts';

let database: TestDatabase;
let admin: pg.Client;
let pools: Pools;
const tenant = 'aaaaaaaa-0000-4000-8000-000000000001';

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client(database.url);
  await admin.connect();
  pools = openPools(roleUrls(database.url), () => {});
});
afterAll(async () => {
  await pools?.close();
  await admin?.end();
  await database?.drop();
});

const insert = `INSERT INTO tax_rates (tenant_id, tax_class, name, rate, updated_at) VALUES ($1, $2, 'VAT', '20/100', now())`;
const rates = () =>
  withTenant(pools.app, tenant, (db) => db.all('SELECT * FROM tax_rates WHERE tenant_id = $1', [tenant]));

test('values come as the data layer wants them', async () => {
  const [row] = await withTenant(pools.app, tenant, (db) =>
    db.rows(`SELECT 9007199254740991::bigint AS big, '{"a":1}'::jsonb AS json, true AS yes, date '2026-01-02' AS day,
                    timestamptz '2026-01-02 03:04:05.678+00' AS at`),
  );
  expect(row).toEqual({
    big: 9_007_199_254_740_991,
    json: { a: 1 },
    yes: true,
    day: '2026-01-02',
    at: '2026-01-02 03:04:05.678+00',
  });
  await expect(withTenant(pools.app, tenant, (db) => db.rows('SELECT 9007199254740993::bigint'))).rejects.toThrow(
    /safe/,
  );
});

test('a throw takes everything back', async () => {
  const failing = withTenant(pools.app, tenant, async (db) => {
    await db.run(insert, [tenant, 'undone']);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await rates()).toEqual([]);
});

test('of two that lock rows crosswise one runs again, and both are done', async () => {
  for (const taxClass of ['a', 'b']) await withTenant(pools.app, tenant, (db) => db.run(insert, [tenant, taxClass]));
  let arrived = 0;
  const attempts: string[] = [];
  const cross = (first: string, second: string) =>
    withTenant(pools.app, tenant, async (db) => {
      attempts.push(first);
      const touch = 'UPDATE tax_rates SET name = name || $3 WHERE tenant_id = $1 AND tax_class = $2';
      await db.run(touch, [tenant, first, first]);
      arrived += 1;
      while (arrived < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      await db.run(touch, [tenant, second, first]);
    });
  await Promise.all([cross('a', 'b'), cross('b', 'a')]);
  expect(attempts.length).toBeGreaterThan(2);
  const names = (await rates()).map((row) => [...String(row['name']).slice(3)].sort().join(''));
  expect(names).toEqual(['ab', 'ab']);
});

test('a column that a migration adds does not break connections that are open', async () => {
  await rates();
  await admin.query('ALTER TABLE tax_rates ADD COLUMN note text');
  expect((await rates())[0]).toHaveProperty('note');
  await admin.query('ALTER TABLE tax_rates DROP COLUMN note');
  expect((await rates())[0]).not.toHaveProperty('note');
});

test('a connection that is cut in the middle is told as the database being away, and the next one works', async () => {
  const cut = withTenant(pools.app, tenant, async (db) => {
    const [{ pid } = { pid: 0 }] = await db.rows<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await admin.query('SELECT pg_terminate_backend($1)', [pid]);
    await db.rows('SELECT 1');
  });
  await expect(cut).rejects.toBeInstanceOf(DatabaseUnavailable);
  expect(await rates()).toHaveLength(2);
});
