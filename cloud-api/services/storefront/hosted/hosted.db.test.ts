import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';

let cloud: TestCloud;
let mine: TestStore;
let theirs: TestStore;
let mug: { productId: string; variantId: string; handle: string };
let theirLamp: { productId: string; variantId: string; handle: string };
const HOSTILE = `</title><script>alert(1)</script>"'><img src=x onerror=alert(1)> & Co`;

const hosted = { open: true, domain: null, fonts: 'classic', headline: 'The <winter> table', intro: '' };

async function saved(store: TestStore, patch: object): Promise<void> {
  const {
    body: { rows },
  } = await cloud.call('GET', '/v1/stores', { token: store.token });
  const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
  const answer = await store.command('access.saveStore', { store: { domains: [], ...row, ...patch } });
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
}

beforeAll(async () => {
  cloud = await startTestCloud();
  mine = await openStore(cloud, 'larkhall');
  theirs = await openStore(cloud, 'frome');
  mug = await mine.product('Stoneware mug', 7);
  theirLamp = await theirs.product('Canary lamp', 3);
  await saved(mine, { slug: 'larkhall', hosted, domains: ['shop.larkhall.example'], locale: 'en-GB' });
  await saved(theirs, { slug: 'frome-lamps', hosted, domains: ['frome.example'], locale: 'ar-AE' });
});
afterAll(() => cloud?.close());

interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** As a browser asks at that host; `fetch` does not let its host be chosen. */
function at(host: string, path: string, headers: Record<string, string> = {}): Promise<Page> {
  const { hostname, port } = new URL(cloud.cloud.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers: { ...headers, host } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    asked.on('error', reject).end();
  });
}
const here = (path: string, headers?: Record<string, string>) => at(new URL(cloud.cloud.url).host, path, headers);

/** What stands in the page for machines. */
const factsIn = ({ text }: Page) =>
  [...text.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, json]) =>
    JSON.parse(json ?? ''),
  );

test('pages stand below the cloud’s address and at the store’s own, and links stay where the shopper is', async () => {
  const home = await here('/s/larkhall');
  expect(home).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(home.text).toContain('<h1>The &#60;winter&#62; table</h1>');
  expect(home.text).toContain(`href="/s/larkhall/p/${mug.handle}"`);
  expect(home.text).toContain('£12.00');
  expect(home.text).toContain('7 in stock');
  const own = await at('shop.larkhall.example', '/');
  expect(own.text).toContain(`href="/p/${mug.handle}"`);
  for (const path of [
    '/c/Tableware',
    `/p/${mug.handle}`,
    '/search?q=stone',
    '/cart',
    '/checkout',
    '/order',
    '/account',
  ]) {
    expect((await at('shop.larkhall.example', path)).status, path).toBe(200);
    expect((await here(`/s/larkhall${path}`)).status, path).toBe(200);
  }
  expect((await here('/s/larkhall/search?q=stone')).text).toContain('Stoneware mug');
  expect((await here('/s/larkhall/cart')).text).toContain('<tillhouse-cart>');
  expect(await here('/s/larkhall/')).toMatchObject({ status: 308, headers: { location: '/s/larkhall' } });
});

test('what is not there is a page that says so, in the look of the shop; where there is no shop there is nothing', async () => {
  for (const path of ['/p/none', '/c/None', '/nothing', '/sitemap-2.xml', '/search?q=a&cursor=none']) {
    const page = await here(`/s/larkhall${path}`);
    expect(page.status, path).toBe(404);
    expect(page.text, path).toContain('<a class="button" href="/s/larkhall">');
  }
  for (const host of ['unknown.example', 'localhost', 'shop.larkhall.example.evil.example'])
    expect(await at(host, '/'), host).toMatchObject({ status: 404, headers: { 'content-type': /problem/ } });
  expect((await here('/s/unknown-shop')).status).toBe(404);
  expect((await here('/s/larkhall%27--')).status).toBe(404);
});

