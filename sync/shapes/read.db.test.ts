import { afterAll, beforeAll, expect, test } from 'vitest';
import { materialise, type ShapeFixture, shapeFixture } from './testing/shape-fixture.ts';

let fixture: ShapeFixture;
beforeAll(async () => {
  fixture = await shapeFixture({ chunkBytes: 4_000 });
});
afterAll(() => fixture.close());

test('a snapshot and the log after it print values alike', async () => {
  const { db } = fixture;
  await db.query(`create table kinds (
    id int primary key, ok bool, big int8, price numeric(12,2), ratio float8, day date, at timestamptz, span interval,
    raw bytea, doc jsonb, list int[], names text[], label varchar(20), who uuid)`);
  const values = `true, 9223372036854775807, 12.50, 0.1, '2026-03-01', '2026-03-01 12:00+02', '1 day 2 hours',
    '\\xdeadbeef', '{"a":"\\"x\\""}', '{1,null,3}', '{"a b","c,d"}', 'naïve "q" \\ 漢', '6F9619FF-8B86-D011-B42D-00C04FC964FF'`;
  await db.query(`insert into kinds values (1, ${values})`);
  const start = await fixture.readAll({ table: 'kinds' });
  await db.query(`insert into kinds values (2, ${values})`);
  const more = await fixture.follow(start);
  const [fromSnapshot] = start.changes;
  const [fromLog] = more.changes;
  expect({ ...fromLog!.value, id: '1' }).toEqual(fromSnapshot!.value);
  expect(fromSnapshot!.value).toMatchObject({
    ok: 't',
    price: '12.50',
    at: '2026-03-01 10:00:00+00',
    span: 'P1DT2H',
    raw: '\\xdeadbeef',
    label: 'naïve "q" \\ 漢',
  });
});

test('the schema header tells types, keys, dimensions and modifiers', async () => {
  const { headers } = await fixture.ask({ table: 'kinds', offset: '-1' });
  expect(JSON.parse(headers['electric-schema']!)).toMatchObject({
    id: { type: 'int4', pk_index: 0, not_null: true },
    price: { type: 'numeric', precision: 12, scale: 2 },
    list: { type: 'int4', dims: 1 },
    label: { type: 'varchar', max_length: 20 },
  });
});

test('a log message names its transaction, its place in it and whether it is the last', async () => {
  const { db } = fixture;
  await db.query('create table marks (id int primary key, note text)');
  const start = await fixture.readAll({ table: 'marks' });
  await db.query('begin');
  const { rows } = await db.query<{ xid: string }>('select pg_current_xact_id()::xid::text as xid');
  await db.query(`insert into marks values (1, 'a'), (2, null)`);
  await db.query(`update marks set note = 'b' where id = 1`);
  await db.query('commit');
  const { changes, answers } = await fixture.follow(start);
  expect(changes.map((change) => change.headers.op_position)).toEqual([0, 2, 4]);
  expect(changes.map((change) => change.headers.last)).toEqual([undefined, undefined, true]);
  expect(changes.every((change) => change.headers.txids![0] === Number(rows[0]!.xid))).toBe(true);
  expect(changes[1]!.value).toEqual({ id: '2', note: null });
  expect(changes[2]!.value).toEqual({ id: '1', note: 'b' });
  expect(answers.at(-1)!.offset).toBe(`${changes[2]!.headers.lsn}_4`);
  const frontier = answers.at(-1)!.messages.at(-1)!.headers.global_last_seen_lsn!;
  expect(BigInt(frontier) >= BigInt(changes[2]!.headers.lsn!)).toBe(true);
});

test('an update that moves the key becomes a delete and an insert that point at each other', async () => {
  const { db } = fixture;
  await db.query(`create table movers (a text, b text, n int, primary key (a, b))`);
  await db.query(`insert into movers values ('x/y', 'z', 1)`);
  const start = await fixture.readAll({ table: 'movers' });
  expect(start.changes[0]!.key).toBe('"public"."movers"/"x//y"/"z"');
  await db.query(`update movers set b = 'w', n = 2`);
  const { changes } = await fixture.follow(start);
  expect(changes.map((change) => [change.headers.operation, change.key, change.headers.op_position])).toEqual([
    ['delete', '"public"."movers"/"x//y"/"z"', 0],
    ['insert', '"public"."movers"/"x//y"/"w"', 1],
  ]);
  expect(changes[0]!.headers.key_change_to).toBe(changes[1]!.key);
  expect(changes[1]!.headers.key_change_from).toBe(changes[0]!.key);
  expect(changes[0]!.value).toEqual({ a: 'x/y', b: 'z' });
  expect(changes[1]!.value).toEqual({ a: 'x/y', b: 'w', n: '2' });
});

test('with replica=full updates and deletes carry whole rows, updates their old values', async () => {
  const { db } = fixture;
  await db.query(`create table wholes (id int primary key, a text, b text)`);
  await db.query(`insert into wholes values (1, 'a', 'b')`);
  const start = await fixture.readAll({ table: 'wholes', replica: 'full' });
  await db.query(`update wholes set a = 'c'`);
  await db.query('delete from wholes');
  const { changes } = await fixture.follow(start);
  expect(changes[0]).toMatchObject({ value: { id: '1', a: 'c', b: 'b' }, old_value: { a: 'a' } });
  expect(changes[1]!.value).toEqual({ id: '1', a: 'c', b: 'b' });
  const other = await fixture.readAll({ table: 'wholes' });
  expect(other.handle).not.toBe(start.handle);
});

