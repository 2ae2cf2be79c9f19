import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openShopper } from '../../../testing/shopper.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { numberOf, secretsOf, warehouse } from '../../commerce/carriers/testing/fake-accounts.ts';
import type { FakeCarrier } from '../../commerce/carriers/testing/fake-carrier.ts';
import { startFakeUps } from '../../commerce/carriers/testing/fake-ups.ts';

/** A label by which goods come back is on the page of their order, for who bought them and for nobody else. */
let ahead = 0;
const now = () => Date.now() + ahead;
let cloud: TestCloud;
let store: TestStore;
let ups: FakeCarrier;
let token: string;
let key: string;
let accountId: string;
beforeAll(async () => {
  const { clientId = '', clientSecret = '' } = secretsOf.ups;
  ups = await startFakeUps({ clientId, clientSecret, account: numberOf.ups, currency: 'GBP', now });
  cloud = await startTestCloud({ upsApi: ups.url, now });
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  const pickUp = { locationId: store.locationId, hint: 'Ring', readyIn: 1, active: true };
  expect((await store.command('shipping.savePickUp', pickUp)).status).toBe(200);
  const { email, password } = store;
  token = (await cloud.call('POST', '/auth/session', { body: { email, password } })).body.access_token;
  const account = { carrier: 'ups', name: 'UPS', mode: 'live', accountNumber: numberOf.ups, shipFrom: warehouse };
  accountId = (await call('POST', '/v1/carrier-accounts', { ...account, secrets: secretsOf.ups })).body.id;
});
afterAll(async () => {
  await cloud?.close();
  await ups?.close();
});

const call = (method: string, path: string, body?: unknown) =>
  cloud.call(method, path, { token, ...(body === undefined ? {} : { body }) });

interface Bought {
  readonly id: string;
  readonly token: string;
}
async function bought(email: string): Promise<Bought> {
  const { variantId } = await store.product(`Mug ${randomUUID().slice(0, 8)}`, 5);
  const ask = (method: string, path: string, body: unknown, secret = '') =>
    cloud.call(method, `/shop/v1/checkouts${path}`, {
      ...{ token: key, body, headers: { 'idempotency-key': randomUUID(), 'checkout-secret': secret } },
    });
  const { id, secret, shippingOptions } = (await ask('POST', '', { lines: [{ variantId, quantity: 1 }] })).body;
  const contact = { email, name: 'Bo Field' };
  const filled = await ask('PATCH', `/${id}`, { contact, shippingOptionId: shippingOptions[0].id }, secret);
  const { total: expectedTotal, methods } = filled.body;
  const pay = { expectedTotal, methodId: methods[0].id, returnUrl: 'https://shop.example/bought' };
  return (await ask('POST', `/${id}/pay`, pay, secret)).body.order;
}
async function label(orderId: string, more: object = {}): Promise<string> {
  const asked = {
    ...{ id: randomUUID(), accountId, service: '11', kind: 'return', shipOn: '2026-11-30', orderId },
    to: { ...warehouse, name: 'Bo Field', company: '', line1: '1 High St', postcode: 'LS1 4AP' },
    ...{ parcels: [{ grams: 1_200 }], ...more },
  };
  const { body } = await call('POST', '/v1/carrier-labels', asked);
  expect(body, JSON.stringify(body)).toMatchObject({ state: 'bought' });
  return body.id;
}
const status = (id: string, orderToken: string, as = key) =>
  cloud.call('GET', `/shop/v1/orders/${id}`, { token: as, headers: { 'order-token': orderToken } });
const labelsOf = async ({ id, token: own }: Bought) => (await status(id, own)).body.returnsLabels;
const file = (href: string) => fetch(`${cloud.cloud.url}${href}`);
test('an order tells of its returns label, whose file is saved by the address that it gave', async () => {
  const order = await bought('bo@shopper.example');
  expect(await labelsOf(order)).toEqual([]);
  await label(order.id);
  const tracking = ups.book.at(-1)?.trackings[0] ?? '';
  const [shown, ...others] = await labelsOf(order);
  expect(shown).toMatchObject({ kind: 'label', carrier: 'UPS', tracking, format: 'pdf' });
  expect(others).toEqual([]);
  const pdf = await file(shown.href);
  expect(pdf.status).toBe(200);
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  expect(pdf.headers.get('content-disposition')).toBe(`attachment; filename="label-${tracking}.pdf"`);
  expect(pdf.headers.get('cache-control')).toContain('no-store');
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');

  await label(order.id, { format: 'png' });
  const picture = (await labelsOf(order)).at(-1);
  expect(picture).toMatchObject({ carrier: 'UPS', format: 'png' });
  const png = await file(picture.href);
  expect(png.headers.get('content-type')).toBe('image/png');
  expect(png.headers.get('content-disposition')).toMatch(/^attachment; filename="label-\w+\.png"$/);
});

