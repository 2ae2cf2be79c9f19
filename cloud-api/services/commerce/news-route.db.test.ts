import { randomUUID } from 'node:crypto';
import { WATCH_OVER } from '@tillhouse/sync/protocol/news.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Answer,
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
  store = await openStore(cloud, `news-${randomUUID().slice(0, 8)}`);
  other = await openStore(cloud, `other-${randomUUID().slice(0, 8)}`);
  device = await enrolDevice(cloud, store);
});
afterAll(() => cloud?.close());

interface Place {
  readonly table: string;
  readonly month?: string;
  readonly handle: string;
  readonly offset: string;
}

/** Where a device stands that has all of a table. */
async function placeOf(table: string, { token }: TestDevice, month?: string): Promise<Place> {
  const of = `table=${table}${month === undefined ? '' : `&month=${month}`}`;
  for (let from = 'offset=-1'; ; ) {
    const answer = await cloud.call('GET', `/sync/v1/shape?${of}&replica=full&${from}`, { token });
    expect(answer.status).toBe(200);
    const handle = answer.headers.get('electric-handle') as string;
    const offset = answer.headers.get('electric-offset') as string;
    if (answer.headers.has('electric-up-to-date')) return { table, ...(month && { month }), handle, offset };
    from = `offset=${offset}&handle=${handle}`;
  }
}

class Desk {
  readonly #device: TestDevice;
  #watch: string | undefined;
  #turn = 0;
  #heard = 0;
  #lsn = '0';

  constructor(of: TestDevice) {
    this.#device = of;
  }

