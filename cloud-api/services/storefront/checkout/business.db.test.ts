import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { type Mailbox, mailbox } from '../../../platform/mail/mailer.ts';
import { verifyCloud } from '../../../platform/verify.ts';
import { openShopper } from '../../../testing/shopper.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';

/** Firms that buy on the web: what their invoice says, and who pays later. */

let cloud: TestCloud;
let store: TestStore;
let key: string;
let admin: pg.Client;
let mug: { variantId: string };
const RATE = randomUUID();
const letters: Mailbox = mailbox();
const email = 'buying@whitcombe.example';

const done = async (name: string, args: unknown): Promise<void> => {
  const answer = await store.command(name, args);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

beforeAll(async () => {
  cloud = await startTestCloud({ mailer: letters });
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
const methods = async (checkout: Begun, token = key): Promise<string[]> =>
  (await at(checkout, 'GET', { token })).body.methods.map(({ id }: { id: string }) => id);

/** A shopper who is the shop's customer, with an account there. */
async function trade(account: object | null): Promise<{ token: string; customerId: string }> {
  const own = `${randomUUID().slice(0, 8)}@whitcombe.example`;
  const token = await openShopper(cloud, store.tenantId, own);
  await ready(1, token);
  const { rows } = await admin.query<{ id: string }>(
    'SELECT customer_id AS id FROM shopper_accounts WHERE tenant_id = $1 ORDER BY created_at DESC LIMIT 1',
    [store.tenantId],
  );
  const customerId = rows[0]?.id ?? '';
  if (account) await done('customers.saveAccount', { customerId, account, before: null });
  return { token, customerId };
}

test('the invoice names the firm, its VAT number and its reference, which stand on the order too', async () => {
  const checkout = await ready(2);
  const business = { company: 'Whitcombe Ltd', vatId: 'gb 980 7806 84', reference: 'PO-4711' };
  const kept = { ...business, vatId: 'GB980780684' };
  expect((await at(checkout, 'PATCH', { body: { business } })).body).toMatchObject({ business: kept, total: 2_400 });
  const paid = await pay(checkout, 2_400, 'test');
  expect(paid.body).toMatchObject({ status: 'placed' });
  const { id: orderId } = paid.body.order;
  const { rows } = (await cloud.call('GET', `/v1/invoices?orderId=${orderId}`, { token: store.token })).body;
  const said = JSON.parse(rows[0].document);
  expect(said).toMatchObject({ reference: 'PO-4711', buyer: { name: 'Whitcombe Ltd', vatId: 'GB980780684' } });
  // What is typed takes no tax off.
  expect(said).toMatchObject({ relief: null, total: 2_400 });
  const goes = await cloud.call('GET', `/v1/order-deliveries?orderId=${orderId}`, { token: store.token });
  expect(goes.body.rows).toMatchObject([{ recipient: 'Whitcombe Ltd, Bo Field', buyerReference: 'PO-4711' }]);
});

test('a VAT number that no country gives is refused; one is taken off again by nothing at all', async () => {
  const checkout = await ready(1);
  const business = { company: 'Whitcombe Ltd', vatId: 'GB123456789', reference: '' };
  const refused = await at(checkout, 'PATCH', { body: { business } });
  expect(refused).toMatchObject({ status: 422, body: { code: 'checkout.vat-id' } });
  expect((await at(checkout, 'GET')).body.business).toBeNull();
  for (const vatId of ['US12-3456789', '']) {
    const kept = await at(checkout, 'PATCH', { body: { business: { ...business, vatId } } });
    expect(kept.status, vatId).toBe(200);
  }
  const none = await at(checkout, 'PATCH', { body: { business: { company: ' ', vatId: '', reference: '' } } });
  expect(none.body.business).toBeNull();
});

test('who has an account orders by it: nobody is asked for money, and what is due has its day', async () => {
  const { token } = await trade({ open: true, creditLimit: 5_000, days: 30 });
  const checkout = await ready(3, token);
  const shown = (await at(checkout, 'GET', { token })).body;
  expect(shown.methods[0]).toEqual({
    ...{ id: 'on-account', kind: 'offline', charged: 'placed', note: '' },
    name: 'On account, to be paid within 30 days',
  });
  const placed = await pay(checkout, 3_600, 'on-account', token);
  expect(placed.body).toMatchObject({ status: 'placed', problem: null });
  const { id: orderId } = placed.body.order;
  const order = await cloud.call('GET', `/v1/orders/${orderId}`, { token: store.token });
  expect(order.body).toMatchObject({ paymentStatus: 'unpaid', due: 3_600, total: 3_600 });
  const { rows } = await admin.query(
    'SELECT days::int, due_on - current_date AS left FROM account_sales WHERE order_id = $1',
    [orderId],
  );
  expect(rows).toMatchObject([{ days: 30 }]);
  expect(Math.abs(rows[0].left - 30)).toBeLessThanOrEqual(1);
  // The letter and the page of the order say by when.
  const when = 'On account, to be paid within 30 days.';
  await expect.poll(() => letters.letters.findLast(({ text }) => text.includes(when))?.to).toBe(email);
  const { token: orderToken } = placed.body.order;
  const status = await cloud.call('GET', `/shop/v1/orders/${orderId}`, {
    token: key,
    headers: { 'order-token': orderToken },
  });
  expect(status.body).toMatchObject({ due: 3_600, instructions: when });
  const asked = await admin.query('SELECT 1 FROM payments.attempts WHERE checkout_id = $1', [checkout.id]);
  expect(asked.rows).toEqual([]);
  // 36.00 of 50.00 are open: two more mugs are too many, one is not.
  expect(await methods(await ready(2, token), token)).not.toContain('on-account');
  expect(await methods(await ready(1, token), token)).toContain('on-account');
});

test('nobody orders on an account that is not theirs, is shut, or is full', async () => {
  const { token, customerId } = await trade({ open: true, creditLimit: 2_000, days: 14 });
  const guest = await ready(1);
  expect(await methods(guest)).not.toContain('on-account');
  expect(await pay(guest, 1_200, 'on-account')).toMatchObject({ status: 422, body: { code: 'checkout.no-account' } });
  // With the secret of their checkout alone, or as somebody else who has an account.
  const theirs = await ready(1, token);
  const other = await trade({ open: true, creditLimit: null, days: 0 });
  for (const as of [key, other.token])
    expect(await pay(theirs, 1_200, 'on-account', as)).toMatchObject({ body: { code: 'checkout.no-account' } });
  const shut = { open: false, creditLimit: 2_000, days: 14 };
  await done('customers.saveAccount', { customerId, account: shut, before: { ...shut, open: true } });
  expect(await pay(theirs, 1_200, 'on-account', token)).toMatchObject({ body: { code: 'checkout.no-account' } });
  expect((await at(theirs, 'GET', { token })).body).toMatchObject({ status: 'open', order: null });
});

test('of ten who order on one account at once as many as its limit holds have an order, and stock is free of the others', async () => {
  const { token, customerId } = await trade({ open: true, creditLimit: 3_600, days: 30 });
  const all = await Promise.all(Array.from({ length: 10 }, () => ready(1, token)));
  const answers = await Promise.all(all.map((checkout) => pay(checkout, 1_200, 'on-account', token)));
  const placed = answers.filter(({ body }) => body.status === 'placed');
  expect(placed).toHaveLength(3);
  for (const { status, body } of answers.filter((each) => !placed.includes(each)))
    expect(status === 200 ? body.problem.code : body.code).toMatch(/^(customers\.credit-limit|checkout\.no-account)$/);
  const open = await admin.query('SELECT sum(due)::int AS due, count(*)::int AS n FROM orders WHERE customer_id = $1', [
    customerId,
  ]);
  expect(open.rows).toEqual([{ due: 3_600, n: 3 }]);
  const held = await admin.query(
    "SELECT count(*)::int AS n FROM reservations r JOIN checkout_attempts a ON a.order_id = r.order_id WHERE a.state = 'declined' AND r.status = 'held'",
  );
  expect(held.rows).toEqual([{ n: 0 }]);
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  const findings = (await verifyCloud(pools.system)).filter(({ violations }) => violations.length > 0);
  await pools.close();
  expect(findings).toEqual([]);
});
