import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';

let cloud: TestCloud;
let shop: TestStore;
let mug: { productId: string; variantId: string; handle: string };
const dollars = randomUUID();
const hosted = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' };
const key = 'pk_hosted_larkhall';

const done = async (name: string, args: unknown) =>
  expect((await shop.command(name, args)).body, name).toMatchObject({ status: 'applied' });

async function save(patch: object): Promise<void> {
  const { body } = await cloud.call('GET', '/v1/stores', { token: shop.token });
  const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = body.rows[0];
  await done('access.saveStore', { store: { domains: [], ...row, ...patch } });
}

beforeAll(async () => {
  cloud = await startTestCloud();
  shop = await openStore(cloud, 'larkhall');
  mug = await shop.product('Stoneware mug', 7);
  await done('pricing.savePriceList', { list: { id: dollars, name: 'USD', currency: 'USD', isDefault: false } });
  const changes = [{ variantId: mug.variantId, base: null, value: 1_750 }];
  await done('pricing.setPrice', { priceListId: dollars, changes });
  const currencies = [{ currency: 'USD', priceListId: dollars }];
  await save({ slug: 'larkhall', hosted, locale: 'en-GB', currencies });
});
afterAll(() => cloud?.close());

const page = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${cloud.cloud.url}/s/larkhall${path}`, { headers, redirect: 'manual' });
const inDollars = { cookie: 'theme=dark; shop-currency=USD' };
const pathTo = () => `/p/${mug.handle}`;

test('a shopper chooses at the foot what prices are told in, and every page, its widget and its facts follow', async () => {
  const before = await (await page(pathTo())).text();
  expect(before).toContain('£12.00');
  expect(before).toContain('<a href="?currency=USD" rel="nofollow">US Dollar');
  const chosen = await page(`${pathTo()}?currency=USD`);
  expect(chosen.status).toBe(303);
  expect(chosen.headers.get('location')).toBe(`/s/larkhall${pathTo()}`);
  const cookie = chosen.headers.get('set-cookie');
  expect(cookie).toMatch(/^shop-currency=USD; Path=\/s\/larkhall; Max-Age=15552000; HttpOnly; SameSite=Lax/);
  for (const path of ['', pathTo()]) {
    const answer = await page(path, inDollars);
    expect(answer.headers.get('vary')).toContain('Cookie');
    const text = await answer.text();
    expect(text).toContain('US$17.50');
    expect(text).toContain('<a href="?currency=GBP" rel="nofollow">British Pound');
  }
  expect(await (await page(pathTo(), inDollars)).text()).toContain('"priceCurrency":"USD"');
  // Its own is no choice that would have to be kept.
  const own = await page(`${pathTo()}?currency=GBP`, inDollars);
  expect(own.headers.get('set-cookie')).toContain('shop-currency=GBP; Path=/s/larkhall; Max-Age=0');
});

test('a list that was narrowed stays so, and nobody is led to another host', async () => {
  const { host } = new URL(cloud.cloud.url);
  const from = (referer: string, path = '/search') => page(`${path}?currency=USD`, { referer });
  const at = `http://${host}/s/larkhall/search?q=mug&sort=price`;
  expect((await from(at)).headers.get('location')).toBe('/s/larkhall/search?q=mug&sort=price');
  const foreign = await from('https://evil.example/s/larkhall/search?q=evil');
  expect(foreign.headers.get('location')).toBe('/s/larkhall/search');
  for (const path of ['/.//evil.example', '//evil.example', '/\\evil.example'])
    expect((await page(`${path}?currency=USD`)).headers.get('location') ?? '/').toMatch(/^\/(?!\/)/);
});

test('what the shop does not sell in, or is no currency, is no choice', async () => {
  for (const currency of ['CHF', 'usd', 'US', '<b>', 'USD;Path=/']) {
    const answer = await page(`${pathTo()}?currency=${encodeURIComponent(currency)}`);
    expect(answer.headers.get('set-cookie'), currency).toBeNull();
    const kept = await page(pathTo(), { cookie: `shop-currency=${encodeURIComponent(currency)}` });
    expect(await kept.text(), currency).toContain('£12.00');
  }
});

test('what was chosen counts at the shop API too, and what a request names itself comes first', async () => {
  const ask = async (path: string, headers: Record<string, string>, body?: unknown) => {
    const given = body === undefined ? {} : { body };
    const method = body === undefined ? 'GET' : 'POST';
    return (await cloud.call(method, `/shop/v1${path}`, { token: key, headers, ...given })).body;
  };
  const chosen = { 'shop-currency': 'USD' };
  const currencies = ['GBP', 'USD'];
  expect(await ask('/store', chosen)).toMatchObject({ currency: 'USD', currencies });
  expect(await ask('/store', {})).toMatchObject({ currency: 'GBP', currencies });
  // Also where answers come the short way, one caller after the other.
  for (let n = 0; n < 3; n += 1) {
    expect(await ask(`/products${'?limit=5'}`, chosen)).toMatchObject({ products: [{ priceFrom: 1_750 }] });
    expect(await ask(`/products${'?limit=5'}`, {})).toMatchObject({ products: [{ priceFrom: 1_200 }] });
  }
  expect(await ask(`/products/${mug.handle}?currency=GBP`, chosen)).toMatchObject({ currency: 'GBP' });
  expect(await ask('/products', { 'shop-currency': 'CHF' })).toMatchObject({ products: [{ currency: 'GBP' }] });
  const lines = [{ variantId: mug.variantId, quantity: 2 }];
  expect(await ask('/price', chosen, { lines })).toMatchObject({ currency: 'USD', total: 3_500 });
  const idempotent = { ...chosen, 'idempotency-key': randomUUID() };
  expect(await ask('/checkouts', idempotent, { lines })).toMatchObject({ currency: 'USD', total: 3_500 });
});

test('shops of one tenant in two languages lead to each other at the foot, each by its own name', async () => {
  expect(await (await page('')).text()).not.toContain('>Language<');
  const { rows } = (await cloud.call('GET', '/v1/stores', { token: shop.token })).body;
  const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
  const german = { ...row, id: randomUUID(), revision: 0, name: 'Larkhall DE', locale: 'de-DE', slug: 'larkhall-de' };
  await done('access.saveStore', { store: { ...german, domains: [] } });
  const { url } = cloud.cloud;
  const link = (path: string) =>
    `<a href="${url}/s/larkhall-de${path}" hreflang="de-DE" lang="de-DE" dir="ltr">Deutsch</a>`;
  await expect.poll(async () => (await page(pathTo())).text()).toContain(link(pathTo()));
  // A page of which the other shop has none leads to its first.
  await expect.poll(async () => (await page('/cart')).text()).toContain(link('/'));
});

test('what has no price in the currency that was chosen leads back to where it has one', async () => {
  const jug = await shop.product('Dipped jug', 3);
  await expect.poll(async () => (await page(`/p/${jug.handle}`)).status).toBe(200);
  const lost = await page(`/p/${jug.handle}`, inDollars);
  expect(lost.status).toBe(404);
  const text = await lost.text();
  expect(text).toContain('Not all that we have is sold in USD.');
  expect(text).toContain('<a class="more" href="?currency=GBP" rel="nofollow">Show it in GBP</a>');
  expect(await (await page('/p/nothing-there')).text()).not.toContain('Show it in');
});
