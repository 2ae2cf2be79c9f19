import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShapeFixture, shapeFixture } from './testing/shape-fixture.ts';

let fixture: ShapeFixture;
let url: string;
let untouched: string;

const contents = async (): Promise<string> => {
  const { rows } = await fixture.db.query<{ text: string }>(
    `select (select string_agg(victims::text, ';' order by id) from victims) || ' in ' ||
            (select string_agg(relname, ',' order by relname) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r') as text`,
  );
  return rows[0]!.text;
};

beforeAll(async () => {
  fixture = await shapeFixture({ longPollMs: 400 });
  await fixture.db.query(`
    create table victims (id int primary key, tenant text, note text, at timestamptz);
    create table others (id int primary key);
    insert into victims select g, 'a', 'note ' || g, '2026-01-01' from generate_series(1, 5) g`);
  url = await fixture.server.listen(0, '127.0.0.1');
  await fixture.readAll({ table: 'victims' });
  untouched = await contents();
});
afterAll(() => fixture.close());

async function expectTyped(answer: Response, ...statuses: number[]): Promise<void> {
  const text = await answer.text();
  expect(statuses, text).toContain(answer.status);
  const body = JSON.parse(text) as { message?: string; errors?: object }[] | { message?: string; errors?: object };
  if (answer.status === 400) expect(body).toMatchObject({ message: 'Invalid request', errors: expect.any(Object) });
  else expect(body).toEqual([{ headers: { control: 'must-refetch' } }]);
  expect(answer.headers.get('cache-control')).toMatch(/no-store|must-revalidate/);
  expect(text).not.toMatch(/at .*\.ts|permission|role/i);
  // And it is as it was: nothing written, and everybody else is served.
  expect(await contents()).toBe(untouched);
  expect((await fetch(`${url}/v1/shape?table=victims&offset=-1`)).status).toBe(200);
}

const get = (query: Record<string, string> | [string, string][]) =>
  fetch(`${url}/v1/shape?${new URLSearchParams(query as Record<string, string>)}`);

const injections = [
  `1 = 1; drop table victims`,
  `1 = 1); drop table victims; --`,
  `id = 1 union select 1`,
  `id in (select id from victims)`,
  `(select count(*) from victims) > 0`,
  `pg_sleep(5) is null`,
  `set_config('role', 'postgres', false) = 'x'`,
  `note = 'a' or pg_terminate_backend(1)`,
  `lo_import('/etc/passwd') > 0`,
  `query_to_xml('drop table victims', true, true, '') is null`,
  `note = U&'\\0061'`,
  `note = E'\\'; drop table victims; --'`,
  `"id" = 1 returning *`,
  `id = 1 limit 1`,
  `id = $1`,
  `id = $99999999999`,
  `note = $$x$$`,
  `id::regclass = 'victims'`,
  `'pg_catalog.pg_class'::regclass is not null`,
  `current_setting('is_superuser') = 'on'`,
  `victims is not null`,
  `ctid is not null`,
  `xmin = 1`,
  `tableoid = 1`,
  `id = 1 /* comment */`,
  `id = 1 -- comment`,
  `note similar to 'a'`,
  `id = 1 and`,
  `\u0000`,
  `note = 'a\u0000b'`,
  '('.repeat(5_000),
  `id in (${Array(4_000).fill('1').join(',')})`,
];

test.each(injections.map((where) => [where.slice(0, 60).replace('\0', 'zero'), where]))(
  'where %$: %s',
  async (_, where) => {
    await expectTyped(await get({ table: 'victims', offset: '-1', where }), 400);
  },
);

test.each([
  `id; drop table victims`,
  `id) --`,
  `id desc, (select 1)`,
  `pg_sleep(5)`,
  `random()`,
  `1`,
  `id using >`,
  `id desc nulls`,
  `id collate "C"`,
  `"id`,
  `nothing`,
  `id,`,
  `id::text`,
  `victims.id`,
  `case when true then id end`,
])('order_by: %s', async (order) => {
  const asked = { table: 'victims', offset: 'now', log: 'changes_only', subset__order_by: order, subset__limit: '5' };
  await expectTyped(await get(asked), 400);
  const post = { method: 'POST', body: JSON.stringify({ order_by: order, limit: 5 }) };
  await expectTyped(await fetch(`${url}/v1/shape?table=victims&offset=now&log=changes_only`, post), 400);
});

test.each([
  { subset__limit: '-1', subset__order_by: 'id' },
  { subset__limit: '1e3', subset__order_by: 'id' },
  { subset__limit: '1.5', subset__order_by: 'id' },
  { subset__limit: '99999999999999999999', subset__order_by: 'id' },
  { subset__limit: '5; drop table victims', subset__order_by: 'id' },
  { subset__offset: '-1', subset__order_by: 'id' },
  { subset__limit: '5' },
  { subset__where: `id in (select 1)` },
  { subset__where: 'id = $1' },
  { subset__where: 'id = $1', subset__params: '{"1": {"a": 1}}' },
  { subset__where: 'id = $1', subset__params: 'not json' },
  { subset__where: 'id = $1', subset__params: '{"x": "1"}' },
  { subset__where: 'id = $1', subset__params: '{"1": "one"}' },
])('subset: %j', async (subset) => {
  await expectTyped(await get({ table: 'victims', offset: 'now', log: 'changes_only', ...(subset as object) }), 400);
});

