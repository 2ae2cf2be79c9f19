import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';

/** A checkout whose address and contact come from the provider: held and paid as any other, after its total was shown. */

let cloud: TestCloud;
let store: TestStore;
let key: string;
let admin: pg.Client;
let mug: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  mug = (await store.product('Stoneware mug', 3)).variantId;
  const prices = [{ currency: 'GBP', amount: 595, freeFrom: null }];
  const rates = [{ id: randomUUID(), name: 'Parcel', days: null, prices }];
  const zone = { id: randomUUID(), revision: 0, storeId: null, name: 'Home', active: true, rates };
  await store.command('shipping.saveZone', { zone: { ...zone, places: [{ country: 'GB', regions: [] }] } });
  const account = { provider: 'test', name: 'Test', rules: { express: true } };
  expect((await cloud.call('POST', '/v1/payment-accounts', { token: store.token, body: account })).status).toBe(201);
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

const returnUrl = 'https://shop.example/checkout';
async function ask(method: string, path: string, body?: unknown, secret = '') {
  const headers = { 'idempotency-key': randomUUID(), 'checkout-secret': secret };
  return cloud.call(method, path, { token: key, headers, ...(body === undefined ? {} : { body }) });
}
async function begin(quantity = 1): Promise<{ at: string; secret: string; url: string }> {
  const { body } = await ask('POST', '/shop/v1/checkouts', { lines: [{ variantId: mug, quantity }] });
  const at = `/shop/v1/checkouts/${body.id}`;
  const led = await ask('POST', `${at}/express`, { methodId: 'test-express', returnUrl }, body.secret);
  expect(led.status, JSON.stringify(led.body)).toBe(200);
  return { at, secret: body.secret, url: led.body.url };
}
const atWallet = (url: string, form: Record<string, string>) =>
  fetch(url, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(form) },
    headers: { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' },
  });

test('what its shopper agreed to fills it in; delivery and tax are reckoned before anything is held, and it is paid once', async () => {
  expect((await ask('GET', '/shop/v1/store')).body.express).toEqual([
    { id: 'test-express', name: 'Test wallet', least: null, most: null },
  ]);
  const { at, secret, url } = await begin();
  expect((await ask('GET', at, undefined, secret)).body).toMatchObject({ express: { agreed: false }, contact: null });
  // A page that says nothing of where it comes from, and a token that is another's, agree to nothing.
  expect(
    (
      await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ do: 'agree', person: 'bath' }),
      })
    ).status,
  ).toBe(404);
  expect((await fetch(`${url.slice(0, -3)}AAA`)).status).toBe(404);
  const back = await atWallet(url, { do: 'agree', person: 'bath' });
  expect([back.status, back.headers.get('location')]).toEqual([
    303,
    expect.stringContaining(`${returnUrl}?th-checkout=`),
  ]);
  const { rows } = await admin.query('SELECT 1 FROM payments.attempts');
  expect(rows).toEqual([]);
  const filled = (await ask('GET', at, undefined, secret)).body;
  expect(filled).toMatchObject({
    ...{ status: 'open', express: { methodId: 'test-express', agreed: true }, total: 1_795, shippingTotal: 595 },
    ...{ contact: { email: 'bo@shopper.example', name: 'Bo Field' }, delivery: { postcode: 'BA1 1AA', country: 'GB' } },
  });
  expect(filled.methods[0]).toMatchObject({ id: 'test-express', name: 'Test wallet' });
  const pay = { methodId: 'test-express', returnUrl };
  // Another total than was shown buys nothing.
  expect((await ask('POST', `${at}/pay`, { ...pay, expectedTotal: 1_200 }, secret)).body.code).toBe(
    'checkout.total-changed',
  );
  const [one, two] = await Promise.all(
    [1, 2].map(() => ask('POST', `${at}/pay`, { ...pay, expectedTotal: 1_795 }, secret)),
  );
  expect([one?.body.status, two?.body.status]).toContain('placed');
  const paid = await admin.query(
    `SELECT a.method, a.agreement, a.state, a.captured::int AS captured, a.amount::int AS amount FROM payments.attempts a`,
  );
  expect(paid.rows).toEqual([
    {
      method: 'test-express',
      agreement: expect.stringMatching(/^agreed_/),
      state: 'captured',
      captured: 1_795,
      amount: 1_795,
    },
  ]);
});

