import { afterAll, beforeAll, expect, test } from 'vitest';
import { startShapeServer } from './server.ts';
import { type ShapeFixture, shapeFixture } from './testing/shape-fixture.ts';
import { until } from './testing/until.ts';

let fixture: ShapeFixture;
beforeAll(async () => {
  fixture = await shapeFixture({ longPollMs: 20_000, releaseTogether: true });
  await fixture.db.query('create table things (id int primary key, name text); insert into things values (1, $$one$$)');
});
afterAll(() => fixture.close());

async function slots(): Promise<number> {
  const { rows } = await fixture.db.query<{ n: number }>(
    `select count(*)::int as n from pg_replication_slots where database = current_database()`,
  );
  return rows[0]!.n;
}

test('when the stream breaks, held readers start again and miss nothing that was written meanwhile', async () => {
  const { db } = fixture;
  const start = await fixture.readAll({ table: 'things' });
  const held = fixture.ask({ table: 'things', handle: start.handle, offset: start.offset, live: 'true' });
  await db.query(`select pg_terminate_backend(pid) from pg_stat_replication
    where application_name = 'shapes-replication' and pid in (
      select active_pid from pg_replication_slots where database = current_database())`);
  await db.query(`insert into things values (2, 'two')`);
  const answer = await held;
  expect(answer.status).toBe(409);
  expect(answer.handle).not.toBe(start.handle);
  const again = await fixture.readAll({ table: 'things' });
  expect(again.changes.map((change) => change.value!['id'])).toEqual(['1', '2']);
  await db.query(`insert into things values (3, 'three')`);
  expect((await fixture.follow(again)).changes.map((change) => change.value!['id'])).toEqual(['3']);
});

test('a snapshot whose connection breaks is answered with 503 and works the next time', async () => {
  const { db } = fixture;
  await db.query('create table broken (id int primary key); insert into broken values (1)');
  await fixture.readAll({ table: 'broken', where: 'id = 9' });
  // A lock keeps the snapshot's COPY waiting, so that there is something to cut off.
  const locker = await fixture.connect();
  await locker.query('begin; lock table broken in access exclusive mode');
  const asked = fixture.ask({ table: 'broken', where: 'id = 1', offset: '-1' });
  let cut = 0;
  while (cut === 0) {
    const { rowCount } = await db.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'shapes' and datname = current_database() and wait_event_type = 'Lock'`);
    cut = rowCount ?? 0;
  }
  const answer = await asked;
  expect([answer.status, answer.headers['retry-after'], answer.headers['cache-control']]).toEqual([
    503,
    '5',
    'no-store',
  ]);
  await locker.query('commit');
  const next = await fixture.readAll({ table: 'broken', where: 'id = 1' });
  expect(next.changes.length).toBe(1);
});

test('a table whose replica identity was taken away is rebuilt instead of guessed at', async () => {
  const { db } = fixture;
  await db.query('create table thin (id int primary key, a text, b text); insert into thin values (1, $$a$$, $$b$$)');
  const start = await fixture.readAll({ table: 'thin', replica: 'full' });
  await db.query('alter table thin replica identity default');
  await db.query(`update thin set a = 'c'`);
  await expect(fixture.follow(start)).rejects.toThrow('409');
  const again = await fixture.readAll({ table: 'thin', replica: 'full' });
  await db.query(`update thin set a = 'd'`);
  const [update] = (await fixture.follow(again)).changes;
  expect(update).toMatchObject({ value: { id: '1', a: 'd', b: 'b' }, old_value: { a: 'c' } });
});

test('a role that may only read serves tables that are published, and says why it cannot serve others', async () => {
  const { db } = fixture;
  const role = `reader_${Math.random().toString(36).slice(2, 8)}`;
  await db.query(`create role ${role} login replication bypassrls password 'reader';
    grant select on things to ${role}; create table private_things (id int primary key)`);
  const url = new URL(fixture.databaseUrl);
  url.username = role;
  url.password = 'reader';
  const errors: string[] = [];
  const log = {
    info: () => {},
    error: (message: string, details?: object) => errors.push(message + JSON.stringify(details)),
  };
  const server = await startShapeServer({ databaseUrl: url.href, log });
  const ask = (table: string) =>
    server.handle({ method: 'GET', query: new URLSearchParams({ table, offset: '-1' }), headers: {} });
  expect((await ask('things')).status).toBe(200);
  const refused = await ask('private_things');
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
  expect(String(refused.body)).not.toContain('permission');
  expect(errors.join()).toContain('private_things');
  await server.close();
  await db.query(`drop owned by ${role}; drop role ${role}`);
});

test('closing ends held requests and leaves no slot behind', async () => {
  const server = await startShapeServer({ databaseUrl: fixture.databaseUrl });
  const before = await slots();
  const query = new URLSearchParams({ table: 'things', offset: '-1' });
  const first = await server.handle({ method: 'GET', query, headers: {} });
  const live = new URLSearchParams({
    table: 'things',
    offset: '0_inf',
    live: 'true',
    handle: first.headers['electric-handle']!,
  });
  const held = server.handle({ method: 'GET', query: live, headers: {} });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await server.close();
  expect((await held).status).toBe(503);
  await until('the slot is gone', async () => (await slots()) === before - 1);
});

test('a database without logical decoding or at a wrong address is refused at the start', async () => {
  await expect(startShapeServer({ databaseUrl: 'postgres://nobody:no@127.0.0.1:1/none' })).rejects.toThrow();
});
