import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPools, type Pools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { reckonPairs } from './reckon-pairs.ts';

let cloud: TestCloud;
let store: TestStore;
let other: TestStore;
let key: string;
let admin: pg.Client;
let pools: Pools;
type Good = Awaited<ReturnType<TestStore['product']>>;
let goods: Record<'mug' | 'pot' | 'tray' | 'bag' | 'vase' | 'gone', Good>;

const done = async (name: string, args: object, shop = store) =>
  expect((await shop.command(name, args)).body, name).toMatchObject({ status: 'applied' });
async function order(of: readonly Good[], shop = store): Promise<string> {
  const orderId = randomUUID();
  const lines = of.map(({ variantId }, at) => ({ key: String(at), variantId, quantity: 1 }));
  await done(
    'orders.placeOnline',
    { orderId, customerId: null, customerName: '', shipping: 0, payment: 'unpaid', lines },
    shop,
  );
  return orderId;
}
const reckon = (at = Date.now(), shop = store) =>
  withTenant(pools.app, shop.tenantId, (db) => reckonPairs(db, shop.tenantId, at));
const titles = async (of: Good, query = '') => {
  const path = `/shop/v1/products/${of.handle}/recommendations${query}`;
  const { body, status } = await cloud.call('GET', path, { token: key });
  expect(status, JSON.stringify(body)).toBe(200);
  return body.recommended.map(
    (one: { because: string; product: { title: string } }) => `${one.because} ${one.product.title}`,
  );
};
const pairs = async (where: string) =>
  (
    await admin.query(
      `SELECT count(*)::int AS n, coalesce(sum(orders), 0)::int AS orders FROM product_pairs WHERE ${where}`,
    )
  ).rows[0];

beforeAll(async () => {
  // Answers are reckoned anew each time: what is kept of them, and let go of, has its own test.
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  other = await openStore(cloud, 'combe');
  key = await publishableKey(cloud, store);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  pools = openPools(roleUrls(cloud.database.url), () => {});
  const made = [];
  for (const title of ['Mug', 'Pot', 'Tray', 'Bag', 'Vase', 'Gone']) made.push(await store.product(title, 40));
  const [mug, pot, tray, bag, vase, gone] = made as [Good, Good, Good, Good, Good, Good];
  goods = { mug, pot, tray, bag, vase, gone };
});
afterAll(async () => {
  await admin?.end();
  await pools?.close();
  await cloud?.close();
});

test('before anything was sold it is of the same category, and a basket of nothing has nothing', async () => {
  expect(await titles(goods.mug, '?limit=2')).toEqual(['alike Bag', 'alike Gone']);
  const empty = await cloud.call('GET', '/shop/v1/recommendations', { token: key });
  expect(empty.body).toEqual({ recommended: [] });
});

test('what was bought in the same orders comes first, and what is in every basket goes with nothing', async () => {
  const { mug, pot, tray, bag, gone } = goods;
  for (let n = 0; n < 3; n += 1) await order([mug, pot, bag]);
  for (let n = 0; n < 9; n += 1) await order([bag]);
  for (let n = 0; n < 2; n += 1) await order([mug, gone]);
  // Once alone says nothing.
  await order([mug, tray]);
  expect(await reckon()).toBe(1);
  await done('inventory.adjust', {
    lines: [{ locationId: store.locationId, variantId: gone.variantId, delta: -38 }],
    reason: 'damaged',
    note: '',
  });
  await admin.query('SELECT 1');
  await expect
    .poll(() => titles(mug, '?limit=3'), { timeout: 10_000 })
    .toEqual(['together Pot', 'together Bag', 'alike Tray']);
  // Nobody’s sold-out goods, nor the product itself.
  expect((await titles(mug, '?limit=12')).join()).not.toMatch(/Gone|Mug/);
  // Nothing changed: nothing is reckoned.
  expect(await reckon()).toBe(0);
});

test('a basket has what goes with all of it, and nothing that is in it; without one, what sells most', async () => {
  const { mug, pot, bag } = goods;
  const of = `${mug.handle},${pot.productId}`;
  const basket = await cloud.call('GET', `/shop/v1/recommendations?products=${of}&limit=1`, { token: key });
  expect(basket.body.recommended).toMatchObject([{ because: 'together', product: { title: 'Bag' } }]);
  const most = await cloud.call('GET', '/shop/v1/recommendations?limit=2', { token: key });
  expect(most.body.recommended).toMatchObject([
    { because: 'popular', product: { id: bag.productId } },
    { because: 'popular', product: { id: mug.productId } },
  ]);
});

test('what the shop chose goes before all that, and what it excluded is never there', async () => {
  const { mug, pot, vase } = goods;
  const chosen = { productId: mug.productId, revision: 0, pinned: [vase.productId], excluded: [pot.productId] };
  await done('recommendations.suggest', chosen);
  await expect.poll(() => titles(mug, '?limit=2'), { timeout: 10_000 }).toEqual(['together Vase', 'together Bag']);
  // Each address is kept by itself, and let go of when the event comes.
  await expect.poll(async () => (await titles(mug, '?limit=12')).join(), { timeout: 10_000 }).not.toContain('Pot');
  // Where it stands by itself, as it was.
  expect((await titles(goods.bag, '?limit=12')).join()).toContain('Pot');
});

test('a cancelled order leaves the sums, an old month leaves altogether, twice is once', async () => {
  const mine = `tenant_id = '${store.tenantId}'`;
  const id = await order([goods.tray, goods.vase]);
  expect(await reckon()).toBe(1);
  const before = await pairs(mine);
  await done('orders.cancel', { orderId: id, reason: '' });
  expect(await reckon()).toBe(1);
  const after = await pairs(mine);
  expect(before.orders - after.orders).toBe(4);
  await admin.query('UPDATE pair_months SET orders = 0');
  await reckon();
  expect(await pairs(mine)).toEqual(after);
  await reckon(Date.now() + 14 * 31 * 86_400_000);
  expect(await pairs(mine)).toMatchObject({ n: 0 });
  await reckon();
  expect(await pairs(mine)).toEqual(after);
});

test('what one shop sells says nothing at another', async () => {
  const theirs = [await other.product('Their lamp', 9), await other.product('Their desk', 9)];
  for (let n = 0; n < 3; n += 1) await order(theirs, other);
  await reckon(Date.now(), other);
  expect(await pairs(`tenant_id = '${other.tenantId}'`)).toMatchObject({ n: 4 });
  const [lamp] = theirs as [Good];
  const ask = (path: string) => cloud.call('GET', path, { token: key });
  expect((await ask(`/shop/v1/products/${lamp.handle}/recommendations`)).status).toBe(404);
  const basket = await ask(`/shop/v1/recommendations?products=${lamp.productId}&limit=12`);
  expect(JSON.stringify(basket.body)).not.toContain('Their');
});
