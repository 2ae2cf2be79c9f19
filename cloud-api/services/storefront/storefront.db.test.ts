import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, publishableKey, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;
let key: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store);
});
afterAll(() => cloud?.close());

const buy = (variantId: string, quantity: number, id: string = randomUUID()) =>
  cloud.call('POST', '/shop/v1/orders', {
    token: key,
    headers: { 'idempotency-key': id },
    body: { lines: [{ variantId, quantity }], customerName: 'Bo Field' },
  });

async function eventually<T>(read: () => Promise<T>, until: (value: T) => boolean): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    const value = await read();
    if (until(value) || tried > 2_000) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('a page of products carries price and what may be sold, and follows a sale', async () => {
  const mug = await store.product('Stoneware mug', 7);
  const list = () => cloud.call('GET', '/shop/v1/products?limit=10', { token: key });
  const seen = async () => (await list()).body.products.find((each: { id: string }) => each.id === mug.productId);
  expect(await eventually(seen, (product) => product?.available === 7)).toMatchObject({
    title: 'Stoneware mug',
    priceFrom: 1_200,
    currency: 'GBP',
    available: 7,
    availability: 'in-stock',
    variants: [{ id: mug.variantId, price: 1_200, available: 7 }],
  });
  expect((await buy(mug.variantId, 3)).status).toBe(201);
  expect(await eventually(seen, (product) => product.available === 4)).toMatchObject({
    available: 4,
    availability: 'low',
  });
});

test('a category is found with all below it, and no other that begins alike', async () => {
  const plate = await store.product('Side plate', 2);
  const base = { base: 'Tableware', value: 'Tableware, Plates' };
  await store.command('catalog.editProduct', { productId: plate.productId, patch: { category: base } });
  const titles = async (category: string) => {
    const page = await cloud.call('GET', `/shop/v1/products?category=${encodeURIComponent(category)}&limit=50`, {
      token: key,
    });
    return page.body.products.map((each: { title: string }) => each.title) as string[];
  };
  expect(
    await eventually(
      () => titles('Tableware, Plates'),
      (found) => found.length > 0,
    ),
  ).toEqual(['Side plate']);
  expect(await titles('Tableware')).toContain('Side plate');
  expect(await titles('Table')).toEqual([]);
});

test('words find what is on sale by how they begin, the title before the rest, and nobody else’s', async () => {
  const vase = await store.product('Quokka vase', 3);
  const tray = await store.product('Oak tray', 3);
  const category = { base: 'Tableware', value: 'Quokka things' };
  expect((await store.command('catalog.editProduct', { productId: tray.productId, patch: { category } })).status).toBe(
    200,
  );
  const found = async (q: string, token = key) => {
    const page = await cloud.call('GET', `/shop/v1/products?q=${encodeURIComponent(q)}`, { token });
    expect(page.status).toBe(200);
    return page.body.products.map((each: { title: string }) => each.title) as string[];
  };
  const until = (q: string, titles: string[]) =>
    eventually(
      () => found(q),
      (now) => now.join() === titles.join(),
    ).then((now) => expect(now, q).toEqual(titles));
  await until('quok', ['Quokka vase', 'Oak tray']);
  await until('VAS quokk', ['Quokka vase']);
  await until(`okka' | 'a':* & !`, []);
  await until('!', []);
  const soldOnline = { base: true, value: false };
  await store.command('catalog.editProduct', { productId: vase.productId, patch: { soldOnline } });
  await until('quok', ['Oak tray']);
  const other = await openStore(cloud, 'quokka-house');
  expect(await found('quok', await publishableKey(cloud, other))).toEqual([]);
});

