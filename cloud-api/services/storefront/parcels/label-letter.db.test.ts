import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPools, type Pools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { mailbox } from '../../../platform/mail/mailer.ts';
import {
  openStore,
  publishableKey,
  quiet,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { numberOf, secretsOf, warehouse } from '../../commerce/carriers/testing/fake-accounts.ts';
import type { FakeCarrier } from '../../commerce/carriers/testing/fake-carrier.ts';
import { startFakeUps } from '../../commerce/carriers/testing/fake-ups.ts';
import { sendOrderLetters } from './send-order-letters.ts';

/** A label by which goods come back is mailed to who bought them, and again. */
const letters = mailbox();
let ahead = 0;
const now = () => Date.now() + ahead;
let cloud: TestCloud;
let store: TestStore;
let ups: FakeCarrier;
let token: string;
let key: string;
let accountId: string;
let pools: Pools;
beforeAll(async () => {
  const { clientId = '', clientSecret = '' } = secretsOf.ups;
  ups = await startFakeUps({ clientId, clientSecret, account: numberOf.ups, currency: 'GBP', now });
  cloud = await startTestCloud({ mailer: letters, upsApi: ups.url, now });
  store = await openStore(cloud, 'larkhall');
  pools = openPools(roleUrls(cloud.database.url), () => {});
  key = await publishableKey(cloud, store, ['https://shop.example']);
  const pickUp = { locationId: store.locationId, hint: 'Ring', readyIn: 1, active: true };
  expect((await store.command('shipping.savePickUp', pickUp)).status).toBe(200);
  const { email, password } = store;
  token = (await cloud.call('POST', '/auth/session', { body: { email, password } })).body.access_token;
  const account = { carrier: 'ups', name: 'UPS', mode: 'live', accountNumber: numberOf.ups, shipFrom: warehouse };
  const made = await call('POST', '/v1/carrier-accounts', { ...account, secrets: secretsOf.ups });
  accountId = made.body.id;
});
afterAll(async () => {
  await pools?.close();
  await cloud?.close();
  await ups?.close();
});

const call = (method: string, path: string, body?: unknown) =>
  cloud.call(method, path, { token, ...(body === undefined ? {} : { body }) });
async function bought(): Promise<{ readonly id: string; readonly number: string }> {
  const { variantId } = await store.product(`Mug ${randomUUID().slice(0, 8)}`, 5);
  const ask = (method: string, path: string, body: unknown, secret = '') =>
    cloud.call(method, `/shop/v1/checkouts${path}`, {
      ...{ token: key, body, headers: { 'idempotency-key': randomUUID(), 'checkout-secret': secret } },
    });
  const { id, secret, shippingOptions } = (await ask('POST', '', { lines: [{ variantId, quantity: 1 }] })).body;
  const contact = { email: 'bo@shopper.example', name: 'Bo Field' };
  const filled = await ask('PATCH', `/${id}`, { contact, shippingOptionId: shippingOptions[0].id }, secret);
  const { total: expectedTotal, methods } = filled.body;
  const pay = { expectedTotal, methodId: methods[0].id, returnUrl: 'https://shop.example/bought' };
  return (await ask('POST', `/${id}/pay`, pay, secret)).body.order;
}
const label = async (more: object): Promise<string> => {
  const asked = {
    ...{ id: randomUUID(), accountId, service: '11', kind: 'return', shipOn: '2026-11-30' },
    to: { ...warehouse, name: 'Bo Field', company: '', line1: '1 High St', postcode: 'LS1 4AP' },
    ...{ parcels: [{ grams: 1_200 }], ...more },
  };
  const { body } = await call('POST', '/v1/carrier-labels', asked);
  expect(body, JSON.stringify(body)).toMatchObject({ state: 'bought' });
  return body.id;
};
const mail = (id: string) => call('POST', `/v1/carrier-labels/${id}/mail`);
const told = () => letters.letters.filter(({ subject }) => subject.startsWith('Your returns label'));
/** What waits is sent now, as the sweeper would within half a minute. */
async function heard(count: number): Promise<void> {
  const { pool } = cloud.cloud.commerce;
  const sending = { pool, now, log: quiet, mailer: letters, publicOrigin: () => cloud.cloud.url };
  await sendOrderLetters(pools.system, sending);
  expect(told()).toHaveLength(count);
}

test('a returns label is mailed with its paper and the way to the order, and again where it got lost', async () => {
  const order = await bought();
  const id = await label({ orderId: order.id });
  expect((await mail(id)).body).toEqual({ to: 'bo@shopper.example' });
  await heard(1);
  const [letter] = told();
  const tracking = ups.book.at(-1)?.trackings[0] ?? '';
  expect(letter).toMatchObject({
    ...{ to: 'bo@shopper.example', subject: `Your returns label for order ${order.number} from larkhall` },
    attachments: [{ name: `label-${tracking}.pdf`, contentType: 'application/pdf' }],
  });
  expect(letter?.attachments?.[0]?.content.subarray(0, 5).toString()).toBe('%PDF-');
  expect(letter?.text).toContain(`Carrier: UPS\nTracking number: ${tracking}`);
  expect(letter?.text).toMatch(/shop\.example\/bought#th-order=/);
  // Pressed twice in a minute it goes once.
  ahead += 60_000;
  await Promise.all([mail(id), mail(id)]);
  await heard(2);
  expect(told()[1]?.messageId).not.toBe(letter?.messageId);

  ahead += 60_000;
  await call('POST', `/v1/carrier-labels/${id}/void`);
  expect(await mail(id)).toMatchObject({ status: 422, body: { code: 'carriers.no-returns-label' } });
});

test('a label that goes out, one of an order that nobody is known of, and one of another shop are mailed to nobody', async () => {
  const order = await bought();
  const out = await label({ kind: 'outbound', orderId: order.id, fulfilmentId: randomUUID() });
  expect(await mail(out)).toMatchObject({ status: 422, body: { code: 'carriers.no-returns-label' } });
  const nobody = await label({ orderId: randomUUID() });
  expect(await mail(nobody)).toMatchObject({ status: 422, body: { code: 'carriers.nobody-to-mail' } });
  const own = await label({ orderId: order.id });
  const stranger = await openStore(cloud, 'stranger');
  const theirs = await cloud.call('POST', `/v1/carrier-labels/${own}/mail`, { token: stranger.token });
  expect(theirs.status).toBe(404);
  expect(told()).toHaveLength(2);
});
