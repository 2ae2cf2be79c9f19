import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';
import { nameQuery } from './search-orders.ts';

/** Orders are found by any filter and by names, and nobody’s but the own. */
let cloud: TestCloud;
let store: TestStore;
let other: TestStore;
const names = ['Owen Pritchard', 'Sofia Marchetti', 'Owen Marchetti', 'Zoë Pritchard-Òfré', ''];

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  other = await openStore(cloud, 'other');
  for (const one of [store, other]) {
    const { variantId } = await one.product('Mug', 50);
    for (const customerName of one === store ? names : ['Owen Pritchard']) {
      const lines = [{ key: 'a', variantId, quantity: 2 }];
      const order = { orderId: randomUUID(), customerId: null, customerName, lines, shipping: 0, payment: 'test' };
      const { status } = await one.command('orders.placeOnline', order);
      if (status !== 200) throw new Error(`an order was not placed: ${status}`);
    }
  }
});
afterAll(() => cloud?.close());

const search = async (query: string, token = store.token) => {
  const { status, body } = await cloud.call('GET', `/v1/orders/search?${query}`, { token });
  return status === 200 ? (body.rows as { customerName: string }[]).map((row) => row.customerName) : body.code;
};

test('first and last name together find the customer, in any order, by how they begin', async () => {
  expect(await search('q=Owen+Pritchard')).toEqual(['Owen Pritchard']);
  expect(await search('q=pritch+ow')).toEqual(['Owen Pritchard']);
  expect(await search('q=marchetti')).toEqual(['Owen Marchetti', 'Sofia Marchetti']);
  expect(await search(`q=${encodeURIComponent('zoë òfré')}`)).toEqual(['Zoë Pritchard-Òfré']);
  expect(await search('q=Owen+Nobody')).toEqual([]);
  expect(await search(`q=${encodeURIComponent("' | !x:* \\")}`)).toEqual([]);
  expect(await search('q=Owen', other.token)).toEqual(['Owen Pritchard']);
  expect(nameQuery('  O’Neil & Sons ')).toBe("'o':* & 'neil':* & 'sons':*");
});

test('by its number with or without the sign, by filters together, page by page', async () => {
  expect(await search('q=10001')).toEqual(['Owen Pritchard']);
  expect(await search('q=%2310002')).toEqual(['Sofia Marchetti']);
  expect(
    await search('fulfilmentStatus=to-pick&paymentStatus=paid&channel=online&minTotal=2400&maxTotal=2400'),
  ).toHaveLength(5);
  expect(await search('minTotal=2401')).toEqual([]);
  expect(await search('from=2001-01-01&to=2001-01-31')).toEqual([]);
  expect(await search(`from=${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}&kind=sale`)).toHaveLength(
    5,
  );
  expect(await search('fulfilmentStatus=lost')).toBe('request.invalid');
  expect(await search('cursor=nonsense')).toBe('request.cursor');
  const seen: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const { body } = await cloud.call('GET', `/v1/orders/search?limit=2${next && `&cursor=${next}`}`, {
      token: store.token,
    });
    seen.push(...body.rows.map((row: { number: string }) => row.number));
    next = body.next;
  }
  expect(seen).toEqual(['#10005', '#10004', '#10003', '#10002', '#10001']);
});

test('names are looked up in their index, whoever owns the tables', async () => {
  const admin = new pg.Client(cloud.database.url);
  await admin.connect();
  try {
    await admin.query('SET enable_seqscan = off');
    const { rows } = await admin.query(
      `EXPLAIN SELECT id FROM orders WHERE words_of_buyer(tenant_id, customer_name) @@ to_tsquery('simple', 'tx & owen:*') AND customer_name <> ''`,
    );
    expect(JSON.stringify(rows)).toContain('orders_by_words_of_buyer');
  } finally {
    await admin.end();
  }
});