test('no page of one tenant shows anything of another, at whichever address', async () => {
  const paths = ['/', '/c/Tableware', '/search?q=canary', '/search?q=stone', '/sitemap.xml', `/p/${theirLamp.handle}`];
  for (const path of paths) {
    // They ask first, so that what is kept for them is there.
    expect((await at('frome.example', path)).text, path).not.toMatch(/Stoneware|stoneware|larkhall/);
    const page = await at('shop.larkhall.example', path, { 'x-forwarded-host': 'frome.example' });
    expect(page.text, path).not.toMatch(/Canary|canary-lamp|frome/);
  }
  expect((await at('frome.example', `/p/${theirLamp.handle}`)).text).toContain('Canary lamp');
  expect((await at('shop.larkhall.example', `/p/${theirLamp.handle}`)).status).toBe(404);
  const read = (key: string) => cloud.call('GET', '/shop/v1/products', { token: key });
  const titles = async (key: string) => (await read(key)).body.products.map(({ title }: { title: string }) => title);
  expect(await titles('pk_hosted_larkhall')).toEqual(['Stoneware mug']);
  expect(await titles('pk_hosted_frome-lamps')).toEqual(['Canary lamp']);
  const foreign = { token: 'pk_hosted_larkhall', headers: { origin: 'https://frome.example' } };
  expect(await cloud.call('GET', '/shop/v1/products', foreign)).toMatchObject({
    status: 403,
    body: { code: 'auth.origin' },
  });
  expect((await read('pk_hosted_none')).status).toBe(401);
});

test('an address below the cloud belongs to one store, and nobody is told whose it is', async () => {
  const { rows } = (await cloud.call('GET', '/v1/stores', { token: theirs.token })).body;
  const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
  const store = { ...row, domains: ['frome.example'], slug: 'larkhall' };
  const refused = await theirs.command('access.saveStore', { store });
  expect(refused).toMatchObject({ status: 409, body: { code: 'access.slug-taken' } });
  expect(JSON.stringify(refused.body)).not.toContain(mine.tenantId);
});

test('whatever a product is called is text, in the page, its head and its facts', async () => {
  const evil = await mine.product(HOSTILE, 2);
  const page = await here(`/s/larkhall/p/${evil.handle}`);
  expect(page.status).toBe(200);
  const ours = /<script (src="\/(tillhouse|hosted\/shop)-|type="application\/ld\+json")/;
  for (const [tag] of page.text.matchAll(/<script[^>]*/g)) expect(tag).toMatch(ours);
  expect(page.text).not.toContain('<img src=x');
  expect(page.text.match(/<title>/g)).toHaveLength(1);
  expect(factsIn(page)[0].name).toBe(HOSTILE);
  const found = await here(`/s/larkhall/search?q=${encodeURIComponent(HOSTILE)}`);
  expect(found.text).not.toContain('<script>');
  expect(found.text).toContain('value="&#60;/title&#62;');
});

test('the content policy lets in the files of the widget by name, one style by hash, and nothing else', async () => {
  const page = await here('/s/larkhall');
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|script-src[^;]*'self'/);
  const [, css = ''] = /<style>(.*?)<\/style>/s.exec(page.text) ?? [];
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(css))).toString('base64');
  expect(policy).toContain(`'sha256-${hash}'`);
  const tags = page.text.replaceAll(/"[^"]*"/g, '""').match(/<[a-z][^>]*>/g) ?? [];
  for (const tag of tags) expect(tag).not.toMatch(/\s(style|on[a-z]+)=/);
  expect(page.text).toMatch(/<link rel="stylesheet" href="\/hosted\/shop-[0-9a-f]{12}\.css" integrity="sha384-/);
  const is = (type: string) => ({ status: 200, headers: { 'content-type': type } });
  const [, sheet = ''] = /rel="stylesheet" href="(\/hosted\/[^"]+)"/.exec(page.text) ?? [];
  expect(await here(sheet)).toMatchObject(is('text/css; charset=utf-8'));
  const fonts = [...page.text.matchAll(/rel="preload" href="\/hosted\/([^"]+)"/g)].map(([, file]) => file);
  // The first of them comes with the build of the widget, which is not there for this test.
  expect(fonts).toEqual(['libre-caslon-text.woff2', 'ibm-plex-sans.woff2']);
  expect(await here('/hosted/ibm-plex-sans.woff2')).toMatchObject(is('font/woff2'));
});

test('a phone can keep the shop as a program of its own, which reaches no further than the shop', async () => {
  const manifest = await here('/s/larkhall/manifest.webmanifest');
  expect(manifest.headers['content-type']).toContain('application/manifest+json');
  expect(JSON.parse(manifest.text)).toMatchObject({ name: 'larkhall', start_url: '/s/larkhall', scope: '/s/larkhall' });
  const worker = await here('/s/larkhall/worker.js?base=/s/larkhall');
  expect(worker.headers).toMatchObject({ 'service-worker-allowed': '/s/larkhall', 'cache-control': 'no-cache' });
  expect((await here('/s/larkhall/icon.svg')).text).toMatch(/^<svg[^>]*>.*>L<\/text><\/svg>$/s);
  expect((await at('shop.larkhall.example', '/worker.js')).headers['service-worker-allowed']).toBe('/');
  expect((await here('/worker.js')).status).toBe(404);
});

