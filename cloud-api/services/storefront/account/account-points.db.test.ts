import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Mailbox, mailbox } from '../../../platform/mail/mailer.ts';
import { signInShopper } from '../../../testing/shopper.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;
let key: string;
const letters: Mailbox = mailbox();

beforeAll(async () => {
  cloud = await startTestCloud({ mailer: letters });
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store);
});
afterAll(() => cloud?.close());

async function done(name: string, args: object): Promise<void> {
  const answer = await store.command(name, args);
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
}

test('what a shopper buys earns points once it left; they are made to store credit, which pays the next order', async () => {
  const programme = { status: 'running', currency: 'GBP', pointValue: 2, pointsPerUnit: 5, redeemFrom: 10 };
  const email = `shopper-${randomUUID()}@people.example`;
  const { body: signed } = await signInShopper(cloud, letters, key, email);
  const own = (method: string, path = '', body?: object, headers: object = {}) =>
    cloud.call(method, `/shop/v1/account${path}`, {
      ...{ token: signed.access_token, headers: { 'x-publishable-key': key, ...headers } },
      ...(body && { body }),
    });
  expect((await own('GET')).body).toMatchObject({ points: null });
  await done('loyalty.saveProgramme', { ...programme, offlinePoints: 0, monthsGood: 0, tiers: [] });
  expect((await own('GET')).body).toMatchObject({ points: { balance: 0, worth: 0, least: 10, tier: null } });

  const mug = await store.product('Stoneware mug', 5);
  const contact = { email, name: 'Bo Field' };
  const buy = async () => {
    const lines = [{ variantId: mug.variantId, quantity: 2 }];
    const token = signed.access_token;
    const headers = { 'x-publishable-key': key, 'idempotency-key': randomUUID() };
    const begun = await cloud.call('POST', '/shop/v1/checkouts', { token, headers, body: { lines } });
    const at = `/shop/v1/checkouts/${begun.body.id}`;
    const secret = { ...headers, 'checkout-secret': begun.body.secret };
    const filled = await cloud.call('PATCH', at, { token, headers: secret, body: { contact } });
    const asked = {
      expectedTotal: filled.body.due ?? filled.body.total,
      methodId: 'test',
      returnUrl: 'https://shop.example/',
    };
    let paid = await cloud.call('POST', `${at}/pay`, { token, headers: secret, body: asked });
    const status = async () => {
      if (paid.body.status === 'paying') paid = await cloud.call('GET', at, { token, headers: secret });
      return paid.body.status;
    };
    await expect.poll(status, { interval: 100 }).toBe('placed');
    return paid.body.order as { id: string; total: number };
  };
  const order = await buy();
  expect((await own('GET')).body.points.balance).toBe(0);
  await done('orders.fulfil', { orderId: order.id, how: 'shipped', carrier: 'RM', tracking: '' });
  // 2 × 12.00, 5 points a pound
  await expect.poll(async () => (await own('GET')).body.points.balance).toBe(120);

  const turn = (points: number, as: string = randomUUID()) =>
    own('POST', '/points', { points }, { 'idempotency-key': as });
  expect(await turn(121)).toMatchObject({ status: 409, body: { code: 'loyalty.short', details: { balance: 120 } } });
  expect(await turn(9)).toMatchObject({ status: 409, body: { code: 'loyalty.too-few', details: { least: 10 } } });
  expect((await own('POST', '/points', { points: 20 })).status).toBe(400);
  const once = randomUUID();
  const both = await Promise.all([turn(100, once), turn(100, once)]);
  for (const answer of both)
    expect(answer).toMatchObject({
      status: 200,
      body: { points: { balance: 20, worth: 40 }, storeCredit: { currency: 'GBP', amount: 200 } },
    });
  // Of two at once for what is there once, one is told.
  const raced = await Promise.all([turn(20), turn(20)]);
  expect(raced.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await own('GET')).body).toMatchObject({ points: { balance: 0 }, storeCredit: { amount: 240 } });
});