test('who goes back has the checkout as it was; without having agreed nothing is paid by it', async () => {
  const { at, secret, url } = await begin();
  await atWallet(url, { do: 'cancel' });
  expect((await ask('GET', at, undefined, secret)).body).toMatchObject({
    status: 'open',
    express: null,
    contact: null,
  });
  // Gone is gone: nobody agrees afterwards.
  await atWallet(url, { do: 'agree', person: 'bath' });
  expect((await ask('GET', at, undefined, secret)).body).toMatchObject({ express: null, contact: null });
  const contact = { email: 'cy@shopper.example', name: 'Cy Marsh' };
  const delivery = { name: 'Cy Marsh', line1: '1 Way', city: 'Bath', postcode: 'BA1 1AA', country: 'GB' };
  const there = (await ask('PATCH', at, { contact, delivery }, secret)).body;
  const [{ id: shippingOptionId }] = there.shippingOptions;
  const filled = (await ask('PATCH', at, { shippingOptionId }, secret)).body;
  const body = { methodId: 'test-express', returnUrl, expectedTotal: filled.total };
  expect((await ask('POST', `${at}/pay`, body, secret)).body).toMatchObject({ status: 'open', problem: {} });
});

test('units that are gone by then are not paid for, and whose address nothing is sent to is told', async () => {
  const two = await begin(2);
  await atWallet(two.url, { do: 'agree', person: 'bath' });
  const filled = (await ask('GET', two.at, undefined, two.secret)).body;
  await store.command('inventory.adjust', {
    ...{ lines: [{ locationId: store.locationId, variantId: mug, delta: -2 }], reason: 'damaged', note: '' },
  });
  const body = { methodId: 'test-express', returnUrl, expectedTotal: filled.total };
  expect((await ask('POST', `${two.at}/pay`, body, two.secret)).status).toBe(409);
  const far = await begin();
  await atWallet(far.url, { do: 'agree', person: 'lyon' });
  const there = (await ask('GET', far.at, undefined, far.secret)).body;
  expect(there).toMatchObject({ delivery: { country: 'FR' }, shippingOptions: [] });
  const late = { methodId: 'test-express', returnUrl, expectedTotal: there.total };
  expect((await ask('POST', `${far.at}/pay`, late, far.secret)).body.code).toBe('checkout.incomplete');
});

test('a button is shown in the shops of its account, between the amounts that it is offered for, and leads nowhere beyond', async () => {
  const { rows: stores } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
  const { accounts } = (await cloud.call('GET', '/v1/payment-accounts', { token: store.token })).body;
  const rules = async (more: object) => {
    const body = { rules: { express: true, ...more } };
    const path = `/v1/payment-accounts/${accounts[0].id}`;
    expect((await cloud.call('PATCH', path, { token: store.token, body })).status).toBe(204);
  };
  const shown = async () => (await ask('GET', '/shop/v1/store')).body.express;
  const { variantId } = await store.product('Stoneware bowl', 9);
  const byHand = async (quantity: number) => {
    const { body } = await ask('POST', '/shop/v1/checkouts', { lines: [{ variantId, quantity }] });
    const wanted = { methodId: 'test-express', returnUrl };
    const led = await ask('POST', `/shop/v1/checkouts/${body.id}/express`, wanted, body.secret);
    return [led.status, led.body.code];
  };
  await rules({ stores: [stores[0].id], amounts: [{ currency: 'GBP', least: 1_000, most: 2_000 }] });
  expect(await shown()).toEqual([{ id: 'test-express', name: 'Test wallet', least: 1_000, most: 2_000 }]);
  expect(await byHand(1)).toEqual([200, undefined]);
  expect(await byHand(2)).toEqual([422, 'payments.method-unknown']);
  await rules({ stores: [randomUUID()] });
  expect(await shown()).toEqual([]);
  // Who asks by hand is told as of one that is not there.
  expect(await byHand(1)).toEqual([422, 'payments.method-unknown']);
  await rules({});
  expect(await shown()).toHaveLength(1);
});
