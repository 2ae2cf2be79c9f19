import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let tenant: TestStore;
const [wien, euros, dollars] = [randomUUID(), randomUUID(), randomUUID()];
const page = { origin: 'https://shop.larkhall.example' };
const theme = { accent: '#2f6f5e', text: '#1b1b1b', background: '#ffffff', corners: 'round', logo: null };
const wienStore = {
  ...{ id: wien, revision: 0, name: 'Larkhall Wien', locale: 'de-AT', currency: 'EUR', priceListId: euros },
  currencies: [{ currency: 'USD', priceListId: dollars }],
  ...{ timeZone: 'Europe/Vienna', pricesIncludeTax: false, taxRounding: 'line' },
  taxes: [{ taxClass: 'standard', rate: '10/100' }],
  ...{ cashRoundingIncrement: 5, cashRoundingMode: 'half-up', returnLimit: 3_000, receiptFooter: '' },
  ...{ theme, domains: ['shop.larkhall.example'] },
};

const keyFor = async (of: TestStore, storeId?: string): Promise<string> => {
  const body = { kind: 'publishable', name: 'Web', origins: ['*'], ...(storeId && { storeId }) };
  return (await cloud.call('POST', '/auth/api-keys', { token: of.token, body })).body.key;
};
const done = async (name: string, args: unknown) => {
  const answer = await tenant.command(name, args);
  expect(answer.body, name).toMatchObject({ status: 'applied' });
};

beforeAll(async () => {
  cloud = await startTestCloud();
  tenant = await openStore(cloud, 'larkhall');
  const list = (id: string, currency: string) => ({ list: { id, name: currency, currency, isDefault: false } });
  await done('pricing.savePriceList', list(euros, 'EUR'));
  await done('pricing.savePriceList', list(dollars, 'USD'));
  await done('access.saveStore', { store: wienStore });
});
afterAll(() => cloud?.close());

