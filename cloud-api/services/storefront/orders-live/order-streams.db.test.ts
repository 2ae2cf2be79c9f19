import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openShopper } from '../../../testing/shopper.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;
let key: string;
let mug: string;
let admin: pg.Client;
const noted: string[] = [];

beforeAll(async () => {
  cloud = await startTestCloud({ streams: { all: 8, each: 4 } });
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  await done('shipping.savePickUp', { locationId: store.locationId, hint: '', readyIn: 1, active: true });
  mug = (await store.product('Mug', 500)).variantId;
  await cloud.cloud.bus.subscribe({
    consumer: 'test',
    names: ['orders.order-noted'],
    handle: async ({ payload }) => void noted.push((payload as { orderId: string }).orderId),
  });
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

async function done(name: string, args: unknown): Promise<void> {
  const answer = await store.command(name, args);
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
}

interface Bought {
  readonly id: string;
  readonly token: string;
}

async function buy(quantity = 1, email = 'bo@shopper.example'): Promise<Bought> {
  const ask = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    cloud.call(method, `/shop/v1/checkouts${path}`, {
      ...{ token: key, body, headers: { 'idempotency-key': randomUUID(), ...headers } },
    });
  const { id, secret, shippingOptions } = (await ask('POST', '', { lines: [{ variantId: mug, quantity }] })).body;
  const of = { 'checkout-secret': secret };
  const contact = { email, name: 'Bo Field' };
  const filled = await ask('PATCH', `/${id}`, { contact, shippingOptionId: shippingOptions[0].id }, of);
  const { total: expectedTotal, methods } = filled.body;
  const pay = { expectedTotal, methodId: methods[0].id, returnUrl: 'https://shop.example/' };
  const paid = await ask('POST', `/${id}/pay`, pay, of);
  expect(paid.body, JSON.stringify(paid.body)).toMatchObject({ status: 'placed' });
  const { order } = paid.body;
  // What it was paid with is told as well; what comes after is what a test does.
  await until(() => expect(noted).toContain(order.id));
  return order;
}

const opened = new Set<AbortController>();

/** What the test before had open is gone at the cloud a moment later. */
const listen = (path: string, headers: Record<string, string>) =>
  vi.waitFor(
    async () => {
      const stream = await once(path, headers);
      expect(stream.status).not.toBe(429);
      return stream;
    },
    { timeout: 15_000, interval: 10 },
  );

async function once(path: string, headers: Record<string, string>) {
  const ended = new AbortController();
  const answer = await fetch(cloud.cloud.url + path, { headers, signal: ended.signal });
  const heard = { text: '', over: false };
  if (answer.ok) {
    opened.add(ended);
    void (async () => {
      for await (const chunk of answer.body ?? []) heard.text += Buffer.from(chunk).toString();
    })()
      .catch(() => {})
      .finally(() => {
        heard.over = true;
      });
  }
  const problem = answer.ok ? null : ((await answer.json()) as { code: string }).code;
  const close = () => {
    ended.abort();
    opened.delete(ended);
  };
  const events = () => heard.text.split('event: order\n').length - 1;
  return { status: answer.status, type: answer.headers.get('content-type'), problem, heard, events, close };
}

const at = (id: string) => `/shop/v1/orders/${id}/events`;
const by = (token: string, more: object = {}) => ({ authorization: `Bearer ${key}`, 'order-token': token, ...more });
const watch = ({ id, token }: Bought) => listen(at(id), by(token));
const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 15_000, interval: 10 });
const status = async ({ id, token }: Bought) =>
  (await cloud.call('GET', `/shop/v1/orders/${id}`, { token: key, headers: { 'order-token': token } })).body;
afterEach(() => {
  for (const each of opened) each.abort();
  opened.clear();
});

/** Does it, and gives how long it took until the page was told, and read it so. */
async function told(order: Bought, page: Awaited<ReturnType<typeof watch>>, act: () => Promise<void>, stands: object) {
  await act();
  const begun = Date.now();
  await until(async () => {
    expect(page.events()).toBeGreaterThan(0);
    expect(await status(order)).toMatchObject(stands);
  });
  // What is read at the last event is what stands: nobody asks in between.
  return Date.now() - begun;
}

test('a page hears of each thing that happens to its order, and reads it so at once', async () => {
  const order = await buy(3);
  const hears = async (act: () => Promise<void>, stands: object) => {
    const page = await watch(order);
    expect([page.status, page.type]).toEqual([200, 'text/event-stream']);
    const took = await told(order, page, act, stands);
    expect(took).toBeLessThan(2_000);
    page.close();
  };
  const [line] = (await admin.query('SELECT id FROM order_lines WHERE order_id = $1', [order.id])).rows;
  await hears(() => done('orders.hold', { orderId: order.id, reason: 'a look' }), { fulfilmentStatus: 'held' });
  await hears(() => done('orders.release', { orderId: order.id, note: '' }), { fulfilmentStatus: 'to-pick' });
  await hears(() => done('orders.readyToCollect', { orderId: order.id }), { readyAt: expect.any(Number) });
  const lines = [{ lineId: line.id, quantity: 1 }];
  await hears(() => done('orders.fulfil', { orderId: order.id, how: 'shipped', lines }), {
    fulfilmentStatus: 'part-shipped',
  });
  const [parcel] = (await admin.query('SELECT id FROM fulfilments WHERE order_id = $1', [order.id])).rows;
  await hears(() => done('orders.track', { fulfilmentId: parcel.id, carrier: 'UPS', tracking: '1Z999AA10123456784' }), {
    parcels: [{ tracking: '1Z999AA10123456784' }],
  });
});

