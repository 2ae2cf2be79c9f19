import { createHmac, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { type Mailbox, mailbox } from '../../../platform/mail/mailer.ts';
import { verifyCloud } from '../../../platform/verify.ts';
import { hashOf } from '../checkout/secrets.ts';
import { openShopper } from '../../../testing/shopper.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';

/** Firms of which several buy on the web: who may order how much alone, and who says yes to the rest. */

let cloud: TestCloud;
let store: TestStore;
let key: string;
let admin: pg.Client;
let mug: { variantId: string };
const RATE = randomUUID();
const letters: Mailbox = mailbox();
let ahead = 0;
const email = 'buying@whitcombe.example';

const done = async (name: string, args: unknown): Promise<void> => {
  const answer = await store.command(name, args);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

beforeAll(async () => {
  cloud = await startTestCloud({ mailer: letters, now: () => Date.now() + ahead });
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  mug = await store.product('Stoneware mug', 100);
  const rate = { id: RATE, name: 'Standard', days: null, prices: [{ currency: 'GBP', amount: 0, freeFrom: null }] };
  const zone = { id: randomUUID(), revision: 0, storeId: null, name: 'Home', active: true, rates: [rate] };
  await done('shipping.saveZone', { zone: { ...zone, places: [{ country: 'GB', regions: [] }] } });
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

interface Begun {
  readonly id: string;
  readonly secret: string;
}
const at = (
  { id, secret }: Begun,
  method: string,
  { body, path = '', token = key }: { body?: unknown; path?: string; token?: string } = {},
) =>
  cloud.call(method, `/shop/v1/checkouts/${id}${path}`, {
    token,
    headers: { 'checkout-secret': secret, 'idempotency-key': randomUUID(), 'x-publishable-key': key },
    ...(body === undefined ? {} : { body }),
  });
const contact = { email, name: 'Bo Field' };
const delivery = { name: 'Bo Field', line1: '4 Mill Lane', city: 'Bath', postcode: 'BA1 1AA', country: 'GB' };

/** A basket of so many mugs at 12.00 each, filled in. */
async function ready(quantity: number, token = key): Promise<Begun> {
  const begun = await cloud.call('POST', '/shop/v1/checkouts', {
    token,
    headers: { 'idempotency-key': randomUUID(), 'x-publishable-key': key },
    body: { lines: [{ variantId: mug.variantId, quantity }] },
  });
  const { id, secret } = begun.body;
  await at({ id, secret }, 'PATCH', { body: { contact, delivery, shippingOptionId: RATE }, token });
  return { id, secret };
}
const pay = (checkout: Begun, expectedTotal: number, methodId: string, token = key) =>
  at(checkout, 'POST', {
    ...{ path: '/pay', token },
    body: { expectedTotal, methodId, returnUrl: 'https://shop.example/thanks' },
  });

const read = async (checkout: Begun, token = key) => (await at(checkout, 'GET', { token })).body;

interface Firm {
  readonly customerId: string;
  /** Signed in */
  readonly buyer: string;
  readonly approver: string;
  readonly approverMail: string;
  readonly buyerMail: string;
}
const account = { open: true, creditLimit: null, days: 30 };

/** A firm with an account, somebody who orders up to 20.00 alone, and somebody who approves. */
async function firm(more: { readonly terms?: object; readonly buyer?: object } = {}): Promise<Firm> {
  const customerId = randomUUID();
  const of = { phone: null, city: null, country: null, note: '', externalRef: null, status: 'active' };
  const named = { id: customerId, name: 'Whitcombe Ltd', email: `${customerId.slice(0, 8)}@whitcombe.example`, ...of };
  await done('customers.save', { customers: [named] });
  await done('customers.saveAccount', { customerId, account: { ...account, ...more.terms }, before: null });
  const [buyerMail, approverMail] = [
    `bo-${customerId.slice(0, 8)}@w.example`,
    `cy-${customerId.slice(0, 8)}@w.example`,
  ];
  const plain = { customerId, orderLimit: 2_000, alwaysAsks: false, approves: false, ended: false };
  await done('customers.saveBuyer', {
    buyer: { id: randomUUID(), name: 'Bo Field', email: buyerMail, ...plain, ...more.buyer },
  });
  const approves = { ...plain, orderLimit: null, approves: true };
  await done('customers.saveBuyer', {
    buyer: { id: randomUUID(), name: 'Cy Marsh', email: approverMail.toUpperCase(), ...approves },
  });
  const buyer = await openShopper(cloud, store.tenantId, buyerMail);
  const approver = await openShopper(cloud, store.tenantId, approverMail);
  return { customerId, buyer, approver, buyerMail, approverMail };
}
const asShopper = (token: string, method: string, path: string, body?: object) =>
  cloud.call(method, `/shop/v1/account${path}`, {
    ...{ token, headers: { 'x-publishable-key': key } },
    ...(body && { body }),
  });
const requestsOf = async (token: string) => (await asShopper(token, 'GET', '/requests')).body.requests;
const reserved = async (orderId: string): Promise<number> => {
  const { rows } = await admin.query(
    "SELECT coalesce(sum(quantity), 0)::int AS n FROM reservations WHERE order_id = $1 AND status = 'held'",
    [orderId],
  );
  return rows[0].n;
};
const requestRow = async (checkout: Begun) =>
  (
    await admin.query('SELECT id, order_id AS "orderId", status, kind FROM purchase_requests WHERE checkout_id = $1', [
      checkout.id,
    ])
  ).rows;
const letterTo = async (to: string, words: string): Promise<string> => {
  await expect
    .poll(() => letters.letters.find((each) => each.to === to && each.text.includes(words)), { timeout: 15_000 })
    .toBeDefined();
  return letters.letters.find((each) => each.to === to && each.text.includes(words))?.text ?? '';
};
const linkIn = (text: string): string => /https?:\/\/\S*\/approvals\?\S+/.exec(text)?.[0] ?? '';

test('who buys for a firm is the firm, and within their limit orders at once', async () => {
  const { buyer, customerId } = await firm();
  expect((await asShopper(buyer, 'GET', '')).body).toMatchObject({
    ...{ name: 'Bo Field', firm: { name: 'Whitcombe Ltd', orderLimit: 2_000, approves: false } },
  });
  const checkout = await ready(1, buyer);
  expect((await read(checkout, buyer)).business).toMatchObject({ company: 'Whitcombe Ltd' });
  const placed = await pay(checkout, 1_200, 'on-account', buyer);
  expect(placed.body, JSON.stringify(placed.body)).toMatchObject({ status: 'placed', approval: null });
  const order = (await cloud.call('GET', `/v1/orders/${placed.body.order.id}`, { token: store.token })).body;
  expect(order).toMatchObject({ customerId, due: 1_200 });
  // Nobody makes it the firm's without signing in as one who buys for it.
  const other = await ready(1, buyer);
  expect(await pay(other, 1_200, 'test')).toMatchObject({ status: 403, body: { code: 'checkout.not-a-buyer' } });
});

test('above the limit it waits with its goods held, whoever approves has a letter, and their yes places it on account', async () => {
  const { buyer, approver, approverMail, buyerMail } = await firm();
  const checkout = await ready(3, buyer);
  const waits = await pay(checkout, 3_600, 'on-account', buyer);
  expect(waits.body).toMatchObject({ status: 'waiting', order: null, approval: { status: 'waiting', by: ['firm'] } });
  const [request] = await requestRow(checkout);
  expect(await reserved(request.orderId)).toBe(3);
  const letter = await letterTo(approverMail, 'above what they may order alone');
  expect(letter).toContain('3 × Stoneware mug');
  // Who ordered it does not approve it, nor does anybody of another firm.
  expect(await requestsOf(buyer)).toMatchObject([{ mine: true, mayAnswer: false, total: 3_600 }]);
  const path = `/requests/${request.id}/answer`;
  const other = await firm();
  for (const token of [buyer, other.approver])
    expect((await asShopper(token, 'POST', path, { yes: true })).status).toBe(404);
  const [seen] = await requestsOf(approver);
  expect(seen).toMatchObject({ mayAnswer: true, buyerName: 'Bo Field', why: 'over-limit', onAccount: true });
  const said = await asShopper(approver, 'POST', path, { yes: true, reason: 'For the fair' });
  expect(said.body, JSON.stringify(said.body)).toMatchObject({ status: 'approved', decidedBy: 'Cy Marsh' });
  const placed = await read(checkout, buyer);
  expect(placed).toMatchObject({ status: 'placed' });
  const order = (await cloud.call('GET', `/v1/orders/${placed.order.id}`, { token: store.token })).body;
  expect(order).toMatchObject({ total: 3_600, due: 3_600, fulfilmentStatus: 'to-pick' });
  await letterTo(buyerMail, 'Cy Marsh said yes');
  const again = await asShopper(approver, 'POST', path, { yes: false });
  expect(again).toMatchObject({ status: 409, body: { code: 'orders.request-decided' } });
});

test('who ordered takes it back while it waits, and before what was approved is paid: nobody is asked any more, and its goods are free', async () => {
  const { buyer, approver } = await firm();
  const checkout = await ready(3, buyer);
  await pay(checkout, 3_600, 'on-account', buyer);
  const [request] = await requestRow(checkout);
  expect(await reserved(request.orderId)).toBe(3);
  const stranger = { ...checkout, secret: 'another' };
  expect((await at(stranger, 'POST', { path: '/withdraw', body: {} })).status).toBe(404);
  const before = letters.letters.length;
  for (const _ of [1, 2]) {
    const back = await at(checkout, 'POST', { path: '/withdraw', body: {}, token: buyer });
    expect(back.body, JSON.stringify(back.body)).toMatchObject({
      status: 'open',
      approval: null,
      problem: null,
      order: null,
    });
  }
  expect(await reserved(request.orderId)).toBe(0);
  expect(await requestsOf(approver)).toMatchObject([{ status: 'declined', decidedBy: 'Bo Field', mayAnswer: false }]);
  const late = await asShopper(approver, 'POST', `/requests/${request.id}/answer`, { yes: true });
  expect(late).toMatchObject({ status: 409, body: { code: 'orders.request-decided' } });
  // It can be ordered once more as it is, approved, and taken back before it is paid.
  const methods = (await read(checkout, buyer)).methods.map(({ id }: { id: string }) => id);
  const method = methods.find((one: string) => one !== 'on-account');
  await pay(checkout, 3_600, method, buyer);
  const [, again] = (await requestRow(checkout)).toSorted(
    (a, b) => Number(a.status === 'waiting') - Number(b.status === 'waiting'),
  );
  expect((await asShopper(approver, 'POST', `/requests/${again.id}/answer`, { yes: true })).body.status).toBe(
    'approved',
  );
  const taken = await at(checkout, 'POST', { path: '/withdraw', body: {}, token: buyer });
  expect(taken.body).toMatchObject({ status: 'open', order: null });
  expect(await reserved(again.orderId)).toBe(0);
  expect(
    letters.letters.slice(before).filter(({ text }) => text.includes('said no') || text.includes('in time')),
  ).toEqual([]);
});

test('what was approved and placed is nobody’s to take back', async () => {
  const { buyer, approver } = await firm();
  const checkout = await ready(3, buyer);
  await pay(checkout, 3_600, 'on-account', buyer);
  const [request] = await requestRow(checkout);
  await asShopper(approver, 'POST', `/requests/${request.id}/answer`, { yes: true });
  await expect.poll(async () => (await read(checkout, buyer)).status, { timeout: 15_000 }).toBe('placed');
  const late = await at(checkout, 'POST', { path: '/withdraw', body: {}, token: buyer });
  expect([late.status, late.body.code]).toEqual([409, 'orders.request-decided']);
  const { order, status } = await read(checkout, buyer);
  expect([status, order?.id]).toEqual(['placed', request.orderId]);
});

test('by the link in the letter it is declined, once, with the reason for its buyer, and its goods are free', async () => {
  const { buyer, approverMail, buyerMail } = await firm({ buyer: { alwaysAsks: true } });
  const checkout = await ready(1, buyer);
  expect((await pay(checkout, 1_200, 'on-account', buyer)).body.status).toBe('waiting');
  const link = linkIn(await letterTo(approverMail, 'wait for your yes'));
  const page = async (url: string, body?: string) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(url, body === undefined ? {} : { method: 'POST', headers: type, body });
    return { status: answer.status, text: await answer.text() };
  };
  expect(await page(link)).toMatchObject({ status: 200, text: expect.stringContaining('Stoneware mug') });
  // Looked at by whatever looks at links, it still waits; a link that is not whole shows nothing.
  expect((await read(checkout, buyer)).status).toBe('waiting');
  const forged = link.replace(/as=[0-9a-f-]+/, `as=${randomUUID()}`);
  expect(await page(forged, 'answer=yes')).toMatchObject({ status: 404 });
  // Whoever ordered it knows all that the checkout has of its own, and makes no yes of that.
  const ids = new URL(link).searchParams;
  for (const known of [checkout.secret, hashOf(checkout.secret)]) {
    const made = createHmac('sha256', known).update(`decides ${ids.get('request')} ${ids.get('as')}`);
    const own = new URL(link);
    own.searchParams.set('proof', made.digest('base64url'));
    expect(await page(own.href, 'answer=yes')).toMatchObject({ status: 404 });
  }
  const no = await page(link, 'answer=no&reason=Not+this+%3Cmonth%3E');
  expect(no.text).toContain('Not this &#60;month&#62;');
  const open = await read(checkout, buyer);
  expect(open).toMatchObject({ status: 'open', problem: { code: 'checkout.said-no' }, order: null, approval: null });
  expect(open.problem.message).toContain('Not this <month>');
  const [request] = await requestRow(checkout);
  expect(request.status).toBe('declined');
  expect(await reserved(request.orderId)).toBe(0);
  expect((await page(link, 'answer=yes')).text).not.toContain('<form');
  expect((await requestRow(checkout))[0].status).toBe('declined');
  await letterTo(buyerMail, 'Not this <month>');
});

test('one that is not on account is paid by its buyer once it is approved, at what was approved', async () => {
  const { buyer, approver } = await firm();
  const checkout = await ready(3, buyer);
  expect((await pay(checkout, 3_600, 'test', buyer)).body.status).toBe('waiting');
  const [request] = await requestRow(checkout);
  await asShopper(approver, 'POST', `/requests/${request.id}/answer`, { yes: true });
  const approved = await read(checkout, buyer);
  expect(approved).toMatchObject({ status: 'open', total: 3_600, approval: { status: 'approved', by: ['firm'] } });
  expect(approved.methods.map(({ id }: { id: string }) => id)).toContain('test');
  expect(approved.methods.map(({ id }: { id: string }) => id)).not.toContain('on-account');
  // Nothing of it changes any more, and its goods are held until it is paid.
  expect((await at(checkout, 'PATCH', { body: { coupons: [] }, token: buyer })).body.code).toBe('checkout.ended');
  expect(await reserved(request.orderId)).toBe(3);
  expect((await pay(checkout, 3_600, 'on-account', buyer)).body.code).toBe('checkout.no-account');
  expect((await pay(checkout, 3_600, 'test', buyer)).body).toMatchObject({ status: 'placed' });
  const paid = await admin.query('SELECT payment_status FROM orders WHERE id = $1', [request.orderId]);
  expect(paid.rows).toEqual([{ payment_status: 'paid' }]);
});

test('what was approved and not paid in its time ends too, and its goods are free', async () => {
  const { buyer, approver } = await firm();
  const checkout = await ready(2, buyer);
  await pay(checkout, 2_400, 'test', buyer);
  const [request] = await requestRow(checkout);
  await asShopper(approver, 'POST', `/requests/${request.id}/answer`, { yes: true });
  expect(await reserved(request.orderId)).toBe(2);
  ahead = 73 * 3_600_000;
  await expect.poll(() => reserved(request.orderId), { timeout: 15_000 }).toBe(0);
  ahead = 0;
  expect(await read(checkout, buyer)).toMatchObject({ status: 'open', problem: { code: 'checkout.too-late' } });
  // What was said yes to is over: ordered again it is asked again.
  expect((await pay(checkout, 2_400, 'test', buyer)).body.status).toBe('waiting');
});

test('without an answer in time it ends: the goods are free, and nobody says yes afterwards', async () => {
  const { buyer, approver, buyerMail } = await firm();
  const checkout = await ready(2, buyer);
  expect((await pay(checkout, 2_400, 'on-account', buyer)).body.status).toBe('waiting');
  const [request] = await requestRow(checkout);
  ahead = 73 * 3_600_000;
  await expect.poll(async () => (await requestRow(checkout))[0].status, { timeout: 15_000 }).toBe('expired');
  expect(await reserved(request.orderId)).toBe(0);
  ahead = 0;
  const late = await asShopper(approver, 'POST', `/requests/${request.id}/answer`, { yes: true });
  expect(late).toMatchObject({ status: 409, body: { code: 'orders.request-decided' } });
  await letterTo(buyerMail, 'Nobody said yes in time');
});

test('what is ordered on account above a bound waits for the shop, whose people answer; nobody else does', async () => {
  const { buyer, approver, customerId } = await firm({ terms: { askAbove: 1_000 }, buyer: { orderLimit: null } });
  const checkout = await ready(1, buyer);
  expect((await pay(checkout, 1_200, 'on-account', buyer)).body).toMatchObject({
    ...{ status: 'waiting', approval: { by: ['shop'] } },
  });
  const [request] = await requestRow(checkout);
  expect(request.kind).toBe('shop');
  const asFirm = await asShopper(approver, 'POST', `/requests/${request.id}/answer`, { yes: true });
  expect(asFirm.body.code).toBe('orders.not-their-request');
  await done('orders.answerRequest', { requestId: request.id, yes: true, reason: '' });
  await expect.poll(async () => (await read(checkout, buyer)).status, { timeout: 15_000 }).toBe('placed');
  // A firm's own decision is not the shop's.
  const above = await firm({ terms: { askAbove: null } });
  const theirs = await ready(3, above.buyer);
  await pay(theirs, 3_600, 'on-account', above.buyer);
  const [own] = await requestRow(theirs);
  const asShop = await store.command('orders.answerRequest', { requestId: own.id, yes: true, reason: '' });
  expect(asShop.body.code).toBe('access.cloud-itself-only');
  // Who said nothing of the bound leaves it as it is.
  const now = { ...account, days: 14 };
  await done('customers.saveAccount', { customerId, account: now, before: account });
  const kept = await admin.query(
    'SELECT ask_above::int AS above, days::int FROM account_terms WHERE customer_id = $1',
    [customerId],
  );
  expect(kept.rows).toEqual([{ above: 1_000, days: 14 }]);
});

test('where nobody else may approve nothing is held, and who leaves the firm buys for themselves', async () => {
  const { buyer, customerId, buyerMail, approverMail } = await firm();
  const rows = (await cloud.call('GET', `/v1/firm-buyers?customerId=${customerId}`, { token: store.token })).body.rows;
  const cy = rows.find(({ email }: { email: string }) => email === approverMail);
  const { id, name, orderLimit, alwaysAsks, approves } = cy;
  const buyerOf = { id, customerId, name, email: approverMail, orderLimit, alwaysAsks, approves };
  await done('customers.saveBuyer', { buyer: { ...buyerOf, ended: true } });
  const checkout = await ready(3, buyer);
  const refused = await pay(checkout, 3_600, 'on-account', buyer);
  expect(refused).toMatchObject({ status: 422, body: { code: 'checkout.nobody-approves' } });
  expect(await requestRow(checkout)).toEqual([]);
  const other = await firm();
  const taken = await store.command('customers.saveBuyer', {
    buyer: { ...buyerOf, id: randomUUID(), customerId: other.customerId, email: buyerMail, ended: false },
  });
  expect(taken.body.code).toBe('customers.buyer-known');
  expect((await asShopper(buyer, 'DELETE', '')).status).toBe(204);
  const left = await admin.query('SELECT status FROM firm_buyers WHERE customer_id = $1', [customerId]);
  expect(left.rows).toEqual([{ status: 'ended' }, { status: 'ended' }]);
  const stands = await admin.query('SELECT status FROM customers WHERE id = $1', [customerId]);
  expect(stands.rows).toEqual([{ status: 'active' }]);
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  const findings = (await verifyCloud(pools.system)).filter(({ violations }) => violations.length > 0);
  await pools.close();
  expect(findings).toEqual([]);
});