test.each([
  '[',
  'null',
  '[1]',
  '"x"',
  '{"where": 5}',
  '{"limit": {}, "order_by": "id"}',
  '{"params": [1], "where": "id = $1"}',
])('a body of %s', async (body) => {
  await expectTyped(await fetch(`${url}/v1/shape?table=victims&offset=now`, { method: 'POST', body }), 400);
});

test.each([
  ...['', 'x', '-2', '1', '1_', '_1', '0_-1', '1_1_1', '0_inf0', 'inf_0', 'NaN_0', '0x1_0', '1e9_0', ' 0_0', '0_0;'],
  ...['99999999999999999999_0', '9007199254740993_0', '0_99999999999', `${'9'.repeat(10_000)}_0`],
])('offset %$', async (offset) => {
  const { handle } = await fixture.readAll({ table: 'victims' });
  await expectTyped(await get({ table: 'victims', offset, handle }), 400);
});

test.each(['x', '-1', '1.5', '1e9', '1; drop', '9'.repeat(25), '9'.repeat(5_000)])('cursor %$', async (cursor) => {
  const { handle, offset } = await fixture.readAll({ table: 'victims' });
  await expectTyped(await get({ table: 'victims', offset, handle, live: 'true', cursor }), 400);
});

test('handles of other shapes, of nobody and of no form lead to the right one, and nothing of the other is shown', async () => {
  const mine = await fixture.readAll({ table: 'victims', where: `tenant = 'a'` });
  const theirs = await fixture.readAll({ table: 'victims', where: `tenant = 'b'` });
  for (const handle of [theirs.handle, 'x', '0-0', `'; drop table victims; --`, 'h'.repeat(5_000), '1-1 ']) {
    const answer = await get({ table: 'victims', where: `tenant = 'a'`, handle, offset: '0_0' });
    expect(answer.headers.get('electric-handle')).toBe(mine.handle);
    await expectTyped(answer, 409);
  }
});

test.each([
  ...[
    '',
    ' ',
    '.',
    'a.b.c',
    '"',
    '""',
    'victims;',
    'victims -- x',
    'victims, others',
    '(select 1)',
    'pg_class',
    'pg_shadow',
  ],
  ...['pg_catalog.pg_authid', 'information_schema.tables', 'nowhere', 'victims\u0000', 'x'.repeat(10_000), '"x"x'],
])('table %$: %j', async (table) => {
  await expectTyped(await get({ table, offset: '-1' }), 400);
});

test.each([
  ...[
    '',
    'id,',
    ',id',
    'nothing',
    'id,nothing',
    '*',
    'id)',
    'id; drop table victims',
    'count(*)',
    'id as x',
    '"id',
    'note',
  ],
  ...['id,\u0000', 'ctid,id', 'x'.repeat(5_000)],
])('columns %$: %j', async (columns) => {
  await expectTyped(await get({ table: 'victims', columns, offset: '-1' }), 400);
});

test('parameters with holes, of no number, too many and too long', async () => {
  const base: [string, string][] = [
    ['table', 'victims'],
    ['offset', '-1'],
    ['where', 'note = $1'],
  ];
  await expectTyped(await get([...base, ['params[2]', 'x']]), 400);
  await expectTyped(await get([...base, ['params[x]', 'x']]), 400);
  await expectTyped(await get([...base, ['params[1][2]', 'x']]), 400);
  await expectTyped(await get([...base, ['params', 'x']]), 400);
  await expectTyped(await get([...base, ['params[1]', 'a\u0000b']]), 400);
  const many = Array.from({ length: 1_200 }, (_, at): [string, string] => [`params[${at + 1}]`, 'x']);
  const inProcess = (query: [string, string][]) =>
    fixture.server.handle({ method: 'GET', query: new URLSearchParams(query), headers: {} });
  expect((await inProcess([...base, ...many])).status).toBe(400);
  expect((await inProcess([...base, ['params[1]', 'x'.repeat(70_000)]])).status).toBe(400);
  expect((await inProcess([...base.slice(0, 2), ['columns', Array(40_000).fill('id').join(',')]])).status).toBe(400);
});

test('a value is a value, whatever it looks like', async () => {
  const asked = { table: 'victims', where: 'note = $1', 'params[1]': `'; drop table victims; --` };
  expect((await fixture.readAll(asked)).changes).toEqual([]);
  expect(await contents()).toBe(untouched);
});

test.each([
  'GET // HTTP/1.1',
  'GET /v1//shape?table=victims&offset=-1 HTTP/1.1',
  'GET /v1/%73hape?table=victims&offset=-1 HTTP/1.1',
  'GET /v1/shape/?table=victims&offset=-1 HTTP/1.1',
  'PUT /v1/shape?table=victims&offset=-1 HTTP/1.1',
  'GET /v1/shape?%ZZ=%ZZ HTTP/1.1',
])('%s is answered', async (line) => {
  const { port } = new URL(url);
  const status = await new Promise<number>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(`${line}\r\nhost: x\r\nconnection: close\r\n\r\n`),
    );
    socket.once('data', (data) => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(data.toString('latin1'))?.[1])));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('cut off')));
  });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
});
