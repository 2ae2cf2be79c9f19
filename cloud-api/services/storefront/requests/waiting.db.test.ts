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

/** A buyer of a firm finds what waits on every device that they sign in on, and a page that shows it is told of the yes. */
let cloud: TestCloud;
let store: TestStore;
let key: string;
let variantId: string;
const RATE = randomUUID();
const done = async (name: string, args: unknown): Promise<void> => {
  const answer = await store.command(name, args);
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
};

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  ({ variantId } = await store.product('Stoneware mug', 200));
  const rate = { id: RATE, name: 'Standard', days: null, prices: [{ currency: 'GBP', amount: 0, freeFrom: null }] };
  const zone = { id: randomUUID(), revision: 0, storeId: null, name: 'Home', active: true, rates: [rate] };
  await done('shipping.saveZone', { zone: { ...zone, places: [{ country: 'GB', regions: [] }] } });
});
afterAll(async () => cloud?.close());

interface Begun {
  readonly id: string;
  readonly secret: string;
}
const headersOf = (secret = '') => ({
  ...{ 'checkout-secret': secret, 'idempotency-key': randomUUID(), 'x-publishable-key': key },
});
const at = async ({ id, secret }: Begun, method: string, path = '', body?: object, token = key) =>
  (
    await cloud.call(method, `/shop/v1/checkouts/${id}${path}`, {
      ...{ token, headers: headersOf(secret) },
      ...(body && { body }),
    })
  ).body;
const own = (token: string, method = 'GET', path = '', body?: object) =>
  cloud.call(method, `/shop/v1/account/waiting${path}`, {
    ...{ token, headers: { 'x-publishable-key': key } },
    ...(body && { body }),
  });
const waiting = async (token: string) => (await own(token)).body.orders;

/** A firm on account: somebody who orders up to 20.00 alone, and two who approve. */
async function firm(terms: object = {}) {
  const customerId = randomUUID();
  const of = { phone: null, city: null, country: null, note: '', externalRef: null, status: 'active', email: null };
  await done('customers.save', { customers: [{ id: customerId, name: 'Whitcombe Ltd', ...of }] });
  const account = { open: true, creditLimit: null, days: 30, ...terms };
  await done('customers.saveAccount', { customerId, account, before: null });
  const signedIn = async (name: string, more: object): Promise<string> => {
    const email = `${name}-${customerId.slice(0, 8)}@w.example`;
    const plain = { customerId, orderLimit: 2_000, alwaysAsks: false, approves: false, ended: false };
    await done('customers.saveBuyer', { buyer: { id: randomUUID(), name, email, ...plain, ...more } });
    return openShopper(cloud, store.tenantId, email);
  };
  const approves = { orderLimit: null, approves: true };
  return { bo: await signedIn('Bo', {}), cy: await signedIn('Cy', approves), di: await signedIn('Di', approves) };
}

/** Three mugs for 36.00, ordered so. */
async function ordered(token: string, method: 'on-account' | 'card'): Promise<Begun> {
  const body = { lines: [{ variantId, quantity: 3 }] };
  const begun = (await cloud.call('POST', '/shop/v1/checkouts', { token, headers: headersOf(), body })).body as Begun;
  const contact = { email: 'bo@w.example', name: 'Bo Field' };
  const delivery = { name: 'Bo Field', line1: '4 Mill Lane', city: 'Bath', postcode: 'BA1 1AA', country: 'GB' };
  const business = { company: 'Whitcombe Ltd', vatId: '', reference: 'PO-4711' };
  const filled = { contact, delivery, shippingOptionId: RATE, business };
  const { methods } = await at(begun, 'PATCH', '', filled, token);
  const card = methods.find(({ id }: { id: string }) => id !== 'on-account');
  const methodId = method === 'card' ? card.id : method;
  const paid = { expectedTotal: 3_600, methodId, returnUrl: 'https://shop.example/' };
  expect(await at(begun, 'POST', '/pay', paid, token)).toMatchObject({ status: 'waiting' });
  return begun;
}
/** As who approves sees it */
const asked = async (token: string, whose: 'firm' | 'shop'): Promise<string> => {
  const headers = { 'x-publishable-key': key };
  const { requests } = (await cloud.call('GET', '/shop/v1/account/requests', { token, headers })).body;
  return requests.find(({ status, by }: { status: string; by: string }) => status === 'waiting' && by === whose).id;
};
const answer = async (token: string, yes: boolean): Promise<void> => {
  const path = `/shop/v1/account/requests/${await asked(token, 'firm')}/answer`;
  const headers = { 'x-publishable-key': key };
  expect((await cloud.call('POST', path, { token, headers, body: { yes } })).status).toBe(200);
};