test('a shape of some columns shows those only and is silent about the rest', async () => {
  const { db } = fixture;
  await db.query(`create table "Odd Names" (id int primary key, "has,comma" text, "has""quote" text, rest text)`);
  await db.query(`insert into "Odd Names" values (1, 'c', 'q', 'r')`);
  const start = await fixture.readAll({ table: 'public."Odd Names"', columns: 'id,"has,comma","has""quote"' });
  expect(start.changes[0]!.value).toEqual({ id: '1', 'has,comma': 'c', 'has"quote': 'q' });
  await db.query(`update "Odd Names" set rest = 's'`);
  await db.query(`update "Odd Names" set "has,comma" = 'd', rest = 't'`);
  const { changes } = await fixture.follow(start);
  expect(changes.map((change) => change.value)).toEqual([{ id: '1', 'has,comma': 'd' }]);
});

test('a table without a primary key is keyed by the whole row', async () => {
  const { db } = fixture;
  await db.query('create table loose (b text, a int)');
  await db.query(`insert into loose values ('x', 1), (null, 2)`);
  const start = await fixture.readAll({ table: 'loose' });
  expect(start.changes.map((change) => change.key)).toEqual(['"public"."loose"/"1"/"x"', '"public"."loose"/"2"/_']);
  await db.query(`update loose set a = 3 where b = 'x'`);
  await db.query('delete from loose where b is null');
  const { changes } = await fixture.follow(start);
  expect(changes.map((change) => [change.headers.operation, change.key])).toEqual([
    ['delete', '"public"."loose"/"1"/"x"'],
    ['insert', '"public"."loose"/"3"/"x"'],
    ['delete', '"public"."loose"/"2"/_'],
  ]);
});

test('a long value that an update leaves alone is neither lost nor sent as changed', async () => {
  const { db } = fixture;
  await db.query('create table longs (id int primary key, n int, body text)');
  await db.query('alter table longs alter body set storage external');
  await db.query(`insert into longs values (1, 1, repeat('long ', 4000))`);
  const normal = await fixture.readAll({ table: 'longs' });
  const full = await fixture.readAll({ table: 'longs', replica: 'full' });
  await db.query('update longs set n = 2');
  expect((await fixture.follow(normal)).changes.map((change) => change.value)).toEqual([{ id: '1', n: '2' }]);
  const [update] = (await fixture.follow(full)).changes;
  expect(update!.value!['body']).toBe('long '.repeat(4000));
  expect(update!.old_value).toEqual({ n: '1' });
});

test('big snapshots and logs come in closed chunks that never change', async () => {
  const { db } = fixture;
  await db.query('create table many (id int primary key, body text)');
  await db.query(`insert into many select g, repeat('x', 200) from generate_series(1, 60) g`);
  const start = await fixture.readAll({ table: 'many' });
  expect(start.answers.length).toBeGreaterThan(3);
  await db.query(`insert into many select g, repeat('y', 200) from generate_series(61, 120) g`);
  const more = await fixture.follow(start);
  expect(more.answers.length).toBeGreaterThan(3);
  expect(materialise([...start.changes, ...more.changes]).size).toBe(120);

  const closed = [...start.answers.slice(0, -1), ...more.answers.slice(0, -1)];
  const asked = closed.map((answer) => /:([^:]+):[^:]+"$/.exec(answer.headers['etag']!)![1]!);
  await db.query(`insert into many values (121, 'z')`);
  await fixture.follow(more);
  for (const [index, offset] of asked.entries()) {
    const again = await fixture.ask({ table: 'many', handle: start.handle, offset });
    expect(again.text).toBe(closed[index]!.text);
    expect(again.headers['etag']).toBe(closed[index]!.headers['etag']);
  }
});

test('an answer the client already has is 304, one without news never is', async () => {
  const first = await fixture.ask({ table: 'many', offset: '-1' });
  const known = await fixture.ask(
    { table: 'many', offset: '-1' },
    { headers: { 'if-none-match': first.headers['etag']! } },
  );
  expect([known.status, known.text, known.handle]).toEqual([304, '', first.handle]);
  const { handle, offset } = await fixture.readAll({ table: 'many' });
  const quiet = await fixture.ask({ table: 'many', handle, offset });
  const again = await fixture.ask(
    { table: 'many', handle, offset },
    { headers: { 'if-none-match': quiet.headers['etag']! } },
  );
  expect(again.status).toBe(200);
});

test('offset=now skips what is there and follows what comes', async () => {
  const { db } = fixture;
  const now = await fixture.ask({ table: 'marks', offset: 'now' });
  expect(now.changes).toEqual([]);
  expect(now.headers['electric-up-to-date']).toBe('');
  await db.query(`insert into marks values (77, 'later')`);
  const start = { definition: { table: 'marks' }, changes: [], answers: [], handle: now.handle, offset: now.offset };
  expect((await fixture.follow(start)).changes.map((change) => change.value)).toEqual([{ id: '77', note: 'later' }]);
});

test('up to date after a snapshot means: with everything that the snapshot saw', async () => {
  const { db } = fixture;
  await db.query('create table seen (id int primary key); create table unpublished (id int)');
  for (let round = 0; round < 5; round++) {
    await db.query('insert into unpublished values (1)');
    const { rows } = await db.query<{ lsn: string }>(`select pg_current_wal_insert_lsn() - '0/0' as lsn`);
    const definition = { table: 'seen', where: `id = ${round}` };
    const first = await fixture.ask({ ...definition, offset: '-1' });
    expect(first.headers['electric-up-to-date']).toBeUndefined();
    const second = await fixture.ask({ ...definition, handle: first.handle, offset: first.offset });
    const frontier = BigInt(second.messages.at(-1)!.headers.global_last_seen_lsn!);
    expect(frontier >= BigInt(rows[0]!.lsn) - 1n).toBe(true);
  }
});
