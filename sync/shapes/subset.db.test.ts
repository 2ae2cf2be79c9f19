import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Message, type ShapeFixture, shapeFixture } from './testing/shape-fixture.ts';

let fixture: ShapeFixture;
beforeAll(async () => {
  fixture = await shapeFixture();
  await fixture.db.query(`
    create table people (tenant_id text, id int primary key, name text, secret text);
    insert into people select case when g % 2 = 0 then 'a' else 'b' end, g, 'n' || lpad(g::text, 3, '0'), 's'
      from generate_series(1, 40) g`);
});
afterAll(() => fixture.close());

const mine = { table: 'people', where: `tenant_id = 'a'`, columns: 'id,tenant_id,name', log: 'changes_only' };

interface Subset {
  readonly metadata: { xmin: string; xmax: string; xip_list: string[]; snapshot_mark: number; database_lsn: string };
  readonly data: (Message & { headers: { snapshot_mark: number } })[];
}

async function subset(query: Record<string, string>): Promise<{ headers: Record<string, string>; body: Subset }> {
  const answer = await fixture.ask({ ...mine, offset: '-1', ...query });
  expect(answer.status).toBe(200);
  return { headers: { ...answer.headers }, body: JSON.parse(answer.text) };
}

const ids = (body: Subset) => body.data.map((row) => Number(row.value!['id']));

test('a shape of changes only begins empty and brings what changes', async () => {
  const start = await fixture.readAll(mine);
  expect(start.changes).toEqual([]);
  await fixture.db.query(`update people set name = 'changed' where id in (1, 2)`);
  expect((await fixture.follow(start)).changes.map((change) => change.value)).toEqual([{ id: '2', name: 'changed' }]);
});

test('a subset has the shape’s rows and columns only, in the order asked for, and says what it saw', async () => {
  const { headers, body } = await subset({
    subset__where: 'name = $1 or id in (4, 6, 8, 9)',
    subset__params: '{"1":"n010"}',
    subset__order_by: '"id" DESC nulls last, name',
    subset__limit: '3',
    subset__offset: '1',
  });
  expect(ids(body)).toEqual([8, 6, 4]);
  expect(body.data[0]).toMatchObject({
    key: '"public"."people"/"8"',
    value: { id: '8', tenant_id: 'a', name: 'n008' },
  });
  expect(body.data[0]!.value).not.toHaveProperty('secret');
  expect(body.data[0]!.headers.snapshot_mark).toBe(body.metadata.snapshot_mark);
  expect(body.metadata.database_lsn).toMatch(/^\d+$/);
  expect(headers).toMatchObject({ 'electric-snapshot': 'true', 'cache-control': 'no-cache' });
  expect(headers['electric-schema']).toContain('"name"');
});

test('the log from the subset’s offset has everything the subset does not', async () => {
  const start = await fixture.readAll(mine);
  const { headers, body } = await subset({ handle: start.handle, subset__where: 'id = 12' });
  expect(ids(body)).toEqual([12]);
  await fixture.db.query(`update people set name = 'later' where id = 12`);
  const after = { ...start, handle: headers['electric-handle']!, offset: headers['electric-offset']! };
  const names = (await fixture.follow(after)).changes.map((change) => change.value!['name']);
  expect(names).toEqual(['later']);
});

test('a POST asks for the same', async () => {
  const response = await fixture.server.handle({
    method: 'POST',
    query: new URLSearchParams({ ...mine, offset: '-1' }),
    headers: {},
    body: JSON.stringify({ where: 'id = $1', params: { 1: 14 }, order_by: 'id', limit: 5 }),
  });
  expect(ids(JSON.parse(String(response.body)))).toEqual([14]);
});

test('a subset of a shape that is no more is told to start again', async () => {
  const answer = await fixture.ask({ ...mine, offset: '0_0', handle: '1-1', subset__where: 'id = 1' });
  expect(answer.status).toBe(409);
});

test.each<Record<string, string>>([
  { subset__limit: '1' },
  { subset__limit: '-1', subset__order_by: 'id' },
  { subset__order_by: 'id; drop table people' },
  { subset__order_by: 'id, (select 1)' },
  { subset__order_by: 'nothing' },
  { subset__order_by: 'id desc desc' },
  { subset__order_by: `id' or '1` },
  { subset__order_by: '"id" --' },
  { subset__where: 'id = 1) or (1 = 1' },
  { subset__where: 'pg_sleep(1) = 1' },
  { subset__params: '[1]', subset__where: 'id = $1' },
])('%j is refused', async (query) => {
  const answer = await fixture.ask({ ...mine, offset: '-1', ...query });
  expect(answer.status).toBe(400);
});
