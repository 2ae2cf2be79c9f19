import { randomUUID } from 'node:crypto';
import { isSealed } from '@tillhouse/shared/sealing/seal.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Pools } from '../../../platform/db/pools.ts';
import { openPush } from '../../../platform/push/open-push.ts';
import { newBrowser, openPushService, type PushService } from '../../../testing/fake-push-service.ts';
import { type BoughtAtShop, buyAtShop, poolsOf } from '../../../testing/bought-at-shop.ts';
import {
  openStore,
  publishableKey,
  quiet,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { sendNews } from './send-news.ts';

let cloud: TestCloud;
let store: TestStore;
let key: string;
let admin: pg.Client;
let pools: Pools;
let service: PushService;
let mug: string;
let clock = 0;
const browser = newBrowser();
const DAY = 86_400_000;

beforeAll(async () => {
  service = await openPushService(browser);
  const contact = { pushContact: 'mailto:shop@larkhall.example', pushToLoopback: true };
  cloud = await startTestCloud({ now: () => Date.now() + clock, ...contact });
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  await done('shipping.savePickUp', { locationId: store.locationId, hint: '', readyIn: 1, active: true });
  mug = (await store.product('Mug', 500)).variantId;
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  pools = poolsOf(cloud);
});
afterAll(async () => {
  await admin?.end();
  await pools?.close();
  await cloud?.close();
  await service?.close();
});

async function done(name: string, args: unknown): Promise<void> {
  const answer = await store.command(name, args);
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
}

const contact = { email: 'bo@shopper.example', name: 'Bo Field' };

const buy = (quantity = 1): Promise<BoughtAtShop> => buyAtShop(cloud, key, { variantId: mug, quantity, contact });

const endpoint = (name: string) => `${service.origin}/${name}`;
const tell = ({ id, token }: Pick<BoughtAtShop, 'id' | 'token'>, address: string, more: object = {}) =>
  cloud.call('POST', `/shop/v1/orders/${id}/push`, {
    ...{ token: key, headers: { 'order-token': token } },
    body: { endpoint: address, keys: browser.keys, locale: 'en-GB', ...more },
  });
const rows = async (orderId: string) =>
  (await admin.query('SELECT * FROM order_pushes WHERE order_id = $1', [orderId])).rows;
const heard = (address: string) => service.pushed.filter(({ path }) => path === new URL(address).pathname);
const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 15_000, interval: 25 });
const sweep = () => {
  const now = () => Date.now() + clock + 1_000;
  const { keyring } = cloud.cloud.identity;
  const of = { pool: pools.identity, keyring, now, publicOrigin: () => cloud.cloud.url };
  const push = openPush(of, { pushToLoopback: true });
  return sendNews(pools.system, { pool: pools.app, now, log: quiet, push });
};

test('a browser is told in its language that an order left and that money comes back, encrypted for it and signed by the cloud', async () => {
  const order = await buy(2);
  const at = endpoint('one');
  expect(await tell(order, at, { locale: 'de-DE' })).toMatchObject({ status: 200, body: { on: true } });
  // Once more by the same browser is once.
  expect((await tell(order, at, { locale: 'de-DE' })).status).toBe(200);
  const kept = await rows(order.id);
  expect(kept).toHaveLength(1);
  for (const column of ['endpoint', 'p256dh', 'auth']) expect(isSealed(kept[0][column]), column).toBe(true);
  const [line] = (await admin.query('SELECT id FROM order_lines WHERE order_id = $1', [order.id])).rows;
  const part = { orderId: order.id, how: 'shipped', lines: [{ lineId: line.id, quantity: 1 }] };
  await done('orders.fulfil', part);
  await until(() => expect(heard(at)).toHaveLength(1));
  const [first] = heard(at);
  expect(first?.said).toEqual({
    ...{ title: `Ein Teil der Bestellung ${order.number} ist unterwegs`, lang: 'de-DE', path: '/order' },
    ...{ body: 'larkhall: öffnen, um zu sehen, wie es steht.', order: order.id },
  });
  expect(first).toMatchObject({ contact: 'mailto:shop@larkhall.example' });
  expect(first?.headers).toMatchObject({ ttl: '259200', urgency: 'normal', 'content-encoding': 'aes128gcm' });
  expect(String(first?.headers['topic'])).toMatch(/^[\w-]{32}$/);
  expect(JSON.stringify(first?.said)).not.toMatch(/Bo Field|bo@|12|24\.00/);
  await done('orders.fulfil', { orderId: order.id, how: 'handed-over' });
  await until(() => expect(heard(at)).toHaveLength(2));
  expect(heard(at)[1]?.said.title).toBe(`Bestellung ${order.number} wurde übergeben`);
  // From then on it is told of money that comes back, for two weeks.
  const days = async () => {
    const [{ ends_at }] = await rows(order.id);
    return Math.round((ends_at.getTime() - Date.now() - clock) / DAY);
  };
  expect(await days()).toBe(14);
  expect(service.wrong).toEqual([]);
});

