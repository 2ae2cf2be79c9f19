import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShapeFixture, shapeFixture } from './testing/shape-fixture.ts';

let fixture: ShapeFixture;
beforeAll(async () => {
  fixture = await shapeFixture({ longPollMs: 1_000 });
  await fixture.db.query(`
    create table notes (id int primary key, body text, at timestamptz, kind text not null default 'k');
    insert into notes values (1, 'one')`);
});
afterAll(() => fixture.close());

const mustRefetch = '[{"headers":{"control":"must-refetch"}}]';

test('an unknown handle gets 409 and the handle to go on with', async () => {
  const { handle } = await fixture.readAll({ table: 'notes' });
  const answer = await fixture.ask({ table: 'notes', handle: '1-1', offset: '0_0' });
  expect([answer.status, answer.text, answer.handle]).toEqual([409, mustRefetch, handle]);
  expect(answer.headers['cache-control']).toBe('public, max-age=60, must-revalidate');
});

test('a handle of another shape gets 409', async () => {
  const { handle } = await fixture.readAll({ table: 'notes' });
  const answer = await fixture.ask({ table: 'notes', where: 'id = 1', handle, offset: '0_0' });
  expect(answer.status).toBe(409);
  expect(answer.handle).not.toBe(handle);
});

test('truncating a table ends its shapes, held requests too', async () => {
  await fixture.db.query(`create table short (id int primary key); insert into short values (1)`);
  const start = await fixture.readAll({ table: 'short' });
  const held = fixture.ask({ table: 'short', handle: start.handle, offset: start.offset, live: 'true' });
  await fixture.db.query('truncate short');
  const answer = await held;
  expect([answer.status, answer.text]).toEqual([409, mustRefetch]);
  const next = await fixture.readAll({ table: 'short' });
  expect([next.handle, next.changes]).toEqual([answer.handle, []]);
  expect(next.handle).not.toBe(start.handle);
});

test('a changed column ends the shapes of its table with the next row', async () => {
  await fixture.db.query(`create table bent (id int primary key, n int); insert into bent values (1, 1)`);
  const start = await fixture.readAll({ table: 'bent' });
  await fixture.db.query(`alter table bent alter n type text; insert into bent values (2, 'two')`);
  await expect(fixture.follow(start)).rejects.toThrow('409');
  const next = await fixture.readAll({ table: 'bent' });
  expect(next.changes.map((change) => change.value)).toEqual([
    { id: '1', n: '1' },
    { id: '2', n: 'two' },
  ]);
});

test('a table dropped and made again is another shape', async () => {
  await fixture.db.query(`create table again (id int primary key); insert into again values (1)`);
  const start = await fixture.readAll({ table: 'again' });
  await fixture.db.query(`drop table again; create table again (id int primary key); insert into again values (2)`);
  await new Promise((resolve) => setTimeout(resolve, 600));
  const stale = await fixture.ask({ table: 'again', handle: start.handle, offset: start.offset });
  expect(stale.status).toBe(409);
  const next = await fixture.readAll({ table: 'again' });
  expect(next.changes.map((change) => change.value)).toEqual([{ id: '2' }]);
  await fixture.db.query('drop table again');
  const ask = () => fixture.ask({ table: 'again', handle: next.handle, offset: next.offset });
  let missed = await ask();
  while (missed.status === 200) missed = await ask();
  // It may be about to be made once more: 400 would end its readers for good.
  expect([missed.status, missed.text]).toEqual([503, expect.stringContaining('a moment ago')]);
  let none = missed;
  while (none.status === 503) none = await ask();
  expect([none.status, none.text]).toEqual([400, expect.stringContaining('does not exist')]);
});

test('many first requests at once make one shape', async () => {
  await fixture.db.query(`create table crowd (id int primary key); insert into crowd values (1)`);
  const answers = await Promise.all(Array.from({ length: 20 }, () => fixture.ask({ table: 'crowd', offset: '-1' })));
  expect(new Set(answers.map((answer) => answer.handle)).size).toBe(1);
  expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
});

test('deleting a shape gives the next reader another handle', async () => {
  const start = await fixture.readAll({ table: 'notes' });
  const query = new URLSearchParams({ handle: start.handle });
  const deleted = await fixture.server.handle({ method: 'DELETE', query, headers: {} });
  expect(deleted.status).toBe(202);
  expect((await fixture.ask({ table: 'notes', handle: start.handle, offset: start.offset })).status).toBe(409);
  expect((await fixture.readAll({ table: 'notes' })).handle).not.toBe(start.handle);
});

test('an offset that the log never had is refused after a while', async () => {
  const { handle } = await fixture.readAll({ table: 'notes' });
  const answer = await fixture.ask({ table: 'notes', handle, offset: '9007199254740000_0' });
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text).errors).toEqual({ offset: ['out of bounds for this shape'] });
});

test.each([
  [{ table: 'notes' }, { offset: ["can't be blank"] }],
  [{ table: 'notes', offset: 'x' }, { offset: ['has invalid format'] }],
  [{ table: 'notes', offset: '0_0' }, { handle: ["can't be blank when offset != -1"] }],
  [{ table: 'notes', offset: '-1', live: '' }, { live: ["can't be true when offset == -1"] }],
  [{ table: 'notes', offset: 'now', live: 'true' }, { live: ["can't be true when offset is 'now'"] }],
  [{ table: 'notes', offset: '-1', live_sse: 'true' }, { live_sse: ["can't be true unless live is also true"] }],
  [{ offset: '-1' }, { table: ["can't be blank"] }],
  [{ table: 'nowhere', offset: '-1' }, { table: ['Table "public"."nowhere" does not exist'] }],
  [{ table: 'pg_catalog.pg_views', offset: '-1' }, { table: ['Table "pg_catalog"."pg_views" is not a table'] }],
  [
    { table: 'notes', columns: 'body', offset: '-1' },
    { columns: ['The list of columns must include all primary key columns, missing: id'] },
  ],
  [{ table: 'notes', where: '1 x 1', offset: '-1' }, { where: ['At location 17: syntax error at or near "x"'] }],
  [{ table: 'notes', where: 'nothing = 1', offset: '-1' }, { where: ['At location 15: unknown column nothing'] }],
  [{ table: 'notes', where: 'id = $1', offset: '-1' }, { where: ['parameter $1 was not provided'] }],
  [{ table: 'notes', where: `id = 'one'`, offset: '-1' }, { where: ['invalid input syntax for type integer: "one"'] }],
  [
    { table: 'notes', where: `at > 'yesterday'`, offset: '-1' },
    { where: ['"yesterday" would mean another moment each time'] },
  ],
  [{ table: 'notes', where: 'id / 0 = 1', offset: '-1' }, { where: ['division by zero'] }],
])('%j is refused', async (query, errors) => {
  const answer = await fixture.ask(query);
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text)).toEqual({ message: 'Invalid request', errors });
  expect(answer.headers['cache-control']).toBe('no-store');
});
