import { randomUUID } from 'node:crypto';
import { isSealed } from '@tillhouse/shared/sealing/seal.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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
let other: TestStore;
let key: string;
let admin: pg.Client;
let mug: { productId: string; variantId: string; handle: string };
const bo = { token: '', email: 'bo@people.example' };
const ana = { token: '', email: 'ana@people.example' };

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  other = await openStore(cloud, 'combe');
  key = await publishableKey(cloud, store);
  mug = await store.product('Stoneware mug', 50);
  for (const who of [bo, ana]) who.token = await openShopper(cloud, store.tenantId, who.email);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
  const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
  const hosted = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' };
  await done('access.saveStore', { store: { ...row, domains: [], slug: 'larkhall', hosted } });
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});
beforeEach(async () => {
  await settings('checked');
});

const done = async (name: string, args: object) =>
  expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
const settings = async (mode: string) => {
  const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
  await done('reviews.saveSettings', { storeId: rows[0].id, mode });
};
const path = (handle = mug.handle) => `/shop/v1/products/${handle}/reviews`;
const read = (query = '', handle = mug.handle) => cloud.call('GET', `${path(handle)}${query}`, { token: key });
const as = (who: { token: string }, method: string, at: string, body?: object) =>
  cloud.call(method, at, {
    ...{ token: who.token, headers: { 'x-publishable-key': key } },
    ...(body && { body }),
  });
const words = { stars: 5, title: 'Lovely', text: 'It holds tea.', name: 'Bo' };
const write = (who: { token: string }, more: object = {}, handle = mug.handle) =>
  as(who, 'POST', path(handle), { ...words, ...more });
const rows = async () => (await cloud.call('GET', '/v1/product-reviews', { token: store.token })).body.rows;
const page = async (at = `/p/${mug.handle}`) => (await fetch(`${cloud.cloud.url}/s/larkhall${at}`)).text();
/** What is read again says it, as soon as the news of it is there. */
const until = (count: number) => expect.poll(async () => (await read()).body.count, { timeout: 10_000 }).toBe(count);

async function buyAndSend(who: { token: string; email: string }): Promise<string> {
  const me = await as(who, 'GET', '/shop/v1/account');
  const { rows: found } = (await cloud.call('GET', '/v1/customers', { token: store.token })).body;
  const customerId = found.find((one: { email: string }) => one.email === me.body.email).id;
  const orderId = randomUUID();
  const lines = [{ key: 'a', variantId: mug.variantId, quantity: 1 }];
  await done('orders.placeOnline', { orderId, customerId, customerName: 'Bo', shipping: 0, payment: 'test', lines });
  expect((await as(who, 'GET', `/shop/v1/account/reviews`)).body.products).toEqual([]);
  await done('orders.fulfil', { orderId, how: 'shipped' });
  return orderId;
}

test('what somebody says waits until the shop has looked; then it is read here, on its page, and by machines', async () => {
  expect((await write(bo)).body).toMatchObject({ state: 'waiting', stars: 5 });
  expect((await read()).body).toMatchObject({ taken: true, count: 0, reviews: [] });
  expect(await page()).not.toContain('aggregateRating');
  const [row] = await rows();
  expect(row).toMatchObject({ state: 'waiting', verified: false, body: 'It holds tea.', name: 'Bo' });
  const kept = (await admin.query('SELECT title, body, name FROM product_reviews')).rows[0];
  for (const text of Object.values(kept)) expect(isSealed(String(text))).toBe(true);
  await done('reviews.show', { reviewId: row.id, revision: 1 });
  await until(1);
  await done('reviews.answer', { reviewId: row.id, revision: 1, answer: 'Thank you!' });
  await expect
    .poll(async () => (await read()).body.reviews[0].answer, { timeout: 10_000 })
    .toMatchObject({ text: 'Thank you!' });
  expect((await read()).body).toMatchObject({ average: 500, stars: [0, 0, 0, 0, 1], nextCursor: null });
  const product = await cloud.call('GET', `/shop/v1/products/${mug.handle}`, { token: key });
  expect(product.body.rating).toEqual({ average: 500, count: 1 });
  const list = await cloud.call('GET', '/shop/v1/products', { token: key });
  expect(list.body.products[0].rating).toEqual({ average: 500, count: 1 });
  const text = await page();
  expect(text).toContain('It holds tea.');
  expect(text).toContain('Thank you!');
  const facts = [...text.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, json]) =>
    JSON.parse(json ?? ''),
  );
  expect(facts.find((one) => one['@type'] === 'Product')).toMatchObject({
    aggregateRating: { ratingValue: '5.00', reviewCount: 1 },
    review: [{ author: { name: 'Bo' }, reviewBody: 'It holds tea.', reviewRating: { ratingValue: 5 } }],
  });
});