test('a cancelled order and its refund are two pieces of news; stopped, a browser hears nothing', async () => {
  const [order, other] = [await buy(), await buy()];
  const [at, stopped] = [endpoint('two'), endpoint('stopped')];
  await tell(order, at);
  await tell(order, stopped);
  await tell(other, at);
  const stop = await cloud.call('POST', `/shop/v1/orders/${order.id}/push/stop`, {
    ...{ token: key, headers: { 'order-token': order.token }, body: { endpoint: stopped } },
  });
  expect(stop).toMatchObject({ status: 200, body: { on: false } });
  await done('orders.cancel', { orderId: order.id, reason: 'broken' });
  // The shop pays back by itself what it owes of one that was paid by card.
  const told = () => heard(at).map(({ said }) => said.title);
  await until(() =>
    expect(told().toSorted()).toEqual([
      `Money for order ${order.number} is on its way back`,
      `Order ${order.number} was cancelled`,
    ]),
  );
  // Told once more of the same, and then of something new, it shows what is new.
  const said = { tenantId: store.tenantId, version: 1, aggregate: order.id, mutationId: randomUUID() };
  const event = (name: string, payload: object, id: number) => ({
    ...{ ...said, id, name, occurredAt: Date.now(), payload: { orderId: order.id, ...payload } },
  });
  const more = { attemptId: randomUUID(), refunded: 5 };
  await cloud.cloud.bus.publish([
    event('orders.order-cancelled', {}, 900_001),
    event('payments.attempt-changed', more, 900_002),
    event('payments.attempt-changed', more, 900_003),
  ]);
  await until(() => expect(told()).toHaveLength(3));
  expect(told().filter((title) => title.includes('cancelled'))).toHaveLength(1);
  expect(heard(stopped)).toEqual([]);
  expect(service.wrong).toEqual([]);
});

test('a parcel that goes out, is held up and arrives is told once each; two weeks later its browser is forgotten', async () => {
  const order = await buy();
  const at = endpoint('parcel');
  await tell(order, at);
  await done('orders.fulfil', { orderId: order.id, how: 'shipped' });
  await until(() => expect(heard(at)).toHaveLength(1));
  const [{ id: fulfilmentId }] = (await admin.query('SELECT id FROM fulfilments WHERE order_id = $1', [order.id])).rows;
  const now = Date.now() + clock;
  const said = async (state: string, moment: number, heardThen: number) => {
    await done('orders.trackParcel', { fulfilmentId, state, at: moment });
    await until(() => expect(heard(at)).toHaveLength(heardThen));
  };
  await done('orders.trackParcel', { fulfilmentId, state: 'in-transit', at: now - 9_000 });
  await done('orders.track', { fulfilmentId, carrier: 'UPS', tracking: '1Z 1' });
  await until(() => expect(heard(at)).toHaveLength(2));
  await said('out-for-delivery', now - 8_000, 3);
  await said('exception', now - 7_000, 4);
  await said('delivered', now - 6_000, 5);
  expect(heard(at).map(({ said: { title } }) => title)).toEqual([
    `Order ${order.number} is on its way`,
    `Order ${order.number} can be followed now`,
    `A parcel of order ${order.number} arrives today`,
    `A parcel of order ${order.number} is held up`,
    `A parcel of order ${order.number} was delivered`,
  ]);
  const [{ ends_at }] = await rows(order.id);
  expect(Math.round((ends_at.getTime() - now) / DAY)).toBe(14);
});

