import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Message, type ShapeFixture, shapeFixture } from '../testing/shape-fixture.ts';
import type { News, Watch } from './watch.ts';

let fixture: ShapeFixture;
beforeAll(async () => {
  fixture = await shapeFixture({ releaseTogether: true, chunkBytes: 10_000 });
  await fixture.db.query(`
    create table goods (tenant_id text, id int, name text, primary key (tenant_id, id));
    create table stock (tenant_id text, id int, n int, primary key (tenant_id, id))`);
});
afterAll(() => fixture.close());

const definition = (table: string, tenant: string) => ({ table, where: 'tenant_id = $1', 'params[1]': tenant });

interface Place {
  readonly handle: string;
  readonly offset: string;
}

/** Two shapes of one tenant, both up to date, followed together. */
async function watchOf(tenant: string): Promise<Watch> {
  const watch = fixture.server.openWatch();
  for (const table of ['goods', 'stock']) await follow(watch, table, tenant, await placeOf(table, tenant));
  return watch;
}

async function placeOf(table: string, tenant: string): Promise<Place> {
  const { handle, offset } = await fixture.readAll(definition(table, tenant));
  return { handle, offset };
}

const follow = (watch: Watch, name: string, tenant: string, { handle, offset }: Place) =>
  watch.follow(name, new URLSearchParams({ ...definition(name, tenant), handle, offset }));

const rowsOf = (news: News | null, name: string): Message[] =>
  JSON.parse(`[${news?.told.find((told) => told.name === name)?.items.toString() ?? ''}]`) as Message[];
const namesOf = (news: News | null) => [news?.told.map(({ name }) => name), news?.ask];
const seenNow = () => Number(fixture.server.currentLsn());

test('news are held until a commit of any of the shapes, tell its rows, and that the others have none up to it', async () => {
  const watch = await watchOf('a');
  const held = watch.next(seenNow(), 20_000, undefined);
  await fixture.db.query(`insert into goods values ('other', 1, 'not theirs')`);
  await fixture.db.query(`insert into goods values ('a', 1, 'tea')`);
  const news = await held;
  expect(namesOf(news)).toEqual([['goods'], []]);
  const [row] = rowsOf(news, 'goods');
  expect(row?.value).toEqual({ tenant_id: 'a', id: '1', name: 'tea' });
  expect(Number(news?.lsn)).toBeGreaterThanOrEqual(Number(row?.headers.lsn));
  // Told once.
  expect(await watch.next(Number(news?.lsn), 50, undefined)).toMatchObject({ told: [], ask: [] });
});

test('a commit of several tables is told whole, however the request falls before, into and after it', async () => {
  const watch = await watchOf('race');
  const writer = await fixture.connect();
  let seen = seenNow();
  const found = { goods: [] as number[], stock: [] as number[] };
  for (let id = 0; id < 150; id += 1) {
    const writing = writer.query(
      `begin; insert into goods values ('race', ${id}, ''); insert into stock values ('race', ${id}, 0); commit`,
    );
    await new Promise((resolve) => setTimeout(resolve, (id % 8) / 2));
    const news = await watch.next(seen, 20_000, undefined);
    seen = Number(news?.lsn);
    for (const name of ['goods', 'stock'] as const)
      found[name].push(...rowsOf(news, name).map(({ value }) => Number(value?.id)));
    expect(found.goods, 'one commit is in one answer').toEqual(found.stock);
    await writing;
  }
  const ids = Array.from({ length: 150 }, (_, id) => id);
  while (found.goods.length < 150)
    found.goods.push(
      ...rowsOf(await watch.next(seen, 5_000, undefined), 'goods').map(({ value }) => Number(value?.id)),
    );
  expect(found.goods).toEqual(ids);
});

test('whoever lags behind the group is answered at once', async () => {
  const before = seenNow();
  const watch = await watchOf('late');
  await fixture.db.query(`insert into goods values ('late', 1, 'tea')`);
  await fixture.settle();
  await follow(watch, 'goods', 'late', await placeOf('goods', 'late'));
  // Held, it would not come back.
  const news = await watch.next(before, 3_600_000, undefined);
  expect(namesOf(news)).toEqual([[], []]);
  expect(Number(news?.lsn)).toBeGreaterThan(before);
});

test('a later request ends the earlier, and a client that went away ends its own', async () => {
  const watch = await watchOf('turns');
  const first = watch.next(seenNow(), 20_000, undefined);
  const gone = new AbortController();
  const second = watch.next(seenNow(), 20_000, gone.signal);
  expect(await first).toBeNull();
  gone.abort();
  expect(await second).toBeNull();
});

test('what is superseded takes no rows along: they are told to whoever asks next', async () => {
  const watch = await watchOf('given up');
  const begun = watch.told;
  const held = watch.next(Number.MAX_SAFE_INTEGER, 20_000, undefined);
  await new Promise((resolve) => setImmediate(resolve));
  watch.supersede();
  await fixture.db.query(`insert into goods values ('given up', 1, 'tea')`);
  await fixture.settle();
  expect(await held).toBeNull();
  expect(watch.told).toBe(begun);
  const news = await watch.next(seenNow(), 20_000, undefined);
  expect(rowsOf(news, 'goods').map(({ value }) => value?.id)).toEqual(['1']);
  expect(watch.told).toBe(begun + 1);
});

test('what cannot be told has to be asked: an unknown handle, another shape’s, a place beyond the end, more than fits', async () => {
  const place = await placeOf('goods', 'ask');
  const forged: readonly (readonly [string, Place])[] = [
    ['goods', { ...place, handle: '1-1' }],
    ['stock', place],
    ['goods', { ...place, offset: '999999999999_0' }],
    ['goods', { ...place, offset: 'nowhere' }],
  ];
  for (const [table, from] of forged) {
    const watch = fixture.server.openWatch();
    await follow(watch, table, 'ask', from);
    expect(namesOf(await watch.next(seenNow(), 20_000, undefined))).toEqual([[], [table]]);
  }
  const watch = fixture.server.openWatch();
  await follow(watch, 'goods', 'ask', place);
  await fixture.db.query(`insert into goods select 'ask', n, repeat('x', 100) from generate_series(1, 500) n`);
  expect(namesOf(await watch.next(seenNow(), 20_000, undefined))).toEqual([[], ['goods']]);
  // It left: nothing more of it is told here.
  expect(namesOf(await watch.next(seenNow(), 50, undefined))).toEqual([[], []]);
});

test('a stream that ends lets every shape be asked for itself', async () => {
  const watch = await watchOf('lost');
  const held = watch.next(seenNow(), 20_000, undefined);
  await fixture.breakStream();
  expect(namesOf(await held)).toEqual([[], ['goods', 'stock']]);
});