test('a page is answered as the store whose address it has, or whose key it shows, in that store’s money', async () => {
  const key = await keyFor(tenant);
  const mug = await tenant.product('Mug', 9);
  const price = (priceListId: string, value: number) =>
    done('pricing.setPrice', { priceListId, changes: [{ variantId: mug.variantId, base: null, value }] });
  await price(euros, 1_000);
  await price(dollars, 1_500);
  const read = async (path: string, headers: Record<string, string> = page, token = key) =>
    (await cloud.call('GET', path, { token, headers })).body;
  expect(await read('/shop/v1/store')).toEqual({
    ...{ name: 'Larkhall Wien', locale: 'de-AT', currency: 'EUR', currencies: ['EUR', 'USD'], logo: null },
    express: [],
    look: expect.objectContaining({ ground: '#ffffff', action: '#2f6f5e', 'on-action': '#ffffff', radius: '14px' }),
  });
  expect(await read('/shop/v1/store', {})).toMatchObject({ name: 'larkhall', currency: 'GBP', look: null });
  const shown = { handle: mug.handle, currency: 'EUR', priceFrom: 1_000 };
  expect(await read(`/shop/v1/products/${mug.handle}`)).toMatchObject(shown);
  expect(await read(`/shop/v1/products/${mug.handle}?currency=USD`)).toMatchObject({
    currency: 'USD',
    priceFrom: 1_500,
  });
  expect(await read(`/shop/v1/products/${mug.handle}`, {})).toMatchObject({ currency: 'GBP', priceFrom: 1_200 });
  // Beside its price stands that of a kilogram of it, from the price of the store that asks.
  const measure = { amount: 250, scale: 0, unit: 'g', per: 'kg' };
  await done('catalog.editVariant', {
    variantId: mug.variantId,
    patch: { measure: { base: null, value: measure } },
  });
  const aKilogram = {
    unitPrice: { amount: 4_000, per: 'kg' },
    variants: [{ unitPrice: { amount: 4_000, per: 'kg' } }],
  };
  await expect.poll(() => read(`/shop/v1/products/${mug.handle}`)).toMatchObject(aKilogram);
  // A store of the EU names the lowest price of before beside a reduction; one of elsewhere does not.
  const less = { base: 1_000, value: 800, compareAt: { base: null, value: 1_100 } };
  await done('pricing.setPrice', { priceListId: euros, changes: [{ variantId: mug.variantId, ...less }] });
  const reduced = { priceFrom: 800, compareAt: 1_100, priorPrice: 1_000, variants: [{ priorPrice: 1_000 }] };
  await expect.poll(() => read(`/shop/v1/products/${mug.handle}`)).toMatchObject(reduced);
  expect(await read(`/shop/v1/products/${mug.handle}`, {})).toMatchObject({ currency: 'GBP', priorPrice: null });
  await done('pricing.setPrice', {
    priceListId: euros,
    changes: [{ ...less, variantId: mug.variantId, base: 800, value: 1_000, compareAt: { base: 1_100, value: null } }],
  });
  await expect.poll(() => read(`/shop/v1/products/${mug.handle}`)).toMatchObject(shown);
  expect(await read('/shop/v1/products?currency=CHF')).toMatchObject({ code: 'shop.currency' });
  expect(await read('/shop/v1/products', {}, await keyFor(tenant, wien))).toMatchObject({ products: [shown] });

  const buy = async (more: object, headers: Record<string, string>) => {
    const body = { lines: [{ variantId: mug.variantId, quantity: 1 }], customerName: 'Bo Field', ...more };
    const answer = await cloud.call('POST', '/shop/v1/orders', {
      ...{ token: key, body, headers: { ...headers, 'idempotency-key': randomUUID() } },
    });
    return answer.body;
  };
  const basket = { lines: [{ variantId: mug.variantId, quantity: 1 }] };
  const priced = await cloud.call('POST', '/shop/v1/price', { token: key, headers: page, body: basket });
  expect(priced.body).toMatchObject({ currency: 'EUR', pricesIncludeTax: false, taxTotal: 100, total: 1_100 });
  // 10.00 and its own 10 % on top
  expect(await buy({ expectedTotal: 1_100 }, page)).toMatchObject({ currency: 'EUR', total: 1_100 });
  expect(await buy({ currency: 'USD' }, page)).toMatchObject({ currency: 'USD', total: 1_650 });
  expect(await buy({}, {})).toMatchObject({ currency: 'GBP', total: 1_200 });
});

test('an address belongs to one store of one tenant, and nobody is told whose it is', async () => {
  const other = await openStore(cloud, 'frome');
  const theirs = { ...wienStore, id: randomUUID(), name: 'Frome Web', priceListId: null, currencies: [] };
  const refused = await other.command('access.saveStore', { store: theirs });
  expect(refused).toMatchObject({ status: 409, body: { code: 'access.domain-taken' } });
  for (const secret of [tenant.tenantId, wien, 'Wien']) expect(JSON.stringify(refused.body)).not.toContain(secret);
  expect((await cloud.call('GET', '/v1/stores', { token: other.token })).body.rows).toHaveLength(1);
  // Their page under that address is their own main store all the same.
  const answer = await cloud.call('GET', '/shop/v1/store', { token: await keyFor(other), headers: page });
  expect(answer.body).toMatchObject({ name: 'frome' });
  const body = { kind: 'publishable', name: 'Web', origins: ['*'], storeId: wien };
  expect((await cloud.call('POST', '/auth/api-keys', { token: other.token, body })).status).toBe(404);
});

test('a closed store shows and sells nothing', async () => {
  const closing = { ...wienStore, id: randomUUID(), name: 'Graz', domains: ['graz.larkhall.example'] };
  await done('access.saveStore', { store: closing });
  const key = await keyFor(tenant, closing.id);
  await done('access.closeStore', { storeId: closing.id });
  const answer = await cloud.call('GET', '/shop/v1/products', { token: key });
  expect(answer).toMatchObject({ status: 404, body: { code: 'shop.store-closed' } });
});
