import { products } from '@tillhouse/shared/domains/catalog/schema.ts';
import { createTx } from '@tillhouse/shared/data/tx.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { openPools, type Pools } from './pools.ts';
import { roleUrls } from './roles.ts';
import { refreshStatistics } from './statistics.ts';
import { withTenant, withTenantByKeys, withTransaction } from './transaction.ts';

let database: TestDatabase;
let pools: Pools;
const tenant = 'aaaaaaaa-0000-4000-8000-000000000001';

beforeAll(async () => {
  database = await createTestDatabase();
  pools = openPools(roleUrls(database.url), () => {});
});
afterAll(async () => {
  await pools?.close();
  await database?.drop();
});

/** A look-up by handle on one connection that has made it often, and the plan that it has there. */
async function planOfLookUp(): Promise<string> {
  return withTenant(pools.app, tenant, async (db) => {
    const { tx } = createTx({ connection: db, tenantId: tenant, onEvent: async () => {} });
    for (let run = 0; run < 8; run += 1) await tx.list(products, { handle: 'cup-1' });
    const [prepared] = await db.rows<{ name: string }>(
      `SELECT name FROM pg_prepared_statements WHERE statement LIKE 'select * from "products" where "tenant_id"%"handle" =%'`,
    );
    const rows = await db.client.query(`EXPLAIN EXECUTE ${prepared?.name}('${tenant}', 'cup-1')`);
    return rows.rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}

test('look-ups made on an empty table find their index once it has grown', async () => {
  await planOfLookUp();
  await withTenant(pools.app, tenant, (db) =>
    db.run(
      `INSERT INTO products (tenant_id, id, title, handle, description, status, category, supplier, tags, options, tax_class,
                             sold_at_till, sold_online, created_at, updated_at, updated_by)
       SELECT $1, gen_random_uuid(), 'Cup', 'cup-' || n, '', 'active', '', '', '[]', '[]', 'standard', true, true, now(), now(), ''
         FROM generate_series(1, 3000) n`,
      [tenant],
    ),
  );
  // What a transaction changed is counted a moment after it, unless it is asked for.
  await withTransaction(pools.app, (db) => db.rows('SELECT pg_stat_force_next_flush()'));
  await withTransaction(pools.app, (db) => db.rows('SELECT 1'));
  expect(await refreshStatistics(pools.system)).toContain('public.products');
  expect(await planOfLookUp()).toMatch(/Index Cond: .*handle = /);
  expect(await refreshStatistics(pools.system)).not.toContain('public.products');
});

test('a shop’s first entries count as growth, and whether one balances is asked by its key', async () => {
  const entries = (many: number) =>
    `INSERT INTO journal_lines
     SELECT $1, e, p, 'fee', '', CASE p WHEN 0 THEN 1 ELSE -1 END, 'GBP', '2026-11-01'
       FROM (SELECT gen_random_uuid() AS e FROM generate_series(1, ${many})) x, generate_series(0, 1) p`;
  await withTenant(pools.app, tenant, (db) => db.run(entries(100), [tenant]));
  await withTransaction(pools.app, (db) => db.rows('SELECT pg_stat_force_next_flush()'));
  await withTransaction(pools.app, (db) => db.rows('SELECT 1'));
  expect(await refreshStatistics(pools.system)).toContain('public.journal_lines');
  const read = await withTenantByKeys(pools.app, tenant, async (db) => {
    await db.run(entries(1), [tenant]);
    await db.run('SET CONSTRAINTS ALL IMMEDIATE', []);
    return db.rows<{ rows: string }>(
      `SELECT seq_tup_read + idx_tup_fetch AS rows FROM pg_stat_xact_user_tables WHERE relname = 'journal_lines'`,
    );
  });
  expect(Number(read[0]?.rows)).toBeLessThan(20);
});
