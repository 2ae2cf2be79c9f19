import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './database.ts';

async function tables(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const found = await client.query(
    `select count(*)::int as n from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  await client.end();
  return found.rows[0].n;
}

test('each test database is its own, and dropping one cuts its connections', async () => {
  const one = await createTestDatabase({ empty: true });
  const two = await createTestDatabase({ empty: true });
  const open = new pg.Client(one.url);
  open.on('error', () => {});
  await open.connect();
  await open.query('create table mine (n int)');
  expect(await tables(one.url)).toBe(1);
  expect(await tables(two.url)).toBe(0);
  await one.drop();
  await expect(open.query('select 1')).rejects.toThrow();
  await two.drop();
});
