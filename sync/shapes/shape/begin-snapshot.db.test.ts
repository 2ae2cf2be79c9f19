import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { RecentTransactions } from '../replication/recent-transactions.ts';
import { beginSnapshot } from './begin-snapshot.ts';

let database: TestDatabase;
let reader: pg.Client;
let writer: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  reader = new pg.Client(database.url);
  writer = new pg.Client(database.url);
  await Promise.all([reader.connect(), writer.connect()]);
  await writer.query('create table lamps (id int primary key); insert into lamps values (1), (2)');
});
afterAll(async () => {
  await Promise.all([reader.end(), writer.end()]);
  await database.drop();
});

const table = { schema: 'public', name: 'lamps' };
const count = async (client: pg.Client) => Number((await client.query('select count(*) from lamps')).rows[0].count);

test('a table is not emptied under a snapshot, which would be neither before nor after it', async () => {
  await beginSnapshot(reader, table, new RecentTransactions(), 0);
  await writer.query(`set lock_timeout = '50ms'`);
  await expect(writer.query('truncate lamps')).rejects.toThrow('lock timeout');
  await writer.query('insert into lamps values (3)');
  expect([await count(reader), await count(writer)]).toEqual([2, 3]);
  await reader.query('commit');
  await writer.query('truncate lamps');
  expect(await count(reader)).toBe(0);
});

test('a snapshot waits for a table that is being emptied, and sees it empty', async () => {
  await writer.query('insert into lamps values (1); begin; truncate lamps');
  const opening = beginSnapshot(reader, table, new RecentTransactions(), 0);
  await writer.query('commit');
  await opening;
  expect(await count(reader)).toBe(0);
  await reader.query('commit');
});
