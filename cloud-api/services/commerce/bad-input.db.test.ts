import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SentSale, sellingAt } from '../../testing/sale-as-sent.ts';
import {
  type Answer,
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../testing/test-cloud.ts';

/** Everything that a desk, a broken program or somebody in between may send to sync: told in words, and nothing changed. */
let cloud: TestCloud;
let store: TestStore;
let mine: TestDevice;
let second: TestDevice;
let theirs: TestDevice;
let sql: pg.Client;
let sale: ReturnType<typeof sellingAt>;
const clientId = randomUUID();
let sold: SentSale;
let handleOfProducts: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  mine = await enrolDevice(cloud, store);
  second = await enrolDevice(cloud, store);
  theirs = await enrolDevice(cloud, await openStore(cloud, 'other'));
  const { variantId } = await store.product('Mug', 100);
  const registerId = randomUUID();
  const register = { id: registerId, code: 'T1', name: 'Till 1', status: 'active', locationId: store.locationId };
  expect((await store.command('register.saveRegister', { register })).status).toBe(200);
  sale = sellingAt({ registerId, locationId: store.locationId, variantId, staffId: store.staffId });
  sold = sale(1);
  expect((await push([sold])).body.outcomes).toMatchObject([{ status: 'applied' }]);
  const first = await shape('table=products&offset=-1');
  handleOfProducts = first.headers.get('electric-handle') as string;
  sql = new pg.Client(cloud.database.url);
  await sql.connect();
});
afterAll(async () => {
  await sql?.end();
  await cloud?.close();
});

const push = (mutations: unknown, { token = mine.token, from = clientId as string, more = {} } = {}): Promise<Answer> =>
  cloud.call('POST', '/sync/v1/push', {
    token,
    body: { protocol: 1, clientId: from, mutations, sentAt: Date.now(), ...more },
  });
const shape = (query: string, token = mine.token): Promise<Answer> =>
  cloud.call('GET', `/sync/v1/shape?${query}`, { token });

/** All that money, stock and the queue of a desk consist of. */
async function books(): Promise<unknown> {
  const { rows } = await sql.query(
    `SELECT (SELECT count(*) FROM orders) AS orders, (SELECT sum(on_hand) FROM stock_levels) AS stock,
       (SELECT count(*) FROM stock_movements) AS moves, (SELECT count(*) FROM sync_outcomes) AS outcomes,
       (SELECT json_agg((client_id, last_seq) ORDER BY client_id) FROM sync_clients WHERE last_seq > 0) AS counters`,
  );
  return rows[0];
}

type Case = readonly [name: string, ask: () => Promise<Answer>, status: number, code: string];
const cases: readonly Case[] = [
  ['another till’s client id', () => push([sale(2)], { token: second.token }), 409, 'sync.re-identify'],
  ['another store’s device, under this till’s client id', () => push([], { token: theirs.token }), 200, ''],
  ['a client id that is none', () => push([sale(2)], { from: 'till-1' }), 400, 'sync.malformed-push'],
  ['a replayed batch', () => push([sold]), 200, ''],
  ['a reordered batch', () => push([sale(3), sale(2)]), 409, 'sync.out-of-order'],
  ['a batch with a gap', () => push([sale(7)]), 409, 'sync.out-of-order'],
  ['a used counter', () => push([sale(1)]), 409, 'sync.re-identify'],
  ['a mutation of an unknown version', () => push([sale(2, () => {}, { version: 99 })]), 200, ''],
  [
    'more than fifty at once',
    () => push(Array.from({ length: 51 }, (_, at) => sale(at + 2))),
    400,
    'sync.malformed-push',
  ],
  ['a batch that is no list', () => push({ first: sale(2) }), 400, 'sync.malformed-push'],
  ['a protocol of the future', () => push([sale(2)], { more: { protocol: 9 } }), 409, 'sync.cloud-too-old'],
  ['no token', () => cloud.call('POST', '/sync/v1/push', { body: {} }), 401, 'auth.not-signed-in'],
  ['a person’s token', () => push([sale(2)], { token: store.token }), 403, 'auth.not-a-device'],
  ['a table that no device follows', () => shape('table=sync_clients&offset=-1'), 404, 'request.not-found'],
  [
    'a table that is not there',
    () => shape(`table=${encodeURIComponent('orders; DROP TABLE orders')}&offset=-1`),
    404,
    'request.not-found',
  ],
  [
    'a month that is none',
    () => shape(`table=orders&month=${encodeURIComponent("2026-11' OR '1'='1")}&offset=-1`),
    404,
    'request.not-found',
  ],
  ['an offset that is none', () => shape("table=products&offset=1'%20OR%201=1"), 400, ''],
  ['a place without a handle', () => shape('table=products&offset=0_0'), 400, ''],
  [
    'a malformed cursor',
    () => shape(`table=products&offset=0_inf&handle=${handleOfProducts}&cursor=${encodeURIComponent("1; SELECT 'x'")}`),
    400,
    '',
  ],
  [
    'a cursor longer than any',
    () => shape(`table=products&offset=-1&cursor=${'9'.repeat(500)}`),
    400,
    'request.invalid',
  ],
  ['a handle of another shape', () => shape(`table=variants&offset=0_0&handle=${handleOfProducts}`), 409, ''],
  [
    'a handle of another store’s shape',
    () => shape(`table=products&offset=0_0&handle=${handleOfProducts}`, theirs.token),
    409,
    '',
  ],
];

test.each(cases)('%s is told in a typed answer, and changes nothing', async (_name, ask, status, code) => {
  const before = await books();
  const answer = await ask();
  expect([answer.status, answer.body.code ?? ''], JSON.stringify(answer.body).slice(0, 300)).toEqual([status, code]);
  if (status >= 400 && code) expect(answer.body.detail).toMatch(/[.!]$/);
  expect(await books()).toEqual(before);
});

test('what would be SQL or another’s where is dropped: the enrolment alone says which rows', async () => {
  const honest = await shape('table=products&offset=-1');
  const asked = new URLSearchParams({
    ...{ table: 'products', offset: '-1', where: '1=1', columns: 'tenant_id', 'params[1]': randomUUID() },
    ...{ subset__order_by: 'title; DROP TABLE products', subset__limit: '1', subset__where: 'pg_sleep(5) IS NULL' },
    ...{ queryable_columns: 'id', secret: 'x' },
  });
  const bent = await shape(asked.toString());
  expect([bent.status, bent.body]).toEqual([200, honest.body]);
  expect(bent.headers.get('electric-handle')).toBe(honest.headers.get('electric-handle'));
});

test('after all of it the queue goes on where it stood', async () => {
  expect((await push([sale(2)])).body).toMatchObject({ lastSeq: 2, outcomes: [{ status: 'applied' }] });
});
