import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Followed, materialise, type ShapeFixture, shapeFixture } from './testing/shape-fixture.ts';

const HOLD_MS = 3_000;
let fixture: ShapeFixture;
beforeAll(async () => {
  fixture = await shapeFixture({ longPollMs: HOLD_MS, releaseTogether: true, evaluationLimitMs: 300 });
  await fixture.db.query(`
    create table orders (tenant text, id int, placed timestamptz, total numeric(12, 2), note text, primary key (tenant, id));
    insert into orders values ('a', 1, '2026-01-15', 10, 'one'), ('a', 2, '2026-02-01', 20, 'two'), ('b', 3, '2026-01-20', 30, null)`);
});
afterAll(() => fixture.close());

const month = (tenant: string, from: string, to: string) => ({
  table: 'orders',
  where: 'tenant = $1 AND placed >= $2 AND placed < $3',
  'params[1]': tenant,
  'params[2]': from,
  'params[3]': to,
});
const ids = (followed: Followed) => [...materialise(followed.changes).values()].map((row) => Number(row['id'])).sort();

test('rows enter, change in and leave a range, in the order of their commits with those of other shapes', async () => {
  const { db } = fixture;
  const january = await fixture.readAll(month('a', '2026-01-01', '2026-02-01'));
  const february = await fixture.readAll(month('a', '2026-02-01', '2026-03-01'));
  const whole = await fixture.readAll({ table: 'orders', where: `tenant = 'a'` });
  expect([ids(january), ids(february)]).toEqual([[1], [2]]);

  await db.query(`
    begin; insert into orders values ('a', 4, '2026-01-31 23:59:59.999+00', 1, 'x'), ('a', 5, '2025-12-31', 1, 'x');
    update orders set placed = '2026-02-03' where id = 1; update orders set note = 'changed' where tenant = 'a' and id = 2;
    update orders set placed = '2026-01-01' where id = 3; commit;
    delete from orders where tenant = 'a' and id = 4`);
  const after = [await fixture.follow(january), await fixture.follow(february), await fixture.follow(whole)];
  const seen = after.map(({ changes }) => changes.map((c) => `${c.headers.operation} ${c.value!['id']}`));
  expect(seen).toEqual([
    ['insert 4', 'delete 1', 'delete 4'],
    ['insert 1', 'update 2'],
    ['insert 4', 'insert 5', 'update 1', 'update 2', 'delete 4'],
  ]);
  expect(after[0]!.changes.map((change) => change.headers.last)).toEqual([undefined, true, true]);
});

test('a held reader of a range is woken by a row that enters it and not by one that does not', async () => {
  const { db } = fixture;
  const start = await fixture.readAll(month('c', '2026-01-01', '2026-02-01'));
  const ask = async (offset: string) => {
    const askedAt = performance.now();
    const place = { ...start.definition, handle: start.handle, offset, live: 'true', cursor: '' };
    return { answer: await fixture.ask(place), took: () => performance.now() - askedAt };
  };
  const held = ask(start.offset);
  await db.query(`insert into orders values ('d', 6, '2026-01-05', 1, 'another tenant')`);
  await db.query(`insert into orders values ('c', 7, '2026-01-05', 1, 'here')`);
  let { answer, took } = await held;
  // The hold may end first where the database is slow to write; an answer without anything before that is the fault.
  if (answer.changes.length === 0 && took() >= HOLD_MS) ({ answer, took } = await ask(answer.offset));
  expect(answer.changes.map((change) => change.value!['id'])).toEqual(['7']);
});

test('the same condition, however its values are written, is one shape', async () => {
  const one = await fixture.ask({ ...month('a', '2026-01-01', '2026-02-01'), offset: '-1' });
  const same = await fixture.ask({ ...month('a', '2026-01-01 00:00:00+00', '2026-01-31 19:00:00-05'), offset: '-1' });
  const other = await fixture.ask({ ...month('a', '2026-01-02', '2026-02-01'), offset: '-1' });
  expect(same.handle).toBe(one.handle);
  expect(other.handle).not.toBe(one.handle);
});

test('a row on which a condition fails ends its shape, and the reason is told', async () => {
  const { db } = fixture;
  await db.query('create table ratios (id int primary key, n int); insert into ratios values (1, 1)');
  const definition = { table: 'ratios', where: '10 / n > 1' };
  const start = await fixture.readAll(definition);
  const other = await fixture.readAll({ table: 'ratios', where: 'n >= 0' });
  await db.query('insert into ratios values (2, 0)');
  await expect(fixture.follow(start)).rejects.toThrow('409');
  expect((await fixture.follow(other)).changes.length).toBe(1);
  const again = await fixture.ask({ ...definition, offset: '-1' });
  expect([again.status, JSON.parse(again.text).errors]).toEqual([400, { where: ['division by zero'] }]);
});

test('a condition that takes too long ends its own shape and holds up the others no longer than the limit', async () => {
  const { db } = fixture;
  await db.query('create table slow (id int primary key, n numeric); insert into slow values (1, 1)');
  // A number of 120,000 digits takes long to work out.
  const start = await fixture.readAll({ table: 'slow', where: 'n ^ 20000 > 5' });
  const other = await fixture.readAll({ table: 'slow', where: 'id > 0' });
  await db.query('insert into slow select g, 1234567 from generate_series(2, 41) g');
  expect((await fixture.follow(other)).changes.length).toBe(40);
  await expect(fixture.follow(start)).rejects.toThrow('409');
});

test('a transaction of thousands of rows is judged row by row and stays one transaction', async () => {
  const { db } = fixture;
  await db.query('create table many (id int primary key, n int)');
  const start = await fixture.readAll({ table: 'many', where: 'n % 7 = 3 and n < 9000' });
  await db.query('insert into many select g, g from generate_series(1, 12000) g');
  await db.query('update many set n = n + 1 where n % 7 = 2');
  const end = await fixture.follow(start);
  const { rows } = await db.query<{ id: number }>('select id from many where n % 7 = 3 and n < 9000 order by id');
  expect(
    [...materialise([...start.changes, ...end.changes]).values()].map((row) => Number(row['id'])).sort((a, b) => a - b),
  ).toEqual(rows.map((row) => row.id));
  expect(end.changes.filter((change) => change.headers.last).length).toBe(2);
});

test('subsets take the same conditions', async () => {
  const { db } = fixture;
  await db.query(
    `create table parts (id int primary key, name text); insert into parts select g, 'part ' || g from generate_series(1, 20) g`,
  );
  const answer = await fixture.ask({
    table: 'parts',
    log: 'changes_only',
    offset: 'now',
    subset__where: `name LIKE $1 OR id BETWEEN 3 AND 4`,
    subset__params: JSON.stringify({ 1: '%2' }),
    subset__order_by: 'id DESC',
  });
  const rows = (JSON.parse(answer.text) as { data: { value: { id: string } }[] }).data;
  expect(rows.map((row) => row.value.id)).toEqual(['12', '4', '3', '2']);
});
