import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bootCloud } from '../../boot.ts';
import {
  enrolDevice,
  openStore,
  publishableKey,
  quiet,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../testing/test-cloud.ts';
import { testKms } from '../../testing/test-kms.ts';
import { type Kms, KmsUnavailable } from './kms.ts';

/** The key service is cut: what needs no personal data goes on, and nothing is lost, kept half, or written unsealed. */

let cut = false;
let ahead = 0;
const MINUTE = 60_000;
const inner = testKms();
const orCut =
  <A extends readonly unknown[], T>(work: (...args: A) => Promise<T>) =>
  async (...args: A): Promise<T> => {
    if (cut) throw new KmsUnavailable('vault', 'it is cut');
    return work(...args);
  };
const kms: Kms = {
  provider: 'vault',
  current: orCut(() => inner.current()),
  create: orCut(() => inner.create()),
  wrap: orCut((secret: Buffer, context) => inner.wrap(secret, context)),
  unwrap: orCut((wrapped, context) => inner.unwrap(wrapped, context)),
  rotate: orCut(() => inner.rotate()),
  retire: orCut((kek: string) => inner.retire(kek)),
};

let cloud: TestCloud;
let store: TestStore;
let device: TestDevice;
let key: string;
let shop: string;
let handle: string;
const known = randomUUID();

beforeAll(async () => {
  cloud = await startTestCloud({ kms, now: () => Date.now() + ahead });
  store = await openStore(cloud, 'outage');
  device = await enrolDevice(cloud, store);
  const scopes = ['products.view', 'customers.view', 'customers.contact', 'customers.edit'];
  key = (
    await cloud.call('POST', '/auth/api-keys', { token: store.token, body: { kind: 'secret', name: 'K', scopes } })
  ).body.key;
  shop = await publishableKey(cloud, store);
  ({ handle } = await store.product('Mug', 5));
  expect((await save(known, 'before')).status).toBe(200);
});
afterAll(() => cloud?.close());
beforeEach(() => {
  cut = false;
});

const CANARY = 'kanarie';
const customer = (id: string, name: string) => ({
  customers: [
    {
      ...{ id, name: `${CANARY} ${name}`, email: `${CANARY}-${name}@outage.example`, phone: null, city: null },
      ...{ country: null, note: '', externalRef: null, status: 'active' },
    },
  ],
});
const command = (name: string, body: unknown, id: string = randomUUID()) =>
  cloud.call('POST', `/v1/commands/${name}`, { token: key, body, headers: { 'idempotency-key': id } });
const save = (id: string, name: string, once?: string) => command('customers.save', customer(id, name), once);
const nameOf = async (id: string) => {
  const answer = await cloud.call('GET', `/v1/customers/${id}`, { token: key });
  return answer.status === 200 ? answer.body.name : answer;
};
const refused = { status: 503, body: { code: 'keys.unavailable' } };

/** Every row of every table, as it lies in Postgres. */
async function lies(word: string): Promise<string[]> {
  const admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const { rows: tables } = await admin.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await admin.query(`SELECT 1 FROM ${name} t WHERE t::text LIKE $1 LIMIT 1`, [`%${word}%`]);
    if (rows.length > 0) found.push(name);
  }
  await admin.end();
  return found;
}

test('keys in use go on serving for an hour: customers are read, written and erased', async () => {
  cut = true;
  ahead += 6 * MINUTE;
  expect(await nameOf(known)).toBe(`${CANARY} before`);
  const other = randomUUID();
  expect((await save(other, 'during')).status).toBe(200);
  expect(await nameOf(other)).toBe(`${CANARY} during`);
  expect(await lies(CANARY)).toEqual([]);
});

test('after that they are refused by name, and the shop, products and the queue of a desk stand', async () => {
  cut = true;
  ahead += 61 * MINUTE;
  const once = randomUUID();
  const late = randomUUID();
  expect(await nameOf(known)).toMatchObject(refused);
  const answer = await save(late, 'late', once);
  expect(answer).toMatchObject(refused);
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(answer.body.detail).toContain('Nothing of this request was kept');
  expect(await command('customers.forget', { customerId: known })).toMatchObject(refused);
  expect((await cloud.call('GET', '/v1/products', { token: key })).status).toBe(200);
  const page = await cloud.call('GET', `/shop/v1/products/${handle}`, { token: shop });
  expect(page.status).toBe(200);
  const mutation = {
    ...{ seq: 1, id: randomUUID(), name: 'customers.save', version: 1, args: customer(randomUUID(), 'pushed') },
    ...{ occurredAt: Date.now() + ahead, actorId: store.staffId, actorName: 'Ada' },
  };
  const clientId = randomUUID();
  const push = () =>
    cloud.call('POST', '/sync/v1/push', {
      token: device.token,
      body: { protocol: 1, clientId, mutations: [mutation], sentAt: Date.now() + ahead },
    });
  expect(await push()).toMatchObject(refused);
  expect(await lies(CANARY)).toEqual([]);
  expect(await lies(mutation.id)).toEqual([]);

  // It is back: the same, sent again, is done once.
  cut = false;
  ahead += 6_000;
  expect(await nameOf(known)).toBe(`${CANARY} before`);
  expect((await save(late, 'late', once)).body).toMatchObject({ status: 'applied', repeated: false });
  expect(await nameOf(late)).toBe(`${CANARY} late`);
  for (const repeat of [1, 2])
    expect((await push()).body.outcomes, String(repeat)).toMatchObject([{ id: mutation.id, status: 'applied' }]);
  expect(await lies(CANARY)).toEqual([]);
});

test('a start without it stops and says why, and changes nothing', async () => {
  cut = true;
  const start = bootCloud({ databaseUrl: cloud.database.url, log: quiet, kms, services: ['commerce'] });
  await expect(start).rejects.toThrow('The key service (vault) does not answer: it is cut. Nothing was changed.');
});
