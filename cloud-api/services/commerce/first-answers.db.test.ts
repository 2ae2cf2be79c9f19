import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;
let other: TestStore;
let device: TestDevice;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, `first-${randomUUID().slice(0, 8)}`);
  other = await openStore(cloud, `other-${randomUUID().slice(0, 8)}`);
  device = await enrolDevice(cloud, store);
});
afterAll(() => cloud?.close());

const begin = (shapes: readonly object[], token: string | undefined = device.token) =>
  cloud.call('POST', '/sync/v1/shapes', { body: { shapes }, ...(token === undefined ? {} : { token }) });

interface Message {
  readonly value?: Record<string, string | null>;
  readonly headers: { readonly control?: string; readonly global_last_seen_lsn?: string };
}

/** All that a client is told that asks a table by itself, and where it then stands. */
async function askedAlone(table: string): Promise<{ handle: string; messages: Message[] }> {
  const messages: Message[] = [];
  for (let from = 'offset=-1'; ; ) {
    const path = `/sync/v1/shape?table=${table}&replica=full&${from}`;
    const answer = await cloud.call('GET', path, { token: device.token });
    messages.push(...answer.body);
    const handle = answer.headers.get('electric-handle') as string;
    if (answer.headers.has('electric-up-to-date')) return { handle, messages };
    from = `offset=${answer.headers.get('electric-offset')}&handle=${handle}`;
  }
}

const rowsOf = (messages: readonly Message[]) => messages.flatMap(({ value }) => (value ? [value] : []));

test('small tables are told whole and up to date as each tells it by itself, and no other shop’s rows', async () => {
  const { productId } = await store.product('Kettle', 3);
  await other.product('Theirs', 1);
  const tables = ['products', 'variants', 'staff', 'barcodes'];
  const answer = await begin(tables.map((table) => ({ table })));
  expect([answer.status, answer.body.ask]).toEqual([200, []]);
  for (const table of tables) {
    const alone = await askedAlone(table);
    const { handle, messages } = answer.body.told[table] as { handle: string; messages: Message[] };
    expect(handle).toBe(alone.handle);
    expect(rowsOf(messages)).toEqual(rowsOf(alone.messages));
    expect(messages.at(-1)?.headers).toMatchObject({ control: 'up-to-date' });
    expect(messages.filter(({ headers }) => headers.control === 'up-to-date')).toHaveLength(1);
  }
  expect(rowsOf(answer.body.told.products.messages).map(({ id }) => id)).toEqual([productId]);
  expect(JSON.stringify(answer.body)).not.toContain(other.tenantId);
});

test('what is sealed in the database is told as it is', async () => {
  const id = randomUUID();
  const customer = {
    ...{ id, name: 'Zoë', email: 'zoe@post.example', phone: null, city: null, country: 'GB', note: 'likes tea' },
    ...{ externalRef: null, status: 'active' },
  };
  await store.command('customers.save', { customers: [customer] });
  const answer = await begin([{ table: 'customers' }, { table: 'roles' }, { table: 'devices' }]);
  expect(rowsOf(answer.body.told.customers.messages)).toMatchObject([
    { id, name: 'Zoë', email: 'zoe@post.example', note: 'likes tea' },
  ]);
});

test('from the place that was told, news go on without a gap', async () => {
  const { told } = (await begin([{ table: 'products' }, { table: 'variants' }, { table: 'barcodes' }])).body;
  const mug = await store.product('Mug', 1);
  const follow = ['products', 'variants'].map((table) => {
    const { handle, offset } = told[table];
    return { table, handle, offset };
  });
  const heard: Message[] = [];
  const news = async () => {
    const body = { turn: 1, heard: 0, seen: '0', follow };
    const answer = await cloud.call('POST', '/sync/v1/news', { token: device.token, body });
    heard.push(...(answer.body.told.variants?.messages ?? []));
    return rowsOf(heard).map(({ id }) => id);
  };
  await expect.poll(news).toContain(mug.variantId);
});

test('a table that is more than 64 KiB, one that this device does not follow and one there is not, are to be asked', async () => {
  const db = new pg.Client(cloud.database.url);
  await db.connect();
  await db.query(
    `INSERT INTO favourites (tenant_id, id, page, position, variant_id, updated_at)
     SELECT $1, gen_random_uuid(), repeat('x', 200), n, gen_random_uuid(), now() FROM generate_series(1, 400) n`,
    [store.tenantId],
  );
  await db.end();
  const answer = await begin([
    ...[{ table: 'favourites' }, { table: 'sync_quarantine' }, { table: 'nothing' }, { table: 'roles' }],
    { table: 'orders', month: '2019-01' },
  ]);
  expect(answer.body.ask.sort()).toEqual(['favourites', 'nothing', 'orders@2019-01', 'sync_quarantine']);
  expect(Object.keys(answer.body.told)).toEqual(['roles']);
});

test('only devices begin, with tables and months and nothing else', async () => {
  expect((await cloud.call('POST', '/sync/v1/shapes', { body: { shapes: [] } })).status).toBe(401);
  expect((await begin([], store.token)).status).toBe(403);
  expect((await begin([{ table: 'x'.repeat(500) }])).status).toBe(422);
  expect((await begin(Array.from({ length: 1_001 }, () => ({ table: 'roles' })))).status).toBe(422);
});
