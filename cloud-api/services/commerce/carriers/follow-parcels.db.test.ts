import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPools, type Pools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { askAboutParcels, takeUpParcels } from './follow-parcels.ts';
import { numberOf, secretsOf, warehouse } from './testing/fake-accounts.ts';
import type { FakeCarrier, FakeEvent } from './testing/fake-carrier.ts';
import { startFakeDhl } from './testing/fake-dhl.ts';
import { startUps } from './testing/start-fakes.ts';

/** Carriers are asked by the cloud itself where parcels are that nobody pushed news of. */
const HOUR = 3_600_000;
let ahead = 0;
const now = () => Date.now() + ahead;
let cloud: TestCloud;
let store: TestStore;
let dhl: FakeCarrier;
let ups: FakeCarrier;
let admin: pg.Client;
let pools: Pools;
let key: string;
let variantId: string;

beforeAll(async () => {
  const { apiKey = '', apiSecret = '' } = secretsOf['dhl-express'];
  dhl = await startFakeDhl({ apiKey, apiSecret, account: numberOf['dhl-express'], currency: 'GBP', now });
  ups = await startUps(now);
  cloud = await startTestCloud({ dhlApi: dhl.url, upsApi: ups.url, now });
  store = await openStore(cloud, 'sender');
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  pools = openPools(roleUrls(cloud.database.url), () => {});
  key = await publishableKey(cloud, store, ['https://shop.example']);
  ({ variantId } = await store.product('Mug', 1_000));
  await connect('dhl-express');
  // Without a secret for news it pushes none.
  const { clientId = '', clientSecret = '' } = secretsOf.ups;
  await connect('ups', { secrets: { clientId, clientSecret } });
});
afterAll(async () => {
  await pools?.close();
  await admin?.end();
  await cloud?.close();
  await dhl?.close();
  await ups?.close();
});
beforeEach(async () => {
  for (const fake of [dhl, ups]) fake.faults.length = 0;
  await admin.query(`UPDATE fulfilments SET state = 'delivered'`);
  await admin.query('DELETE FROM parcel_asks');
  await admin.query('UPDATE carrier_accounts SET fails = 0, rest_until = NULL, checked = NULL');
});

