import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { openPools, type Pools } from './pools.ts';
import { roleUrls } from './roles.ts';
import { StatementBatch } from './statement-batch.ts';
import { readAtOnce, withTenant } from './transaction.ts';
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

test('what is asked for at once travels at once, with the beginning and the end of the transaction', async () => {
  const trips: string[][] = [];
  const query = pg.Client.prototype.query;
  const watched = function (this: pg.Client, ...args: unknown[]) {
    if (args[0] instanceof StatementBatch) trips.push([...args[0].texts].map((text) => text.split(' ')[0] as string));
    return Reflect.apply(query, this, args);
  };
  pg.Client.prototype.query = watched as typeof query;
  try {
    await withTenant(pools.app, tenant, async (db) => {
      const answers = await Promise.all([1, 2].map((n) => db.rows(`SELECT ${n} AS n`)));
      expect(answers).toEqual([[{ n: 1 }], [{ n: 2 }]]);
      db.last(db.run('UPDATE tax_rates SET name = name WHERE tenant_id = $1', [tenant]));
    });
    await readAtOnce(pools.app, tenant, (db) => db.rows('SELECT 3 AS n'));
  } finally {
    pg.Client.prototype.query = query;
  }
  expect(trips).toEqual([
    ['BEGIN', 'SELECT', 'SELECT', 'SELECT'],
    ['UPDATE', 'COMMIT'],
    ['SELECT', 'SELECT'],
  ]);
});

test('where one of a trip fails those behind it fail for its reason, and each can be asked again', async () => {
  const none = 'SELECT name FROM tax_rates WHERE tenant_id = $1 AND length(name) > 1 / $2::int';
  const after = 'SELECT count(*)::int AS n FROM tax_rates WHERE tenant_id = $1 AND tax_class = $2';
  for (const _again of [1, 2]) {
    const failed = withTenant(pools.app, tenant, (db) =>
      Promise.allSettled([
        db.run(insert, [tenant, 'kept']),
        db.rows(none, [tenant, 0]),
        db.rows(after, [tenant, 'kept']),
      ]),
    );
    await expect(failed.then((answers) => answers.map((each) => each.status))).resolves.toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
  }
  await withTenant(pools.app, tenant, async (db) => {
    expect(await db.rows(after, [tenant, 'kept'])).toEqual([{ n: 0 }]);
    expect(await db.rows(none, [tenant, 1])).toHaveLength(2);
  });
});

test('a write that travels with the COMMIT and fails takes everything back', async () => {
  const failing = withTenant(pools.app, tenant, async (db) => {
    await db.run(insert, [tenant, 'undone']);
    db.last(db.run(insert, [tenant, 'a']));
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await rates()).toHaveLength(2);
});

test('what is still going on when its transaction fails asks nothing more of a connection that is somebody else’s by then', async () => {
  const seen: string[] = [];
  let late: Promise<void> | undefined;
  const failing = withTenant(pools.app, tenant, async (db) => {
    await db.run(insert, [tenant, 'undone']);
    late = db.rows('SELECT pg_sleep(0.05)').then(async () => {
      seen.push('the slow one is answered');
      await db.run(insert, [tenant, 'late']);
    });
    late.catch(() => {});
    // The slow one has left by then.
    await new Promise((next) => setImmediate(next));
    void db.rows('SELECT 1').catch(({ message }: Error) => seen.push(message));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await expect(late).rejects.toThrow('this transaction is over');
  expect(seen).toEqual(['what went before it in its transaction failed', 'the slow one is answered']);
  expect(await rates()).toHaveLength(2);
});

test('one trip is the tenant’s, and there is no second one that would be nobody’s', async () => {
  const select = 'SELECT tax_class FROM tax_rates WHERE tenant_id = $1';
  expect(await readAtOnce(pools.app, tenant, (db) => db.rows(select, [tenant]))).toHaveLength(2);
  const other = 'aaaaaaaa-0000-4000-8000-000000000002';
  expect(await readAtOnce(pools.app, other, (db) => db.rows(select, [tenant]))).toEqual([]);
  const twice = readAtOnce(pools.app, tenant, async (db) => {
    await db.rows(select, [tenant]);
    return db.rows(select, [tenant]);
  });
  await expect(twice).rejects.toThrow(/first trip/);
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