test('a page that is open is told of a label as it is bought, and as it is given back', async () => {
  const order = await bought('bo@shopper.example');
  const page = new AbortController();
  const headers = { authorization: `Bearer ${key}`, 'order-token': order.token };
  const stream = await fetch(`${cloud.cloud.url}/shop/v1/orders/${order.id}/events`, { headers, signal: page.signal });
  let heard = '';
  void (async () => {
    for await (const chunk of stream.body ?? []) heard += Buffer.from(chunk).toString();
  })().catch(() => {});
  const told = () => heard.split('event: order\n').length - 1;
  const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });
  // How it was paid is told as well, a moment after.
  const noted = { token: store.token };
  await until(async () => expect((await cloud.call('GET', `/v1/orders/${order.id}`, noted)).body.due).toBe(0));
  const after = async (act: () => Promise<unknown>, stands: number) => {
    const before = told();
    await act();
    await until(async () => {
      expect(told()).toBeGreaterThan(before);
      expect(await labelsOf(order)).toHaveLength(stands);
    });
  };
  let id = '';
  await after(async () => {
    id = await label(order.id);
  }, 1);
  await after(() => call('POST', `/v1/carrier-labels/${id}/void`), 0);
  page.abort();
});

test('who is signed in finds it in their account, also of what was no checkout, and nobody else does', async () => {
  const own = async (email: string, orderId: string) => {
    const shopper = await openShopper(cloud, store.tenantId, email);
    const headers = { 'x-publishable-key': key };
    return cloud.call('GET', `/shop/v1/account/orders/${orderId}`, { token: shopper, headers });
  };
  const order = await bought('ann@shopper.example');
  const [id, orderId] = [randomUUID(), randomUUID()];
  const blank = { phone: null, city: null, country: null, note: '', externalRef: null, status: 'active' };
  await store.command('customers.save', { customers: [{ id, name: 'Ann', email: 'ann@home.example', ...blank }] });
  const { variantId } = await store.product('Bowl', 5);
  const placed = await store.command('orders.placeOnline', {
    ...{ orderId, customerId: id, customerName: 'Ann', shipping: 0, payment: 'test' },
    ...{ lines: [{ key: '1', variantId, quantity: 1 }], locationId: store.locationId },
  });
  expect(placed.body, JSON.stringify(placed.body)).toMatchObject({ status: 'applied' });
  for (const [email, of] of [
    ['ann@shopper.example', order.id],
    ['ann@home.example', orderId],
  ] as const) {
    await label(of);
    const [shown] = (await own(email, of)).body.returnsLabels;
    expect((await file(shown.href)).status).toBe(200);
    expect((await own('eve@shopper.example', of)).status).toBe(404);
  }
});

test('by another order’s token, at another shop, forged or too late it is not there', async () => {
  const [order, other] = [await bought('bo@shopper.example'), await bought('eve@shopper.example')];
  const id = await label(order.id);
  const otherId = await label(other.id);
  await label(order.id, { kind: 'outbound', fulfilmentId: randomUUID() });
  const shown = await labelsOf(order);
  expect(shown).toHaveLength(1);
  expect(shown[0].href).toContain(id);
  expect((await status(order.id, other.token)).status).toBe(404);
  const stranger = await openStore(cloud, 'stranger');
  const foreignKey = await publishableKey(cloud, stranger, ['https://stranger.example']);
  expect((await status(order.id, order.token, foreignKey)).status).toBe(404);

  const { href } = shown[0];
  const set = (name: string, value: string) => {
    const url = new URL(href, cloud.cloud.url);
    url.searchParams.set(name, value);
    return url.pathname + url.search;
  };
  const wrong = [
    set('shop', stranger.tenantId),
    set('shop', randomUUID()),
    set('until', String(now() + 60 * 60_000)),
    set('proof', 'A'.repeat(43)),
    href.replace(id, otherId),
    href.replace('/0?', '/1?'),
    href.split('?')[0] ?? '',
  ];
  for (const address of wrong) expect((await file(address)).status, address).toBe(404);
  expect((await file(href)).status).toBe(200);
  ahead += 31 * 60_000;
  expect((await file(href)).status).toBe(404);
  expect((await file((await labelsOf(order))[0].href)).status).toBe(200);
});

test('given back it is gone, also by an address that was told before', async () => {
  const order = await bought('bo@shopper.example');
  const id = await label(order.id);
  const [{ href }] = await labelsOf(order);
  expect((await file(href)).status).toBe(200);
  expect((await call('POST', `/v1/carrier-labels/${id}/void`)).body).toMatchObject({ state: 'voided' });
  expect(await labelsOf(order)).toEqual([]);
  expect((await file(href)).status).toBe(404);
});