test('a search counts what each further choice would leave, follows stock and prices, and pages in the order asked for', async () => {
  const vase = await store.product('Wombat vase', 3);
  const jug = await store.product('Wombat jug', 1);
  await store.product('Bowl for a wombat', 0);
  const search = async (more: string, token = key) =>
    cloud.call('GET', `/shop/v1/search?q=wombat&${more}`, { token, headers: { 'cache-control': 'no-cache' } });
  const titles = ({ body }: Awaited<ReturnType<typeof search>>) =>
    body.products.map(({ title }: { title: string }) => title);
  const first = await search('');
  expect(first.body).toMatchObject({
    total: { count: 3, atLeast: false },
    facets: { categories: [{ value: 'Tableware', count: 3 }], options: [], inStock: 2 },
    nextCursor: null,
  });
  // What begins with the word before what only has it.
  expect(titles(first)).toEqual(['Wombat jug', 'Wombat vase', 'Bowl for a wombat']);
  expect(titles(await search('inStock=true&sort=title'))).toEqual(['Wombat jug', 'Wombat vase']);
  const changes = [{ variantId: vase.variantId, base: 1_200, value: 900 }];
  expect((await store.command('pricing.setPrice', { priceListId: null, changes })).status).toBe(200);
  expect((await buy(jug.variantId, 1)).status).toBe(201);
  // Every question is another, so that none is answered by what is kept of one before.
  let asked = 0;
  const eventuallyLeft = (choice: string, wanted: string[]) =>
    eventually(
      async () => titles(await search(`${choice}&limit=${100 - asked++}`)),
      (now) => now.join() === wanted.join(),
    ).then((now) => expect(now, choice).toEqual(wanted));
  await eventuallyLeft('inStock=true', ['Wombat vase']);
  await eventuallyLeft('priceTo=900', ['Wombat vase']);
  await eventuallyLeft('category=Table', []);
  const page = await search('sort=price-down&limit=2');
  expect(titles(page)).toEqual(['Bowl for a wombat', 'Wombat jug']);
  expect(titles(await search(`sort=price-down&limit=2&cursor=${page.body.nextCursor}`))).toEqual(['Wombat vase']);
  expect((await cloud.call('GET', '/shop/v1/search', { token: key })).status).toBe(422);
  expect((await search('cursor=none')).status).toBe(400);
  expect((await search('option=Size')).status).toBe(422);
  const other = await openStore(cloud, 'wombat-house');
  expect((await search('', await publishableKey(cloud, other))).body).toMatchObject({
    products: [],
    total: { count: 0 },
  });
});

test('a location that no longer sells online takes its stock from the page', async () => {
  const bowl = await store.product('Serving bowl', 6);
  const seen = async () => (await cloud.call('GET', `/shop/v1/products/${bowl.handle}`, { token: key })).body.available;
  expect(await eventually(seen, (available) => available === 6)).toBe(6);
  const row = (await cloud.call('GET', `/v1/locations/${store.locationId}`, { token: store.token })).body;
  const { updatedAt: _at, storeId: _store, ...location } = row;
  await store.command('inventory.saveLocation', { location: { ...location, sellsOnline: 'no' } });
  expect(await eventually(seen, (available) => available === 0)).toBe(0);
  await store.command('inventory.saveLocation', { location });
  expect(await eventually(seen, (available) => available === 6)).toBe(6);
});

test('a changed price, a price taken away and given again, and another default list are shown', async () => {
  const tray = await store.product('Serving tray', 3);
  const seen = async () => (await cloud.call('GET', `/shop/v1/products/${tray.handle}`, { token: key })).body;
  const shows = (price: number | undefined) =>
    eventually(seen, (product) => product.priceFrom === price).then((product) => expect(product.priceFrom).toBe(price));
  const listed = async () => {
    const page = await cloud.call('GET', '/shop/v1/products?limit=100', { token: key });
    return page.body.products.some((each: { id: string }) => each.id === tray.productId) as boolean;
  };
  const price = (base: number | null, value: number | null, priceListId: string | null = null) =>
    store.command('pricing.setPrice', { priceListId, changes: [{ variantId: tray.variantId, base, value }] });
  await shows(1_200);
  expect(await eventually(listed, Boolean)).toBe(true);
  await price(1_200, 1_500);
  await shows(1_500);
  await price(1_500, null);
  await shows(undefined);
  expect(await eventually(listed, (is) => !is)).toBe(false);
  await price(null, 1_300);
  await shows(1_300);
  expect(await eventually(listed, Boolean)).toBe(true);
  const list = (id: string, name: string) => ({ list: { id, name, currency: 'GBP', isDefault: true } });
  const sale = randomUUID();
  await store.command('pricing.savePriceList', { list: { ...list(sale, 'Sale').list, isDefault: false } });
  await price(null, 900, sale);
  await store.command('pricing.savePriceList', list(sale, 'Sale'));
  await shows(900);
  await store.command('pricing.savePriceList', list(store.priceListId, 'Retail'));
  await shows(1_300);
});