test('search engines get one address a page, facts with prices, and a map of what is on sale', async () => {
  const page = await at('shop.larkhall.example', `/p/${mug.handle}`);
  const { url } = cloud.cloud;
  const canonical = `${url}/s/larkhall/p/${mug.handle}`;
  expect(page.text).toContain(`<link rel="canonical" href="${canonical}">`);
  expect(page.text).toContain(`<meta property="og:url" content="${canonical}">`);
  const [product, crumbs] = factsIn(page);
  const offers = { price: '12.00', priceCurrency: 'GBP', availability: 'https://schema.org/InStock', url: canonical };
  expect(product).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: 'Stoneware mug',
    offers,
  });
  expect(crumbs.itemListElement.map(({ name, item }: Record<string, string>) => [name, item])).toEqual([
    ['Home', `${url}/s/larkhall`],
    ['Tableware', `${url}/s/larkhall/c/Tableware`],
    ['Stoneware mug', canonical],
  ]);
  const map = await at('shop.larkhall.example', '/sitemap.xml');
  expect(map.headers['content-type']).toBe('application/xml; charset=utf-8');
  for (const path of ['/c/Tableware', `/p/${mug.handle}`])
    expect(map.text).toContain(`<loc>${url}/s/larkhall${path}</loc>`);
  expect((await at('shop.larkhall.example', '/robots.txt')).text).toContain(`Sitemap: ${url}/s/larkhall/sitemap.xml`);
  expect((await here('/s/larkhall/cart')).text).toContain('<meta name="robots" content="noindex">');
  // Once the owner says that the store's own address is the one, it is.
  await saved(mine, { hosted: { ...hosted, domain: 'shop.larkhall.example' }, domains: ['shop.larkhall.example'] });
  await expect
    .poll(async () => (await here(`/s/larkhall/p/${mug.handle}`)).text)
    .toContain(`rel="canonical" href="http://shop.larkhall.example:${new URL(url).port}/p/${mug.handle}"`);
});

test('a language that runs the other way does so, and shops of one tenant in two languages name each other', async () => {
  const home = await here('/s/frome-lamps');
  expect(home.text).toContain('<html lang="ar-AE" dir="rtl">');
  expect(home.text).not.toContain('hreflang');
  const { rows } = (await cloud.call('GET', '/v1/stores', { token: theirs.token })).body;
  const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
  const english = { ...row, id: randomUUID(), revision: 0, name: 'Frome in English', locale: 'en-GB', domains: [] };
  const store = { ...english, slug: 'frome-english' };
  expect((await theirs.command('access.saveStore', { store })).body).toMatchObject({ status: 'applied' });
  const { url } = cloud.cloud;
  const there = async () => (await here(`/s/frome-lamps/p/${theirLamp.handle}`)).text;
  await expect
    .poll(there)
    .toContain(`<link rel="alternate" hreflang="en-GB" href="${url}/s/frome-english/p/${theirLamp.handle}">`);
  expect(await there()).toContain(`hreflang="ar-AE" href="${url}/s/frome-lamps/p/${theirLamp.handle}"`);
});

test('a page is kept until what it shows changes, and not sent again to who has it', async () => {
  const path = `/s/larkhall/p/${mug.handle}`;
  const first = await here(path);
  const etag = String(first.headers['etag']);
  expect(await here(path, { 'if-none-match': etag })).toMatchObject({ status: 304, text: '' });
  const changes = [{ variantId: mug.variantId, base: 1_200, value: 950 }];
  expect((await mine.command('pricing.setPrice', { priceListId: null, changes })).status).toBe(200);
  await expect.poll(async () => (await here(path, { 'if-none-match': etag })).text).toContain('£9.50');
  await expect.poll(async () => (await here('/s/larkhall')).text).toContain('£9.50');
  const product = await cloud.call('GET', `/shop/v1/products/${mug.handle}`, { token: 'pk_hosted_larkhall' });
  expect(product.body.priceFrom).toBe(950);
});

test('a shop that is switched off is not there, nor is its key', async () => {
  await saved(mine, { hosted: { ...hosted, open: false }, domains: ['shop.larkhall.example'] });
  await expect.poll(async () => (await here('/s/larkhall')).status).toBe(404);
  expect((await at('shop.larkhall.example', '/')).status).toBe(404);
  await expect
    .poll(async () => (await cloud.call('GET', '/shop/v1/store', { token: 'pk_hosted_larkhall' })).status)
    .toBe(401);
});