test('what waits is listed on every device of its buyer, for nobody else, and is withdrawn from there', async () => {
  const { bo, cy } = await firm();
  expect(await waiting(bo)).toEqual([]);
  const { id } = await ordered(bo, 'on-account');
  const shown = {
    ...{ id, status: 'waiting', by: ['firm'], total: 3_600, currency: 'GBP' },
    lines: [{ title: 'Stoneware mug', quantity: 3, scale: 0, total: 3_600 }],
    ...{ askedAt: expect.any(Number), until: expect.any(Number) },
  };
  expect(await waiting(bo)).toEqual([shown]);
  const orders = { token: bo, headers: { 'x-publishable-key': key } };
  expect((await cloud.call('GET', '/shop/v1/account/orders', orders)).body).toMatchObject({ waiting: 1, orders: [] });
  expect(await waiting(cy)).toEqual([]);
  // Who approves finds it in the same answer, and under what waits for their word; who ordered has nothing to say.
  const page = async (token: string) => (await cloud.call('GET', '/shop/v1/account/orders', { ...orders, token })).body;
  expect(await page(bo)).toMatchObject({ toAnswer: 0 });
  expect(await page(cy)).toMatchObject({ toAnswer: 1, waiting: 0 });
  const toAnswer = async (token: string) =>
    (await cloud.call('GET', '/shop/v1/account/requests?toAnswer=true', { ...orders, token })).body.requests;
  expect(await toAnswer(bo)).toEqual([]);
  expect(await toAnswer(cy)).toMatchObject([{ buyerName: 'Bo', mayAnswer: true, mine: false, reference: 'PO-4711' }]);
  for (const path of [`/${id}/withdraw`, `/${id}/checkout`]) {
    expect((await own(cy, 'POST', path, {})).status).toBe(404);
    expect((await own(key, 'POST', path, {})).status).toBe(401);
  }
  expect(await own(bo, 'POST', `/${id}/withdraw`, {})).toMatchObject({ status: 200, body: { orders: [] } });
  expect((await own(bo, 'POST', `/${id}/withdraw`, {})).status).toBe(404);
  expect(await toAnswer(cy)).toEqual([]);
  expect(await page(cy)).toMatchObject({ toAnswer: 0 });
  expect((await cloud.call('GET', '/shop/v1/account/orders', orders)).body.waiting).toBe(0);
});

test('what was approved is paid from another device, at what was approved, by a secret of its own', async () => {
  const { bo, cy } = await firm();
  const begun = await ordered(bo, 'card');
  await answer(cy, true);
  await expect.poll(async () => (await waiting(bo))[0]?.status).toBe('approved');
  const { body: there } = await own(bo, 'POST', `/${begun.id}/checkout`, {});
  expect(there).toEqual({ id: begun.id, secret: expect.any(String) });
  expect(there.secret).not.toBe(begun.secret);
  for (const each of [begun, there as Begun])
    expect(await at(each, 'GET')).toMatchObject({ status: 'open', approval: { status: 'approved' }, total: 3_600 });
  const { methods } = await at(there, 'GET');
  const card = methods.find(({ id }: { id: string }) => id !== 'on-account');
  const paid = { expectedTotal: 3_600, methodId: card.id, returnUrl: 'https://shop.example/' };
  expect(await at(there, 'POST', '/pay', paid, bo)).toMatchObject({ status: 'placed' });
  expect(await waiting(bo)).toEqual([]);
  expect((await own(bo, 'POST', `/${begun.id}/checkout`, {})).status).toBe(404);
});

async function listen({ id, secret }: Begun) {
  const ended = new AbortController();
  const headers = { authorization: `Bearer ${key}`, 'checkout-secret': secret };
  const stream = await fetch(`${cloud.cloud.url}/shop/v1/checkouts/${id}/events`, { headers, signal: ended.signal });
  const heard = { text: '' };
  if (stream.ok)
    void (async () => {
      for await (const chunk of stream.body ?? []) heard.text += Buffer.from(chunk).toString();
    })().catch(() => {});
  const told = () => heard.text.split('event: checkout\ndata: {}\n').length - 1;
  return { status: stream.status, told, close: () => ended.abort() };
}
const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });

test('a page that waits is told of a yes, of a no, of what the shop says and of what is taken back, and reads it so', async () => {
  const { bo, cy } = await firm({ askAbove: 3_000 });
  const hears = async (act: (waits: Begun) => Promise<unknown>, stands: object) => {
    const waits = await ordered(bo, 'card');
    const page = await listen(waits);
    expect([page.status, page.told()]).toEqual([200, 0]);
    await act(waits);
    await until(() => expect(page.told()).toBeGreaterThan(0));
    await until(async () => expect(await at(waits, 'GET')).toMatchObject(stands));
    page.close();
  };
  await hears(() => answer(cy, true), { status: 'open', approval: { status: 'approved' } });
  await hears(() => answer(cy, false), { status: 'open', problem: { code: 'checkout.said-no' } });
  await hears(({ id }) => own(bo, 'POST', `/${id}/withdraw`, {}), { status: 'open', problem: null });
  // On account it waits for the shop as well: each of the two is told.
  const both = await ordered(bo, 'on-account');
  expect((await waiting(bo)).find(({ id }: Begun) => id === both.id).by.toSorted()).toEqual(['firm', 'shop']);
  const page = await listen(both);
  await answer(cy, true);
  await until(() => expect(page.told()).toBe(1));
  expect((await at(both, 'GET')).status).toBe('waiting');
  await done('orders.answerRequest', { requestId: await asked(cy, 'shop'), yes: true, reason: '' });
  await until(() => expect(page.told()).toBe(2));
  await until(async () => expect((await at(both, 'GET')).status).toBe('placed'));
  page.close();
});

test('by another secret, and at another shop, there is no stream', async () => {
  const { bo } = await firm();
  const waits = await ordered(bo, 'card');
  expect((await listen({ ...waits, secret: 'x' })).status).toBe(404);
  const elsewhere = await publishableKey(cloud, await openStore(cloud, 'elsewhere'));
  const headers = { authorization: `Bearer ${elsewhere}`, 'checkout-secret': waits.secret };
  const foreign = await fetch(`${cloud.cloud.url}/shop/v1/checkouts/${waits.id}/events`, { headers });
  expect(foreign.status).toBe(404);
});
