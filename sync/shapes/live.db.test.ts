import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Answer, type ShapeFixture, shapeFixture } from './testing/shape-fixture.ts';

let fixture: ShapeFixture;
beforeAll(async () => {
  fixture = await shapeFixture({ releaseTogether: true, longPollMs: 2_000 });
  await fixture.db.query(`
    create table goods (tenant_id text, id int, name text, primary key (tenant_id, id));
    create table stock (tenant_id text, id int, n int, primary key (tenant_id, id))`);
});
afterAll(() => fixture.close());

const tenant = (table: string, id: string) => ({ table, where: 'tenant_id = $1', 'params[1]': id });

function lsnOf(answer: Answer): bigint {
  return BigInt(answer.messages.at(-1)!.headers.global_last_seen_lsn!);
}

test('a live request is held until a change comes, and brings it', async () => {
  const start = await fixture.readAll({ table: 'goods' });
  const held = fixture.ask({ table: 'goods', handle: start.handle, offset: start.offset, live: 'true' });
  await fixture.db.query(`insert into goods values ('a', 1, 'tea')`);
  const answer = await held;
  expect(answer.changes[0]!.value).toEqual({ tenant_id: 'a', id: '1', name: 'tea' });
  expect(answer.headers).toMatchObject({ 'electric-up-to-date': '', 'electric-has-data': 'true' });
  expect(answer.headers['electric-cursor']).toMatch(/^\d+$/);
  expect(answer.headers['electric-schema']).toBeUndefined();
});

test('a live request without news ends up to date after the hold, with another cursor', async () => {
  const start = await fixture.readAll({ table: 'goods' });
  const ask = (cursor: string) =>
    fixture.ask({ table: 'goods', handle: start.handle, offset: start.offset, live: 'true', cursor });
  const first = await ask('');
  const second = await ask(first.headers['electric-cursor']!);
  expect(first.headers).toMatchObject({ 'electric-up-to-date': '', 'electric-has-data': 'false' });
  expect([first.offset, second.offset]).toEqual([start.offset, start.offset]);
  expect(BigInt(second.headers['electric-cursor']!) > BigInt(first.headers['electric-cursor']!)).toBe(true);
});

test('no wake-up is lost between two live requests, however they race with commits', async () => {
  // Held for so long that no busy machine is taken for a request that sleeps.
  const holdMs = 15_000;
  const fixture = await shapeFixture({ releaseTogether: true, longPollMs: holdMs });
  onTestFinished(() => fixture.close());
  await fixture.db.query('create table stock (tenant_id text, id int, n int, primary key (tenant_id, id))');
  const start = await fixture.readAll({ table: 'stock' });
  const writer = await fixture.connect();
  let offset = start.offset;
  let slept = 0;
  for (let id = 0; id < 200; id++) {
    // The commit falls before, into and after the moment in which the request looks and begins to wait.
    const writing = writer.query(`insert into stock values ('race', $1, 0)`, [id]);
    await new Promise((resolve) => setTimeout(resolve, (id % 8) / 2));
    const since = performance.now();
    const answer = await fixture.ask({ table: 'stock', handle: start.handle, offset, live: 'true' });
    // Held for its whole time, it slept through the commit.
    if (performance.now() - since >= holdMs) slept += 1;
    await writing;
    offset = answer.offset;
  }
  expect(slept).toBe(0);
});

test('a commit of a tenant lets go of its other shapes with the new position, and of nobody else', async () => {
  const mine = await fixture.readAll(tenant('goods', 'm'));
  const other = await fixture.readAll(tenant('goods', 'o'));
  await fixture.readAll(tenant('stock', 'm'));
  const cursorOf = (answer: Answer) => `${lsnOf(answer)}000`;
  const quiet = { ...mine.definition, handle: mine.handle, offset: mine.offset, live: 'true' };
  const held = fixture.ask({ ...quiet, cursor: cursorOf(mine.answers.at(-1)!) });
  const gone = new AbortController();
  let othersAnswered = false;
  const heldOther = fixture
    .ask(
      {
        ...other.definition,
        handle: other.handle,
        offset: other.offset,
        live: 'true',
        cursor: cursorOf(other.answers.at(-1)!),
      },
      { signal: gone.signal },
    )
    .then(() => {
      othersAnswered = true;
    });
  await fixture.db.query(`insert into stock values ('m', 1, 5)`);
  const released = await held;
  expect(released.changes).toEqual([]);
  expect(released.headers['electric-has-data']).toBe('false');
  const stock = await fixture.readAll(tenant('stock', 'm'));
  const change = await fixture.ask({ ...stock.definition, handle: stock.handle, offset: '0_inf' });
  expect(lsnOf(released) >= BigInt(change.changes[0]!.headers.lsn!)).toBe(true);
  expect(othersAnswered).toBe(false);
  gone.abort();
  await heldOther;

  // The commit happens while no request is held: the next one knows by its cursor that it missed the release.
  await fixture.db.query(`insert into stock values ('m', 2, 5)`);
  await fixture.settle();
  const late = await fixture.ask({ ...quiet, cursor: released.headers['electric-cursor']! });
  expect(late.changes).toEqual([]);
  expect(lsnOf(late) > lsnOf(released)).toBe(true);
});

test('an event stream brings the changes one by one, with an up-to-date after each commit', async () => {
  const start = await fixture.readAll({ table: 'goods' });
  const gone = new AbortController();
  const response = await fixture.server.handle({
    method: 'GET',
    query: new URLSearchParams({
      table: 'goods',
      handle: start.handle,
      offset: start.offset,
      live: 'true',
      live_sse: 'true',
    }),
    headers: {},
    signal: gone.signal,
  });
  expect(response.headers['content-type']).toMatch(/^text\/event-stream/);
  await fixture.db.query(`insert into goods values ('s', 1, 'one'), ('s', 2, 'two')`);
  const events: string[] = [];
  for await (const part of response.body as AsyncIterable<string>) {
    events.push(...part.split('\n\n').filter(Boolean));
    if (events.length >= 3) gone.abort();
  }
  const messages = events.map((event) => JSON.parse(event.replace(/^data: /, '')));
  expect(messages.map((message) => message.value?.name ?? message.headers.control)).toEqual([
    'one',
    'two',
    'up-to-date',
  ]);
});

test('a request whose client has gone is let go of', async () => {
  const start = await fixture.readAll({ table: 'goods' });
  const gone = new AbortController();
  const held = fixture.ask(
    { table: 'goods', handle: start.handle, offset: start.offset, live: 'true' },
    { signal: gone.signal },
  );
  gone.abort();
  expect((await held).headers['electric-has-data']).toBe('false');
});