async function connect(carrier: 'dhl-express' | 'ups', more: object = {}): Promise<void> {
  const { email, password } = store;
  const token = (await cloud.call('POST', '/auth/session', { body: { email, password } })).body.access_token;
  const body = {
    ...{ carrier, name: carrier, mode: 'live', accountNumber: numberOf[carrier], shipFrom: warehouse },
    ...{ secrets: secretsOf[carrier], ...more },
  };
  const made = await cloud.call('POST', '/v1/carrier-accounts', { token, body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
}
async function sent(carrier: string, tracking: string): Promise<string> {
  await cloud.call('POST', '/shop/v1/orders', {
    ...{ token: key, headers: { 'idempotency-key': randomUUID() } },
    body: { customerName: 'Bo', lines: [{ variantId, quantity: 1 }] },
  });
  const [order] = (await admin.query('SELECT id FROM orders ORDER BY placed_at DESC, number DESC LIMIT 1')).rows;
  const done = await store.command('orders.fulfil', { orderId: order.id, how: 'shipped', carrier, tracking });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  return (await admin.query('SELECT id FROM fulfilments WHERE order_id = $1', [order.id])).rows[0].id;
}
const context = () => cloud.cloud.commerce;
const takeUp = () => takeUpParcels(pools.system, context());
const ask = (of = context()) => askAboutParcels(pools.system, of);
const stands = async (id: string) =>
  (await admin.query('SELECT state FROM fulfilments WHERE id = $1', [id])).rows[0].state;
const asks = async () =>
  (await admin.query('SELECT fulfilment_id AS id, next_at AS at, tries FROM parcel_asks ORDER BY next_at')).rows;
const event = (code: string, words: string): FakeEvent => ({
  ...{ code, type: code, words, at: new Date(now() - 600_000).toISOString(), city: 'Leipzig' },
});
const tracked = (fake: FakeCarrier, of = '') =>
  fake.requests.filter(({ path }) => path.includes('track') && path.includes(of)).length;

test('what a carrier that pushes nothing knows of a parcel comes through by asking alone, and then it is asked no more', async () => {
  const id = await sent('DHL Express', 'JD-ALONE');
  const royal = await sent('Royal Mail', 'RM1');
  await takeUp();
  await takeUp();
  expect((await asks()).map((row) => row.id)).toEqual([id]);
  await ask();
  // It has only just left: the carrier knows nothing.
  expect(tracked(dhl, 'JD-ALONE')).toBe(0);

  ahead += 3 * HOUR + 60_000;
  dhl.moved('JD-ALONE', event('WC', 'With courier'));
  await ask();
  expect(await stands(id)).toBe('out-for-delivery');
  await ask();
  expect(tracked(dhl, 'JD-ALONE')).toBe(1);
  ahead += HOUR + 60_000;
  dhl.moved('JD-ALONE', event('OK', 'Delivered'));
  await ask();
  expect(await stands(id)).toBe('delivered');
  expect(await asks()).toEqual([]);
  ahead += 90 * HOUR;
  await takeUp();
  await ask();
  expect(tracked(dhl, 'JD-ALONE')).toBe(2);
  expect(await stands(royal)).toBeNull();
});

test('a carrier that does not answer is left alone for longer and longer, and keeps no other waiting', async () => {
  const silent = await sent('UPS', '1ZSILENT1');
  await sent('UPS', '1ZSILENT2');
  const well = await sent('DHL', 'JD-WELL');
  await takeUp();
  ahead += 4 * HOUR;
  ups.faults.push('500-before', '500-before', '500-before');
  dhl.moved('JD-WELL', event('OK', 'Delivered'));
  await ask();
  expect(await stands(well)).toBe('delivered');
  // Of two parcels one found out.
  expect(ups.faults).toHaveLength(2);
  const account = async () =>
    (await admin.query(`SELECT fails, rest_until FROM carrier_accounts WHERE carrier = 'ups'`)).rows[0];
  const rest = async () => Math.round(((await account()).rest_until.getTime() - now()) / 60_000);
  expect([(await account()).fails, await rest()]).toEqual(['1', 5]);
  await ask();
  expect(ups.faults).toHaveLength(2);
  ahead += 5 * 60_000 + 1_000;
  await ask();
  // By one parcel alone.
  expect(ups.faults).toHaveLength(1);
  expect([(await account()).fails, await rest()]).toEqual(['2', 10]);
  ahead += 10 * 60_000 + 1_000;
  await ask();
  expect([(await account()).fails, await rest()]).toEqual(['3', 20]);

  expect(ups.faults).toHaveLength(0);
  ups.moved('1ZSILENT1', { ...event('FS', 'Delivered'), type: 'D' });
  ahead += 20 * 60_000 + 1_000;
  await ask();
  expect(await stands(silent)).toBe('delivered');
  expect(await account()).toEqual({ fails: '0', rest_until: null });
  expect(tracked(ups, '1ZSILENT2')).toBeGreaterThan(0);
});

test('a carrier that does not know the shop any more is shown where carriers are connected, until it does', async () => {
  const { token } = store;
  const of = async () =>
    (await cloud.call('GET', '/v1/carrier-accounts', { token })).body.accounts.find(
      ({ carrier }: { carrier: string }) => carrier === 'dhl-express',
    ).checked;
  const id = await sent('DHL', 'JD-KEYS');
  await takeUp();
  ahead += 4 * HOUR;
  const { rows } = await admin.query(`SELECT sealed FROM carrier_accounts WHERE carrier = 'dhl-express'`);
  const [other] = (await admin.query(`SELECT id FROM carrier_accounts WHERE carrier = 'dhl-express'`)).rows;
  const patch = async (secrets: object) => {
    const { email, password } = store;
    const fresh = (await cloud.call('POST', '/auth/session', { body: { email, password } })).body.access_token;
    const done = await cloud.call('PATCH', `/v1/carrier-accounts/${other.id}`, { token: fresh, body: { secrets } });
    expect(done.status).toBe(204);
  };
  expect(rows).toHaveLength(1);
  await patch({ apiSecret: 'no-more' });
  await ask();
  expect(await of()).toMatchObject({ works: false, message: 'DHL Express says: Invalid Credentials' });
  await patch({ apiSecret: secretsOf['dhl-express'].apiSecret });
  expect(await of()).toBeNull();
  dhl.moved('JD-KEYS', event('OK', 'Delivered'));
  // Given other secrets it is asked again; the parcel that was turned away waits its rest.
  ahead += 6 * 60_000;
  await ask();
  expect(await stands(id)).toBe('delivered');
});

test('of processes that ask at once one asks for a parcel, and one that died leaves it to the next', async () => {
  const second = openPools(roleUrls(cloud.database.url), () => {});
  try {
    const ids = [];
    for (const number of [1, 2, 3]) ids.push(await sent('DHL', `JD-TWO${number}`));
    await takeUp();
    ahead += 4 * HOUR;
    const before = tracked(dhl);
    // The first waits for its carrier while the other asks for all that is left.
    const carriers = context().carriers;
    const [begun, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow: typeof carriers = {
      ...carriers,
      'dhl-express': {
        ...carriers['dhl-express'],
        track: async (...of) => {
          begun.resolve();
          await answered.promise;
          return carriers['dhl-express'].track(...of);
        },
      },
    };
    const first = ask({ ...context(), carriers: slow });
    await begun.promise;
    await askAboutParcels(second.system, { ...context(), pool: second.app });
    expect(tracked(dhl)).toBe(before + 2);
    answered.resolve();
    await Promise.all([first, ask()]);
    expect(tracked(dhl)).toBe(before + 3);
    // Taken up by one that never came back.
    await admin.query('UPDATE parcel_asks SET next_at = $1 WHERE fulfilment_id = $2', [
      new Date(now() + 180_000).toISOString(),
      ids[0],
    ]);
    await ask();
    expect(tracked(dhl)).toBe(before + 3);
    ahead += 181_000;
    await ask();
    expect(tracked(dhl)).toBe(before + 4);
  } finally {
    await second.close();
  }
});

test('a parcel is asked for by nobody’s account but its own shop’s, and by none once it is disconnected', async () => {
  const stranger = await openStore(cloud, 'stranger');
  const { rows } = await admin.query('SELECT DISTINCT tenant_id FROM carrier_accounts');
  expect(rows.map((row) => row.tenant_id)).toEqual([store.tenantId]);
  const id = await sent('DHL', 'JD-MINE');
  await takeUp();
  expect((await asks()).map((row) => row.id)).toEqual([id]);
  expect((await cloud.call('POST', `/v1/carrier-parcels/${id}/ask`, { token: stranger.token })).status).toBe(404);
  await admin.query(`UPDATE carrier_accounts SET status = 'removed' WHERE carrier = 'dhl-express'`);
  ahead += 4 * HOUR;
  const before = tracked(dhl);
  await ask();
  expect(tracked(dhl)).toBe(before);
  expect(await asks()).toEqual([]);
  await takeUp();
  expect(await asks()).toEqual([]);
});