test('an answer that has not changed is 304 by its etag', async () => {
  const first = await cloud.call('GET', '/shop/v1/products', { token: key });
  const etag = first.headers.get('etag') as string;
  const again = await cloud.call('GET', '/shop/v1/products', { token: key, headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
});

test('pages follow each other without gap or repetition', async () => {
  for (const name of ['A cup', 'B cup', 'C cup']) await store.product(name, 1);
  const titles: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await cloud.call('GET', `/shop/v1/products?limit=2${cursor ? `&cursor=${cursor}` : ''}`, {
      token: key,
    });
    titles.push(...page.body.products.map((each: { title: string }) => each.title));
    cursor = page.body.nextCursor;
  }
  expect(titles).toEqual([...new Set(titles)].sort());
  expect(titles).toEqual(expect.arrayContaining(['A cup', 'B cup', 'C cup']));
});

test('open pages are told when availability changes', async () => {
  const vase = await store.product('Ribbed vase', 5);
  const abort = new AbortController();
  const stream = await fetch(`${cloud.cloud.url}/shop/v1/events?key=${key}`, { signal: abort.signal });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = (await reader.read()).value ?? '';
  await buy(vase.variantId, 2);
  while (!heard.includes(`"variantId":"${vase.variantId}","productId":"${vase.productId}","available":3`)) {
    const { value, done } = await reader.read();
    if (done) break;
    heard += value;
  }
  abort.abort();
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  expect(heard).toContain('event: availability');
});

test('fifty buyers of five units: five orders, the others refused, nobody charged for nothing', async () => {
  const jug = await store.product('Dipped jug', 5);
  const answers = await Promise.all(Array.from({ length: 50 }, () => buy(jug.variantId, 1)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(new Set(refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
    new Set(['409 orders.not-enough-stock']),
  );
  const admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const { rows } = await admin.query(
    `SELECT (SELECT count(*)::int FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE l.variant_id = $1) AS orders,
            (SELECT sum(t.amount)::int FROM tenders t JOIN order_lines l ON l.order_id = t.order_id WHERE l.variant_id = $1) AS charged,
            (SELECT on_hand - committed - reserved FROM stock_levels WHERE variant_id = $1)::int AS left_over`,
    [jug.variantId],
  );
  await admin.end();
  expect(rows[0]).toEqual({ orders: 5, charged: 5 * 1_200, left_over: 0 });
});

test('the same purchase sent twice buys once', async () => {
  const teapot = await store.product('Teapot', 9);
  const id = randomUUID();
  const [first, second] = [await buy(teapot.variantId, 1, id), await buy(teapot.variantId, 1, id)];
  expect(second.body).toEqual({ ...first.body, repeated: true });
});

test('a basket is priced with its code as it is then bought; a code that is used up refuses the purchase', async () => {
  const cup = await store.product('Letter cup', 9);
  const promotion = {
    id: randomUUID(),
    name: 'Letter of May',
    action: { kind: 'percent', rate: '25/100' },
    target: { variants: [cup.variantId] },
    codes: [{ code: 'MAY', limit: 1 }],
  };
  await store.command('pricing.savePromotion', { promotion, status: 'live' });
  const lines = [{ variantId: cup.variantId, quantity: 2 }];
  const price = (coupons: string[]) => cloud.call('POST', '/shop/v1/price', { token: key, body: { lines, coupons } });
  const shown = await price(['may', 'nope']);
  expect(shown.body).toMatchObject({
    lines: [{ title: 'Letter cup', amount: 2_400, discounts: [{ name: 'Letter of May', amount: 600 }], total: 1_800 }],
    coupons: [
      { code: 'may', applied: true, reason: 'Letter of May' },
      { code: 'nope', applied: false, reason: 'No promotion has this code' },
    ],
    ...{ currency: 'GBP', subtotal: 2_400, discountTotal: 600, total: 1_800 },
  });
  const order = () =>
    cloud.call('POST', '/shop/v1/orders', {
      token: key,
      headers: { 'idempotency-key': randomUUID() },
      body: { lines, coupons: ['MAY'], customerName: 'Bo Field', expectedTotal: shown.body.total },
    });
  expect(await order()).toMatchObject({ status: 201, body: { total: 1_800 } });
  expect(await order()).toMatchObject({ status: 409, body: { code: 'orders.coupon-refused' } });
  expect((await price(['MAY'])).body).toMatchObject({ total: 2_400, coupons: [{ applied: false }] });
  expect((await price(['x'.repeat(300)])).status).toBe(422);
});

test('a key that is unknown or used from another page is refused', async () => {
  const unknown = await cloud.call('GET', '/shop/v1/products', { token: 'pk_nobody' });
  expect([unknown.status, unknown.body.code]).toEqual([401, 'auth.key-unknown']);
  const bound = await publishableKey(cloud, store, ['https://shop.example']);
  const from = (origin: string) => cloud.call('GET', '/shop/v1/products', { token: bound, headers: { origin } });
  expect((await from('https://shop.example')).status).toBe(200);
  const foreign = await from('https://evil.example');
  expect([foreign.status, foreign.body.code]).toEqual([403, 'auth.origin']);
});