test('money that goes back through the provider is told as it is asked for, and once it is there', async () => {
  const order = await buy();
  const page = await watch(order);
  await done('orders.cancel', { orderId: order.id, reason: 'changed their mind' });
  await until(() => expect(page.events()).toBeGreaterThan(0));
  expect(await status(order)).toMatchObject({ status: 'cancelled', refunds: [{ amount: expect.any(Number) }] });
  await until(async () => {
    expect(page.events()).toBeGreaterThan(1);
    expect((await status(order)).refunds).toMatchObject([{ status: 'done' }]);
  });
});

test('who bought it signed in hears as its owner, and nobody else does', async () => {
  const order = await buy(1, 'cy@shopper.example');
  const own = await openShopper(cloud, store.tenantId, 'cy@shopper.example');
  const other = await openShopper(cloud, store.tenantId, 'di@shopper.example');
  const as = (token: string) => ({ authorization: `Bearer ${token}`, 'x-publishable-key': key });
  const path = `/shop/v1/account/orders/${order.id}/events`;
  const [mine, theirs] = [await listen(path, as(own)), await listen(path, as(other))];
  expect([mine.status, theirs.status, theirs.problem]).toEqual([200, 404, 'request.not-found']);
  await done('orders.hold', { orderId: order.id, reason: 'a look' });
  await until(() => expect(mine.events()).toBe(1));
  // In the list of their orders money is on its way until the provider says that it was paid back.
  const asked = async () => {
    const headers = { 'x-publishable-key': key };
    const { orders } = (await cloud.call('GET', '/shop/v1/account/orders', { token: own, headers })).body;
    return orders.find(({ id }: { id: string }) => id === order.id).refundAsked;
  };
  await done('orders.release', { orderId: order.id, note: '' });
  await done('orders.cancel', { orderId: order.id, reason: 'changed their mind' });
  await until(async () => expect((await status(order)).refunds).toMatchObject([{ status: 'done' }]));
  const stands =
    "UPDATE provider_refunds SET status = $2, next_at = CASE $2 WHEN 'asked' THEN now() + interval '1 hour' END";
  await admin.query(`${stands} WHERE sale_id = $1`, [order.id, 'asked']);
  expect(await asked()).toBe(true);
  await admin.query(`${stands} WHERE sale_id = $1`, [order.id, 'done']);
  expect(await asked()).toBe(false);
});

test('the token of another order, another shop and a foreign page get nothing', async () => {
  const [order, other] = [await buy(), await buy()];
  for (const shown of [other.token, '', 'x'.repeat(300)])
    expect(await listen(at(order.id), by(shown))).toMatchObject({ status: 404, problem: 'shop.order-unknown' });
  const elsewhere = await openStore(cloud, 'elsewhere');
  const foreign = await publishableKey(cloud, elsewhere);
  expect(await listen(at(order.id), by(order.token, { authorization: `Bearer ${foreign}` }))).toMatchObject({
    status: 404,
  });
  expect(await listen(at(order.id), by(order.token, { origin: 'https://evil.example' }))).toMatchObject({
    ...{ status: 403, problem: 'auth.origin' },
  });
  // Of another order nothing is told, nor what it is: an event has no content.
  const page = await watch(order);
  await done('orders.hold', { orderId: other.id, reason: 'a look' });
  await done('orders.hold', { orderId: order.id, reason: 'a look' });
  await until(() => expect(page.events()).toBe(1));
  expect(page.heard.text).toBe(': open\n\nevent: order\ndata: {}\n\n');
});

test('of one address so many are open as may be, those for stock among them; who goes makes room', async () => {
  const order = await buy();
  const stock = `/shop/v1/events?key=${key}`;
  const some = [await listen(stock, {}), await watch(order), await watch(order), await watch(order)];
  expect(some.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await once(at(order.id), by(order.token))).toMatchObject({ status: 429, problem: 'shop.streams-full' });
  expect(await once(stock, {})).toMatchObject({ status: 429, problem: 'shop.streams-full' });
  some[0]?.close();
  expect((await watch(order)).status).toBe(200);
});

test('they end at once with the cloud, and none is opened any more', async () => {
  const page = await watch(await buy());
  expect(page.status).toBe(200);
  const begun = Date.now();
  const closing = cloud.cloud.close();
  await until(() => expect(page.heard.over).toBe(true));
  expect(Date.now() - begun).toBeLessThan(1_000);
  await closing;
});