test('money that goes back by bank, onto a card or out of a drawer is told once each; through a provider its attempt tells', async () => {
  const order = await buy();
  const at = endpoint('back');
  await tell(order, at);
  const of = { tenantId: store.tenantId, version: 1, mutationId: randomUUID(), occurredAt: Date.now() };
  const say = (name: string, payload: { orderId: string }, id: number) =>
    cloud.cloud.bus.publish([{ ...of, id, name, aggregate: payload.orderId, payload }]);
  const bank = { orderId: order.id, tenderId: randomUUID() };
  await say('orders.money-back', bank, 910_001);
  await say('orders.money-back', bank, 910_002);
  await until(() => expect(heard(at)).toHaveLength(1));
  // Goods that came back at a till, as it writes them.
  const back = async (kind: string, id: number) => {
    const returnId = randomUUID();
    await admin.query(
      `INSERT INTO orders SELECT (jsonb_populate_record(o, jsonb_build_object('id', $2::text, 'kind', 'return',
         'number', $2::text, 'original_order_id', o.id))).* FROM orders o WHERE o.id = $1`,
      [order.id, returnId],
    );
    await admin.query(
      `INSERT INTO tenders SELECT (jsonb_populate_record(t, jsonb_build_object('id', $2::text, 'order_id', $3::text,
         'kind', $4::text, 'amount', -100))).* FROM tenders t WHERE t.order_id = $1 LIMIT 1`,
      [order.id, randomUUID(), returnId, kind],
    );
    await say('register.goods-returned', { orderId: returnId }, id);
  };
  await back('online', 910_003);
  await back('cash', 910_004);
  await until(() => expect(heard(at)).toHaveLength(2));
  expect(heard(at).map(({ said: { title } }) => title)).toEqual(
    Array.from({ length: 2 }, () => `Money for order ${order.number} is on its way back`),
  );
  const [{ told }] = await rows(order.id);
  expect(told).toHaveLength(2);
});

test('who comes for an order is told that it is ready', async () => {
  const order = await buy();
  const at = endpoint('ready');
  await tell(order, at, { locale: 'fr-FR' });
  await done('orders.readyToCollect', { orderId: order.id });
  await until(() => expect(heard(at)).toHaveLength(1));
  expect(heard(at)[0]?.said).toMatchObject({ title: `La commande ${order.number} est prête à être retirée` });
});

test('a push service that is busy is asked again, one that knows the browser no more is forgotten, and so is what is over', async () => {
  const [busy, gone] = [await buy(), await buy()];
  const [at, away] = [endpoint('busy'), endpoint('gone')];
  await tell(busy, at);
  await tell(gone, away);
  service.statuses.push(503);
  await done('orders.fulfil', { orderId: busy.id, how: 'shipped' });
  await until(async () => expect(Number((await rows(busy.id))[0]?.tries)).toBe(1));
  await until(() => expect(service.statuses).toEqual([]));
  expect(heard(at)).toEqual([]);
  clock += 3_600_000;
  await until(async () => {
    await sweep();
    expect(heard(at)).toHaveLength(1);
  });
  service.statuses.push(410);
  await done('orders.fulfil', { orderId: gone.id, how: 'shipped' });
  await until(async () => expect(await rows(gone.id)).toEqual([]));
  // On its way for so long, it is told of no more.
  clock += 44 * DAY;
  await sweep();
  expect(await rows(busy.id)).toHaveLength(1);
  clock += 2 * DAY;
  await sweep();
  expect(await rows(busy.id)).toEqual([]);
  expect(heard(at)).toHaveLength(1);
});

