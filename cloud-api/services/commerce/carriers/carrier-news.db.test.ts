import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { numberOf, secretsOf, warehouse } from './testing/fake-accounts.ts';
import type { FakeCarrier } from './testing/fake-carrier.ts';
import { startUps } from './testing/start-fakes.ts';

/** Where a parcel is: pushed by its carrier, or asked of it, and kept with the parcel once. */
const TRACKING = '1Z204W4R0308071865';
const { newsKey = '' } = secretsOf.ups;
let cloud: TestCloud;
let store: TestStore;
let ups: FakeCarrier;
let admin: pg.Client;
let accountId: string;
let newsUrl: string;
let parcelId: string;

beforeAll(async () => {
  ups = await startUps(Date.now);
  cloud = await startTestCloud({ upsApi: ups.url });
  store = await openStore(cloud, 'sender');
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const token = (await cloud.call('POST', '/auth/session', { body: { email: store.email, password: store.password } }))
    .body.access_token;
  const account = { carrier: 'ups', name: 'UPS', mode: 'live', accountNumber: numberOf.ups, shipFrom: warehouse };
  const made = await cloud.call('POST', '/v1/carrier-accounts', {
    token,
    body: { ...account, secrets: secretsOf.ups },
  });
  accountId = made.body.id;
  const { body } = await cloud.call('GET', '/v1/carrier-accounts', { token });
  newsUrl = body.accounts[0].newsUrl;
  const key = await publishableKey(cloud, store, ['https://shop.example']);
  const mug = await store.product('Mug', 5);
  const placed = await cloud.call('POST', '/shop/v1/orders', {
    ...{ token: key, headers: { 'idempotency-key': randomUUID() } },
    body: { customerName: 'Bo', lines: [{ variantId: mug.variantId, quantity: 1 }] },
  });
  const [order] = (await admin.query('SELECT id FROM orders')).rows;
  expect(order, JSON.stringify(placed.body)).toBeDefined();
  const sent = { orderId: order.id, how: 'shipped', carrier: 'UPS Standard', tracking: TRACKING };
  const done = await store.command('orders.fulfil', sent);
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  parcelId = (await admin.query('SELECT id FROM fulfilments')).rows[0].id;
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
  await ups?.close();
});

const news = (type: string, code: string, time: string, trackingNumber = TRACKING) => ({
  ...{ trackingNumber, gmtActivityDate: '20260423', gmtActivityTime: time },
  activityLocation: { city: 'Leeds', country: 'GB' },
  activityStatus: { type, code, description: `said ${code}` },
});
const push = (body: unknown, headers: Record<string, string> = { credential: newsKey }, url = newsUrl) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const events = async () =>
  (await admin.query('SELECT state, source FROM parcel_events ORDER BY at')).rows.map(({ state, source }) => [
    ...[state, source],
  ]);
const stands = async () => (await admin.query('SELECT state FROM fulfilments WHERE id = $1', [parcelId])).rows[0].state;

test('what a carrier pushes is kept with its parcel, once, in whatever order it comes', async () => {
  const delivered = news('D', 'FS', '150000');
  expect(await (await push(delivered)).json()).toEqual({ parcels: 1 });
  expect(await (await push(news('I', 'OT', '90000'))).json()).toEqual({ parcels: 1 });
  expect((await push(delivered)).status).toBe(200);
  expect(await events()).toEqual([
    ['out-for-delivery', 'UPS'],
    ['delivered', 'UPS'],
  ]);
  expect(await stands()).toBe('delivered');
  expect(await (await push(news('D', 'FS', '150000', '1Z999'))).json()).toEqual({ parcels: 0 });
});

test('nobody else tells of a parcel, and nothing is told to another tenant', async () => {
  const before = await events();
  const strangers: readonly Record<string, string>[] = [{ credential: 'another' }, {}];
  for (const headers of strangers) {
    const refused = await push(news('X', 'EX', '160000'), headers);
    expect([refused.status, (await refused.json()).code]).toEqual([400, 'carriers.news-refused']);
  }
  const odd = await push('{"a":', { credential: newsKey });
  expect([odd.status, (await odd.json()).code]).toEqual([400, 'carriers.news-unclear']);
  const stranger = await openStore(cloud, 'stranger');
  const theirs = newsUrl.replace(store.tenantId, stranger.tenantId);
  expect((await push(news('X', 'EX', '160000'), { credential: newsKey }, theirs)).status).toBe(404);
  expect((await push({}, {}, newsUrl.replace(accountId, 'nobody'))).status).toBe(404);
  const ask = `/v1/carrier-parcels/${parcelId}/ask`;
  expect((await cloud.call('POST', ask, { token: stranger.token })).status).toBe(404);
  expect(await events()).toEqual(before);
});

test('a parcel whose number nobody knows, and one that was handed over, are no carrier’s to tell of', async () => {
  const before = await events();
  const stood = await stands();
  const given = (how: string, tracking: string) =>
    admin.query('UPDATE fulfilments SET how = $2, tracking = $3 WHERE id = $1', [parcelId, how, tracking]);
  await given('shipped', '');
  expect(await (await push(news('X', 'EX', '170000', ''))).json()).toEqual({ parcels: 0 });
  await given('handed-over', TRACKING);
  expect(await (await push(news('X', 'EX', '170000'))).json()).toEqual({ parcels: 0 });
  await given('shipped', TRACKING);
  expect(await events()).toEqual(before);
  expect(await stands()).toBe(stood);
});

test('a carrier is asked where a parcel is', async () => {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  ups.moved(TRACKING, { code: 'RS', type: 'X', words: 'Goes back', at, city: 'Leeds' });
  const asked = () => cloud.call('POST', `/v1/carrier-parcels/${parcelId}/ask`, { token: store.token });
  expect((await asked()).body).toEqual({ events: 1 });
  await asked();
  expect((await events()).at(-1)).toEqual(['returned', 'UPS']);
  expect(await events()).toHaveLength(3);
  expect(await stands()).toBe('returned');
  ups.faults.push('500-before');
  expect(await asked()).toMatchObject({ status: 503, body: { code: 'carriers.no-answer' } });
});
