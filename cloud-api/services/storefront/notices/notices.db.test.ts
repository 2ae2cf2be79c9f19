import { randomUUID } from 'node:crypto';
import { stockLeadRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { isSealed } from '@tillhouse/shared/sealing/seal.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPools, type Pools } from '../../../platform/db/pools.ts';
import { sealThrough } from '../../../platform/db/pool-fields.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { cloudFields } from '../../../platform/keys/cloud-fields.ts';
import type { Letter, Mailer } from '../../../platform/mail/mailer.ts';
import {
  enrolDevice,
  openStore,
  publishableKey,
  quiet,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { addAccount } from '../../identity/create-tenant.ts';
import { sendNotices } from './send-notices.ts';

const PAGE = 'https://shop.example/mugs#stone';
const DAY = 86_400_000;
let cloud: TestCloud;
let store: TestStore;
let key: string;
let admin: pg.Client;
let pools: Pools;
let clock = 0;
let away = false;
let sent: Letter[] = [];
const mailer: Mailer = {
  send: async (letter) => {
    if (away) throw new Error('the mail server is away');
    sent.push(letter);
  },
};

beforeAll(async () => {
  // The cloud's own sweeper sends nothing here: what is sent is sent by the test.
  cloud = await startTestCloud({ mailer: { send: async () => {} }, now: () => Date.now() + clock });
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  pools = openPools(roleUrls(cloud.database.url), () => {});
  sealThrough(
    [pools.app],
    cloudFields(cloud.cloud.identity.keyring, () => {}),
  );
});
afterAll(async () => {
  await admin?.end();
  await pools?.close();
  await cloud?.close();
});
beforeEach(() => {
  sent = [];
  away = false;
});

const ask = (variantId: string, email: string, page = PAGE) =>
  cloud.call('POST', '/shop/v1/stock-notices', { token: key, body: { variantId, email, page } });
const receive = async (variantId: string, delta: number) => {
  const [{ id: locationId }] = (await admin.query('SELECT id FROM locations WHERE tenant_id = $1', [store.tenantId]))
    .rows;
  const answer = await store.command('inventory.adjust', {
    ...{ lines: [{ locationId, variantId, delta }], reason: 'opening', note: '' },
  });
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
};
const sweep = async (): Promise<Letter[]> => {
  const now = () => Date.now() + clock + 1_000;
  await sendNotices(pools.system, { pool: pools.app, now, log: quiet, mailer, publicOrigin: () => cloud.cloud.url });
  return sent.splice(0);
};
const rows = async (variantId: string) =>
  (
    await admin.query('SELECT email, address_index, next_at, sent_at FROM stock_notices WHERE variant_id = $1', [
      variantId,
    ])
  ).rows;

const staff = (path: string, token = store.token) => cloud.call('GET', `/v1/stock-notices${path}`, { token });

test('what is waited for is counted for who sees stock, most wanted first; who waits is read by who sees customers, until they were told', async () => {
  const { variantId: few } = await store.product('Pepper mill', 0);
  const { variantId: many } = await store.product('Salt cellar', 0);
  for (const name of ['ada', 'ben', 'cy']) expect((await ask(many, `${name}@people.example`)).status).toBe(202);
  await ask(few, 'ada@people.example');
  const { rows } = (await staff('')).body;
  expect(rows.map(({ title, waiting }: { title: string; waiting: number }) => [title, waiting])).toEqual([
    ['Salt cellar', 3],
    ['Pepper mill', 1],
  ]);
  expect(JSON.stringify(rows)).not.toContain('people.example');
  const who = await staff(`/${many}`);
  expect(who.body.rows.map(({ email }: { email: string }) => email)).toEqual([
    'ada@people.example',
    'ben@people.example',
    'cy@people.example',
  ]);
  const till = await enrolDevice(cloud, store);
  const desk = `/sync/v1/stock-notices?readerId=${store.staffId}`;
  expect((await cloud.call('GET', desk, { token: till.token })).body.rows).toEqual(rows);
  const another = await openStore(cloud, 'elsewhere');
  const named = `/sync/v1/stock-notices/who?variantId=${many}&readerId=${store.staffId}`;
  expect((await cloud.call('GET', named, { token: till.token })).body.rows).toHaveLength(3);
  const stranger = `/sync/v1/stock-notices/who?variantId=${many}&readerId=${another.staffId}`;
  expect((await cloud.call('GET', stranger, { token: till.token })).status).toBe(403);
  // Who buys goods is told how many wait, and not who they are.
  const buyer = { staffId: randomUUID(), email: 'sam@larkhall.example', password: 'the password of the stock lead' };
  const person = { id: buyer.staffId, name: 'Sam', initials: 'S', email: null, roleId: stockLeadRole.id };
  const works = { homeLocationId: store.locationId, status: 'active', statusNote: null };
  expect((await store.command('access.saveStaff', { person: { ...person, ...works } })).status).toBe(200);
  await addAccount(cloud.cloud.identity, { ...buyer, tenantId: store.tenantId, name: 'Sam' });
  const sam = (await cloud.call('POST', '/auth/session', { body: { email: buyer.email, password: buyer.password } }))
    .body.access_token;
  expect((await staff('', sam)).body.rows).toEqual(rows);
  expect((await staff(`/${many}`, sam)).status).toBe(403);
  const asSam = (path: string) => path.replace(store.staffId, buyer.staffId);
  expect((await cloud.call('GET', asSam(desk), { token: till.token })).body.rows).toEqual(rows);
  expect((await cloud.call('GET', asSam(named), { token: till.token })).status).toBe(403);
  await receive(many, 5);
  await sweep();
  expect((await staff(`/${many}`)).body.rows).toEqual([]);
  expect((await staff('', another.token)).body.rows).toEqual([]);
  expect((await staff(`/${many}`, another.token)).status).toBe(404);
  await admin.query('DELETE FROM stock_notices');
});

test('who asks for what is sold out is told once it is back, once, and is then forgotten', async () => {
  const { variantId } = await store.product('Dome lamp', 0);
  const email = 'bo@people.example';
  const all = await Promise.all([ask(variantId, email), ask(variantId, email), ask(variantId, 'BO@people.example')]);
  expect(all.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(await rows(variantId)).toHaveLength(1);
  const [kept] = await rows(variantId);
  expect(isSealed(kept.email)).toBe(true);
  expect(kept.email).not.toContain('bo@');
  expect(await sweep()).toEqual([]);
  await receive(variantId, 3);
  const [letter] = await sweep();
  expect(letter).toMatchObject({ to: email, subject: 'Dome lamp is back at larkhall' });
  expect(letter?.text).toContain(PAGE);
  expect(letter?.text).toContain('This is the only letter about it.');
  expect(await sweep()).toEqual([]);
  expect(await rows(variantId)).toMatchObject([{ email: null, address_index: '', next_at: null }]);
  // There now: it is bought, not waited for. Sold out again it may be asked for again.
  expect(await ask(variantId, email)).toMatchObject({ status: 409, body: { code: 'shop.there-now' } });
  await receive(variantId, -3);
  expect((await ask(variantId, email)).status).toBe(202);
  await receive(variantId, 1);
  expect(await sweep()).toHaveLength(1);
});

test('what is no variant, no address, or leads elsewhere is not taken; of an address twenty wait and no more', async () => {
  const { variantId } = await store.product('Vase', 0);
  expect((await ask('00000000-0000-4000-8000-000000000000', 'a@people.example')).status).toBe(404);
  expect((await ask(variantId, 'nobody')).status).toBe(422);
  expect(await ask(variantId, 'a@people.example', 'https://evil.example/')).toMatchObject({
    ...{ status: 422, body: { code: 'shop.page-foreign' } },
  });
  expect(await rows(variantId)).toEqual([]);
  const vases = [];
  for (let n = 0; n < 10; n += 1) vases.push((await store.product(`Vase ${n}`, 0)).variantId);
  await admin.query('DELETE FROM stock_notices');
  // Ten are asked for, as many more laid down beside them.
  for (const id of vases) expect((await ask(id, 'b@people.example')).status).toBe(202);
  await admin.query(
    `INSERT INTO stock_notices SELECT tenant_id, gen_random_uuid(), gen_random_uuid(), store_id, email, address_index, page, asked_at, next_at, 0, NULL
       FROM stock_notices`,
  );
  expect((await ask(variantId, 'b@people.example')).status).toBe(202);
  expect(await rows(variantId)).toEqual([]);
});

test('a mail server that is away is tried again; who waited a year is told nothing more, and forgotten', async () => {
  const [lamp, late] = [await store.product('Lamp', 0), await store.product('Late', 0)];
  await admin.query('DELETE FROM stock_notices');
  for (const { variantId } of [lamp, late]) await ask(variantId, 'c@people.example');
  await receive(lamp.variantId, 1);
  away = true;
  expect(await sweep()).toEqual([]);
  away = false;
  expect(await sweep()).toEqual([]);
  clock += 3_600_000;
  expect(await sweep()).toMatchObject([{ subject: 'Lamp is back at larkhall' }]);
  clock += 366 * DAY;
  expect(await sweep()).toEqual([]);
  expect(await rows(late.variantId)).toMatchObject([{ email: null, address_index: '', next_at: null, sent_at: null }]);
});