test('one of each shopper: said anew it replaces the first and waits again; what was hidden is in no answer', async () => {
  await write(bo, { stars: 2, text: 'It broke.' });
  await until(0);
  expect(await rows()).toHaveLength(1);
  expect(await page()).not.toContain('It holds tea.');
  const [row] = await rows();
  expect(row).toMatchObject({ state: 'waiting', stars: 2, revision: 2 });
  await done('reviews.hide', { reviewId: row.id, revision: 2 });
  expect((await read()).body.reviews).toEqual([]);
  const mine = await as(bo, 'GET', `/shop/v1/account/reviews?product=${mug.handle}`);
  expect(mine.body.products).toMatchObject([{ verified: false, review: { state: 'hidden', text: 'It broke.' } }]);
  const mineAt = `/shop/v1/account/reviews/${mug.productId}`;
  expect((await as(ana, 'DELETE', mineAt)).status).toBe(404);
  expect((await as(bo, 'DELETE', mineAt)).status).toBe(204);
  expect((await as(bo, 'DELETE', mineAt)).status).toBe(404);
  expect(await rows()).toEqual([]);
});

test('who bought it and got it is shown at once where the shop says so; its stars narrow, and its pages go on', async () => {
  await settings('verified');
  const orderId = await buyAndSend(bo);
  for (const query of ['', `?order=${orderId}`])
    expect((await as(bo, 'GET', `/shop/v1/account/reviews${query}`)).body).toMatchObject({
      ...{ taken: true, products: [{ product: { handle: mug.handle }, verified: true, review: null }] },
    });
  expect((await as(bo, 'GET', `/shop/v1/account/reviews?order=${randomUUID()}`)).body.products).toEqual([]);
  expect((await write(bo)).body).toMatchObject({ state: 'shown' });
  expect((await write(ana, { stars: 1, name: 'Ana' })).body).toMatchObject({ state: 'waiting' });
  await until(1);
  // What waits stands beside what is shown, and nobody reads it.
  expect((await read()).body.reviews.map(({ name }: { name: string }) => name)).toEqual(['Bo']);
  expect(await page()).not.toContain('Ana');
  const waiting = (await rows()).find((one: { state: string }) => one.state === 'waiting');
  await done('reviews.show', { reviewId: waiting.id, revision: 1 });
  await until(2);
  expect((await read()).body).toMatchObject({ average: 300, stars: [1, 0, 0, 0, 1] });
  const [first, second] = [await read('?limit=1'), await read('?stars=5')];
  expect(second.body).toMatchObject({ count: 2, reviews: [{ name: 'Bo', verified: true }] });
  expect(first.body.reviews).toMatchObject([{ name: 'Ana', verified: false }]);
  expect((await read(`?limit=1&cursor=${first.body.nextCursor}`)).body).toMatchObject({
    ...{ reviews: [{ name: 'Bo' }], nextCursor: null },
  });
  expect((await read('?cursor=nonsense')).status).toBe(400);
  // By its id as well as by its handle.
  expect((await read('', mug.productId)).body.count).toBe(2);
});

test('HTML stays text in every answer, and what is too long, of six stars or nobody’s is kept nowhere', async () => {
  await settings('verified');
  const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1)';
  expect((await write(bo, { title: hostile, text: `${hostile} https://evil.example`, name: '<b>Bo' })).status).toBe(
    200,
  );
  await expect.poll(async () => (await read()).body.reviews[1]?.title, { timeout: 10_000 }).toBe(hostile);
  const text = await page();
  expect(text).not.toContain('<script>alert');
  expect(text).not.toContain('<img src=x');
  expect(text).not.toContain('href="https://evil.example');
  expect(text).toContain('&#60;b&#62;Bo');
  const before = await rows();
  for (const wrong of [
    ...[{ stars: 6 }, { stars: 0 }, { stars: 4.5 }, { text: 'x'.repeat(10_000) }, { title: 'x'.repeat(121) }],
    ...[{ name: ' ' }, { name: 'x'.repeat(61) }, { verified: true }, { text: 'a\0b' }],
  ])
    expect([wrong, (await write(bo, wrong)).status]).toEqual([wrong, 422]);
  expect((await cloud.call('POST', path(), { token: key, body: words })).status).toBe(401);
  expect(await rows()).toEqual(before);
});

test('another shop’s product is nobody’s here, and a shop that takes none has none', async () => {
  const theirs = await other.product('Their vase', 1);
  for (const handle of [theirs.handle, theirs.productId, randomUUID(), 'no-such'])
    expect([handle, (await write(bo, {}, handle)).status, (await read('', handle)).status]).toEqual([handle, 404, 404]);
  await settings('off');
  await expect.poll(async () => (await read()).body.taken, { timeout: 10_000 }).toBe(false);
  expect((await read()).body).toMatchObject({ count: 0, reviews: [] });
  expect(await write(bo)).toMatchObject({ status: 409, body: { code: 'reviews.off' } });
  expect(await page()).not.toContain('id="reviews"');
  const product = await cloud.call('GET', `/shop/v1/products/${mug.handle}`, { token: key });
  expect(product.body.rating).toBe(null);
});

test('who gives their account up takes their words along, with their stars', async () => {
  await until(2);
  expect((await as(ana, 'DELETE', '/shop/v1/account')).status).toBe(204);
  await until(1);
  expect((await rows()).map(({ name }: { name: string }) => name)).toEqual(['<b>Bo']);
  expect(await page()).not.toContain('Ana');
});
