import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { openPools, type Pools } from '../db/pools.ts';
import { roleUrls } from '../db/roles.ts';
import { admission } from './admit.ts';
import { requestRates } from './request-rates.ts';
import { standings } from './standings.ts';

let database: TestDatabase;
let pools: Pools;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  pools = openPools(roleUrls(database.url), () => {});
  admin = new pg.Client(database.url);
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await pools?.close();
  await database?.drop();
});

test('answers from memory are given for a suspended tenant no longer than a suspension takes to act', async () => {
  const tenantId = randomUUID();
  await admin.query(
    `INSERT INTO identity.tenants (id, name, status, created_at) VALUES ($1, 'Larkhall', 'active', now())`,
    [tenantId],
  );
  let clock = 0;
  const { admit, mayPass } = admission(
    standings(pools.app, () => clock),
    requestRates(),
  );
  const ask = () =>
    admit(
      { kind: 'publishable-key', tenantId, storeId: null, origins: [], keyId: 'k' },
      { as: 'shop' },
      { method: 'GET', url: '/shop/v1/products' },
    );
  // Never asked: it goes the whole way.
  expect(mayPass(tenantId)).toBe(false);
  await ask();
  expect(mayPass(tenantId)).toBe(true);
  // By another process, which tells this one nothing.
  await admin.query(`UPDATE identity.tenants SET status = 'suspended' WHERE id = $1`, [tenantId]);
  clock += 5_001;
  expect(mayPass(tenantId)).toBe(false);
  await expect(ask()).rejects.toMatchObject({ code: 'tenant.suspended' });
  expect(mayPass(tenantId)).toBe(false);
});