test('who does not hold the token gets nowhere, an address that is not public is not taken, and five browsers are all', async () => {
  const order = await buy();
  const unknown = { status: 404, body: { code: 'shop.order-unknown' } };
  expect(await tell({ ...order, token: 'x'.repeat(43) }, endpoint('a'))).toMatchObject(unknown);
  expect(await tell({ ...(await buy()), token: order.token }, endpoint('a'))).toMatchObject(unknown);
  const theirs = await openStore(cloud, 'frome');
  const their = await cloud.call('POST', `/shop/v1/orders/${order.id}/push`, {
    ...{ token: await publishableKey(cloud, theirs), headers: { 'order-token': order.token } },
    body: { endpoint: endpoint('a'), keys: browser.keys, locale: 'en' },
  });
  expect(their).toMatchObject(unknown);
  for (const address of [
    'http://169.254.169.254/latest',
    'https://169.254.169.254/latest',
    'https://0xa9.254.169.254/',
    'https://[::ffff:10.0.0.1]/',
    'https://localhost/',
    'https://push.example:8443/',
    'https://user:pass@push.example/',
    'http://push.example/',
    'file:///etc/passwd',
  ])
    expect(await tell(order, address), address).toMatchObject({ status: 422, body: { code: 'shop.push-address' } });
  const bad = { ...browser.keys, p256dh: `BAAA${'A'.repeat(83)}` };
  expect(await tell(order, endpoint('a'), { keys: bad })).toMatchObject({ body: { code: 'shop.push-address' } });
  expect((await tell(order, endpoint('a'), { keys: { ...bad, p256dh: 'A'.repeat(3_000) } })).status).toBe(422);
  expect((await tell(order, endpoint('a'.repeat(9_000)))).status).toBe(413);
  expect(await rows(order.id)).toEqual([]);
  const asked = await Promise.all(['1', '2', '3', '4', '5', '6', '7'].map((name) => tell(order, endpoint(name))));
  expect(asked.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 409, 409]);
  expect(asked.find(({ status }) => status === 409)?.body.code).toBe('shop.push-full');
  // The browsers of who is forgotten are told nothing more.
  const customerId = randomUUID();
  const row = { id: customerId, name: 'Bo', email: null, phone: null, city: null, country: null, note: '' };
  await done('customers.save', { customers: [{ ...row, externalRef: null, status: 'active' }] });
  await admin.query('UPDATE order_pushes SET customer_id = $2 WHERE order_id = $1', [order.id, customerId]);
  await done('customers.forget', { customerId });
  expect(await rows(order.id)).toEqual([]);
});

test('the key of the cloud is made once and kept sealed, and without leave for it nothing on this machine is asked', async () => {
  const [one, two] = [
    await cloud.call('GET', '/shop/v1/push-key', { token: key }),
    await cloud.call('GET', '/shop/v1/push-key', { token: key }),
  ];
  expect(one.body).toEqual(two.body);
  expect(Buffer.from(one.body.publicKey, 'base64url')).toHaveLength(65);
  const { rows: kept } = await admin.query(`SELECT private_jwk #>> '{}' AS jwk FROM identity.push_keys`);
  expect(kept).toHaveLength(1);
  expect(isSealed(kept[0].jwk)).toBe(true);
  const { keyring } = cloud.cloud.identity;
  const of = { pool: pools.identity, keyring, now: Date.now, publicOrigin: () => cloud.cloud.url };
  const push = openPush(of, {});
  expect(await push.publicKey()).toBe(one.body.publicKey);
  const message = { text: 'x', ttl: 1, urgency: 'normal', topic: 'x' } as const;
  for (const address of [service.origin, 'https://127.0.0.1/', 'http://push.example/'])
    expect(await push.send({ ...message, to: { ...browser.keys, endpoint: address } }), address).toBe('refused');
});