  async ask(follow: readonly Place[] = [], more: object = {}): Promise<Answer> {
    this.#turn += 1;
    const watch = this.#watch === undefined ? {} : { watch: this.#watch };
    const body = { ...watch, turn: this.#turn, heard: this.#heard, seen: this.#lsn, follow, ...more };
    const answer = await cloud.call('POST', '/sync/v1/news', { token: this.#device.token, body });
    if (answer.status === 200) {
      this.#watch = answer.body.watch;
      this.#lsn = answer.body.lsn;
      this.#heard += 1;
    }
    return answer;
  }

  get watch(): string | undefined {
    return this.#watch;
  }
}

test('what is sealed in the database is told as it is, with what stood there before', async () => {
  const desk = new Desk(device);
  await desk.ask([await placeOf('customers', device)]);
  const id = randomUUID();
  const save = (note: string) =>
    store.command('customers.save', {
      customers: [
        {
          ...{ id, name: 'Zoë', email: 'zoe@post.example', phone: null, city: null, country: 'GB', note },
          ...{ externalRef: null, status: 'active' },
        },
      ],
    });
  const told = async () => (await desk.ask()).body.told.customers?.messages ?? [];
  await save('first');
  await expect.poll(told).toMatchObject([{ value: { id, name: 'Zoë', email: 'zoe@post.example', note: 'first' } }]);
  await save('second');
  await expect
    .poll(told)
    .toMatchObject([{ value: { note: 'second' }, old_value: { note: 'first', email: 'zoe@post.example' } }]);
});

test('so is what is sealed of a month', async () => {
  const mug = await store.product('Mug', 5);
  const [draftId, orderId] = [randomUUID(), randomUUID()];
  const draft = { draftId, version: 0, customerId: null, customerName: 'Cy', shipping: 0, delivery: null, note: '' };
  const lines = [{ key: 'a', variantId: mug.variantId, quantity: 1 }];
  await store.command('orders.saveDraft', { ...draft, lines, validUntil: null });
  await store.command('orders.placeDraft', { draftId, orderId, version: 1, expectedTotal: 1_200 });
  const { month } = (await cloud.call('GET', `/v1/orders/${orderId}`, { token: store.token })).body;
  const desk = new Desk(device);
  await desk.ask([await placeOf('order_changes', device, month)]);
  await store.command('orders.addNote', { orderId, note: 'Ring Zoë first' });
  const told = async () => (await desk.ask()).body.told[`order_changes@${month}`]?.messages ?? [];
  await expect.poll(told).toMatchObject([{ value: { note: 'Ring Zoë first', before: '{}', after: '{}' } }]);
});

test('a desk is told the rows of its shop by one held request, and no other shop’s', async () => {
  const desk = new Desk(device);
  const begun = await desk.ask([await placeOf('products', device), await placeOf('variants', device)]);
  expect([begun.status, begun.body.told, begun.body.ask]).toEqual([200, {}, []]);
  const held = desk.ask();
  const theirs = await other.product('Theirs', 1);
  const mine = await store.product('Kettle', 3);
  let text = JSON.stringify((await held).body);
  for (let more = 0; more < 20 && !text.includes(mine.variantId); more += 1)
    text += JSON.stringify((await desk.ask()).body.told);
  expect(text).toContain(mine.productId);
  expect(text).toContain(mine.variantId);
  expect(text).not.toContain(theirs.productId);
  expect(text).not.toContain(other.tenantId);
});

test('what a device does not follow, or a handle that is not its shape’s, has to be asked: there it is refused', async () => {
  const place = await placeOf('products', device);
  const foreign = await placeOf('products', await enrolDevice(cloud, other));
  const desk = new Desk(device);
  const answer = await desk.ask([
    { ...place, table: 'sync_quarantine' },
    { ...place, table: 'nothing' },
    { ...place, table: 'variants' },
    foreign,
  ]);
  expect(answer.body.ask.sort()).toEqual(['nothing', 'products', 'sync_quarantine', 'variants']);
  expect(answer.body.told).toEqual({});
});

test('a watch is its device’s; an answer that went missing, or another profile, ends it', async () => {
  const place = await placeOf('products', device);
  const desk = new Desk(device);
  await desk.ask([place]);
  const stranger = new Desk(await enrolDevice(cloud, store));
  const stolen = await stranger.ask([], { watch: desk.watch });
  expect([stolen.status, stolen.body.code]).toEqual([409, WATCH_OVER]);
  const missed = await desk.ask([], { heard: 0 });
  expect([missed.status, missed.body.code]).toEqual([409, WATCH_OVER]);
  expect((await desk.ask()).status).toBe(409);

  const again = new Desk(device);
  await again.ask([place]);
  const row = (await cloud.call('GET', `/v1/devices/${device.deviceId}`, { token: store.token })).body;
  const { enrolledAt: _at, enrolledBy: _by, ...known } = row;
  const changed = await store.command('access.registerDevice', { device: { ...known, months: 2 } });
  expect(changed.status).toBe(200);
  // Held by what was remembered of the profile at the most for a moment.
  let status = 200;
  for (let tries = 0; status === 200 && tries < 20; tries += 1) status = (await again.ask()).status;
  expect(status).toBe(409);
});

test('a later request of a watch ends the earlier one with nothing', async () => {
  const desk = new Desk(device);
  await desk.ask([await placeOf('products', device)]);
  const earlier = desk.ask([], { seen: '9007199254740991' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const later = await desk.ask([], { seen: '0' });
  expect([(await earlier).status, later.status]).toEqual([204, 200]);
  // One that was on its way for long and comes after it says nothing any more.
  expect((await desk.ask([], { turn: 1, seen: '0' })).status).toBe(204);
});

test('what commits while a later request is taken in is told to it, not to the one that its desk has given up', async () => {
  const writer = new pg.Client(cloud.database.url);
  const keeper = new pg.Client(cloud.database.url);
  const rename = (id: string, title: string) =>
    writer.query('UPDATE products SET title = $3 WHERE tenant_id = $1 AND id = $2', [store.tenantId, id, title]);
  await Promise.all([writer.connect(), keeper.connect()]);
  try {
    const joins = await placeOf('variants', device);
    const desk = new Desk(device);
    const toldUntil = async (text: string) => {
      for (let tries = 0, told = ''; tries < 20 && !told.includes(text); tries += 1) {
        const { status, body } = await desk.ask();
        expect(status).toBe(200);
        told = JSON.stringify(body.told);
        if (tries === 19) expect(told).toContain(text);
      }
    };
    await desk.ask([await placeOf('products', device)]);
    const { productId } = await store.product('Lamp', 1);
    await toldUntil(productId);
    // Nobody’s: from here on the statement needs no catalogue.
    await rename(randomUUID(), '');
    // What was remembered of the device and of the tables is forgotten, so that this one is held for long.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const earlier = desk.ask([], { seen: '9007199254740991' });
    await new Promise((resolve) => setTimeout(resolve, 100));

    // As slow as a busy database: the catalogue tells nobody what a table is.
    await keeper.query('BEGIN; LOCK TABLE pg_collation IN ACCESS EXCLUSIVE MODE');
    const later = desk.ask([joins], { seen: '0' });
    const isWaiting = async () =>
      (await keeper.query(`SELECT 1 FROM pg_locks WHERE relation = 'pg_collation'::regclass AND NOT granted`)).rowCount;
    await expect.poll(isWaiting).toBeGreaterThan(0);
    await rename(productId, 'Lamp, green');
    expect((await earlier).status).toBe(204);
    await keeper.query('ROLLBACK');
    const { status, body } = await later;
    expect(status).toBe(200);
    // In that answer, or committed after the position that it tells.
    if (!JSON.stringify(body.told).includes('Lamp, green')) await toldUntil('Lamp, green');
  } finally {
    await Promise.all([writer.end(), keeper.end()]);
  }
});

test.each([
  { seen: 'soon' },
  { seen: '-1' },
  { turn: 0 },
  { heard: -1 },
  { watch: 'x' },
  { follow: [{ table: 'products' }] },
  { follow: Array(1_001).fill({ table: 'products', handle: 'h', offset: '0_0' }) },
  { follow: [{ table: 'products', handle: 'h'.repeat(300), offset: '0_0' }] },
])('%j is refused', async (wrong) => {
  const answer = await new Desk(device).ask([], wrong);
  expect([answer.status, answer.body.code]).toEqual([422, 'request.invalid']);
});

test('news are for devices', async () => {
  const body = { turn: 1, heard: 0, seen: '0', follow: [] };
  expect((await cloud.call('POST', '/sync/v1/news', { body })).status).toBe(401);
  expect((await cloud.call('POST', '/sync/v1/news', { body, token: store.token })).status).toBe(403);
});

test('where another service has the shapes there are none, so a desk follows each by itself', async () => {
  const elsewhere = await startTestCloud({ shapesUrl: 'http://127.0.0.1:9' });
  try {
    const shop = await openStore(elsewhere, `else-${randomUUID().slice(0, 8)}`);
    const till = await enrolDevice(elsewhere, shop);
    const body = { turn: 1, heard: 0, seen: '0', follow: [] };
    const answer = await elsewhere.call('POST', '/sync/v1/news', { body, token: till.token });
    expect(answer.status).toBe(404);
  } finally {
    await elsewhere.close();
  }
});
