import { randomUUID } from 'node:crypto';
import { keyIdOf } from '@tillhouse/shared/sealing/seal.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { invariants } from '@tillhouse/shared/domains/invariants.ts';
import { openPools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { openKeyring } from '../../../platform/keys/keyring.ts';
import { rotateTenant } from '../../../platform/keys/rotate.ts';
import { testKms } from '../../../testing/test-kms.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { openTaxAccount } from './tax-accounts.ts';
import { type FakeAvatax, startFakeAvatax } from './testing/fake-avatax.ts';
import { type FakeStripeTax, NOWHERE, startFakeStripeTax } from './testing/fake-stripe-tax.ts';

/** A shop without tax in its prices sends to New York: what the provider says is shown, charged, recorded and taken back. */
const KEY = 'sk_test_tax';
const LICENSE = 'license-1234';
const STANDARD = randomUUID();
const kms = testKms();
let cloud: TestCloud;
let store: TestStore;
let shopKey: string;
let admin: pg.Client;
let stripe: FakeStripeTax;
let avalara: FakeAvatax;
let accountId: string;
/** The time of the cloud moves on by this: nobody waits for a sweeper */
let ahead = 0;
const now = () => Date.now() + ahead;

beforeAll(async () => {
  stripe = await startFakeStripeTax(KEY, now);
  avalara = await startFakeAvatax(LICENSE, now);
  cloud = await startTestCloud({ kms, stripeApi: stripe.url, avataxApi: avalara.url, now });
  store = await openStore(cloud, 'hudson');
  shopKey = await publishableKey(cloud, store, ['https://shop.example']);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const [settings] = (await admin.query('SELECT * FROM store_settings')).rows;
  await done('access.updateStoreSettings', {
    settings: {
      ...{ id: settings.id, name: 'hudson', currency: 'GBP', timeZone: 'Europe/London', pricesIncludeTax: false },
      ...{ taxRounding: 'line', cashRoundingIncrement: 1, cashRoundingMode: 'half-up', returnLimit: 5_000 },
      receiptFooter: '',
    },
  });
  await done('shipping.saveZone', {
    zone: {
      ...{ id: randomUUID(), revision: 0, storeId: null, name: 'All', active: true },
      places: ['US', 'GB'].map((country) => ({ country, regions: [] })),
      rates: [
        {
          ...{ id: STANDARD, name: 'Standard', days: { least: 2, most: 4 } },
          prices: [{ currency: 'GBP', amount: 395, freeFrom: null }],
        },
      ],
    },
  });
  accountId = await connect('stripe', {}, { secretKey: KEY });
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
  await stripe?.close();
  await avalara?.close();
});
beforeEach(() => {
  stripe.faults.length = 0;
  avalara.faults.length = 0;
});

/** Who changes a provider shows again that it is them. */
const shownAgain = async (): Promise<string> =>
  (await cloud.call('POST', '/auth/session', { body: { email: store.email, password: store.password } })).body
    .access_token;
async function connect(provider: string, settings: object, secrets: object): Promise<string> {
  const body = {
    provider,
    places: ['US'],
    codes: { standard: 'txcd_99999999', food: 'txcd_food' },
    shippingCode: 'ship',
    settings,
    secrets,
  };
  const answer = await cloud.call('POST', '/v1/tax-accounts', { token: await shownAgain(), body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}
const done = async (name: string, args: unknown): Promise<void> => {
  const answer = await store.command(name, args);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

interface Begun {
  readonly id: string;
  readonly secret: string;
}
const at = ({ id, secret }: Begun, method: string, body?: unknown, path = '', headers: Record<string, string> = {}) =>
  cloud.call(method, `/shop/v1/checkouts/${id}${path}`, {
    token: shopKey,
    headers: { 'checkout-secret': secret, ...headers },
    ...(body === undefined ? {} : { body }),
  });
const pay = (checkout: Begun, expectedTotal: number) =>
  at(checkout, 'POST', { expectedTotal, methodId: 'test', returnUrl: 'https://shop.example/thanks' }, '/pay', {
    'idempotency-key': randomUUID(),
  });
const contact = { email: 'bo@shopper.example', name: 'Bo Field' };
const newYork = {
  name: 'Bo Field',
  line1: '1 Main St',
  city: 'New York',
  region: 'NY',
  postcode: '10001',
  country: 'US',
};
async function filledIn(lines: unknown, delivery: object = newYork): Promise<Begun & { body: Shown }> {
  const begun = await cloud.call('POST', '/shop/v1/checkouts', {
    token: shopKey,
    headers: { 'idempotency-key': randomUUID() },
    body: { lines },
  });
  const { body } = await at(begun.body, 'PATCH', { contact, delivery, shippingOptionId: STANDARD });
  return { ...begun.body, body };
}
interface Shown {
  readonly total: number;
  readonly taxTotal: number;
  readonly taxNote: unknown;
  readonly taxes: readonly { readonly name: string; readonly amount: number }[];
}
async function bought(units: number): Promise<{ orderId: string; lineId: string; version: number }> {
  const mug = await store.product(`Stoneware mug ${randomUUID().slice(0, 8)}`, 9);
  const checkout = await filledIn([{ variantId: mug.variantId, quantity: units }]);
  const placed = await pay(checkout, checkout.body.total);
  expect(placed.body, JSON.stringify(placed.body)).toMatchObject({ status: 'placed', total: checkout.body.total });
  const orderId: string = placed.body.order.id;
  const [line] = (await admin.query('SELECT id FROM order_lines WHERE order_id = $1', [orderId])).rows;
  return { orderId, lineId: line.id, version: 1 };
}
interface Recorded {
  readonly kind: string;
  readonly state: string;
  readonly tax: number;
  readonly theirTax: number | null;
  readonly taxedBy: string;
  readonly problem: string;
  readonly id: string;
}
const recordsOf = async (orderId: string): Promise<Recorded[]> =>
  (await cloud.call('GET', `/v1/tax-records?orderId=${orderId}`, { token: store.token })).body.records;
/** Until nothing of it waits any more, the time of the cloud running ahead. */
const settled = (orderId: string, count: number): Promise<void> =>
  expect
    .poll(
      async () => {
        ahead += 60_000;
        const found = await recordsOf(orderId);
        return found.length >= count && found.every(({ state }) => state === 'recorded' || state === 'failed');
      },
      { timeout: 30_000, interval: 300 },
    )
    .toBe(true);
const flagsOf = async (orderId: string) =>
  (await admin.query('SELECT code, details FROM order_flags WHERE order_id = $1', [orderId])).rows;
async function clean(): Promise<void> {
  for (const { name, sql } of invariants) {
    const found = await admin.query(sql.postgres);
    expect(found.rows, name).toEqual([]);
  }
}

test('what the provider says is shown line by line, charged, frozen into the order and its invoice, and recorded once', async () => {
  const mug = await store.product(`Blue mug ${randomUUID().slice(0, 8)}`, 9);
  const before = stripe.calculations();
  const checkout = await filledIn([{ variantId: mug.variantId, quantity: 2 }]);
  // 24.00: 0.96 + 1.08 + 0.09; delivery of 3.95: 0.16 + 0.18 + 0.01
  expect(checkout.body).toMatchObject({
    ...{ total: 3_043, taxTotal: 248, shippingTotal: 395, taxNote: { kind: 'provider', place: 'US-NY' } },
    taxes: [
      { name: 'New York State Sales Tax', amount: 112 },
      { name: 'New York City Sales Tax', amount: 126 },
      { name: 'Metropolitan Commuter Transportation District Sales Tax', amount: 10 },
    ],
  });
  expect((await at(checkout, 'GET')).body).toMatchObject({ total: 3_043 });
  // The same basket is asked about once.
  expect(stripe.calculations() - before).toBe(1);
  const placed = await pay(checkout, 3_043);
  expect(placed.body).toMatchObject({ status: 'placed', total: 3_043, taxes: checkout.body.taxes });
  const orderId = placed.body.order.id;
  const order = (await cloud.call('GET', `/v1/orders/${orderId}`, { token: store.token })).body;
  expect(order).toMatchObject({ total: 3_043, taxTotal: 248, shippingTotal: 430, shippingTax: 35, taxRelief: null });
  const [line] = (await admin.query('SELECT * FROM order_lines WHERE order_id = $1', [orderId])).rows;
  expect(line).toMatchObject({ net: '2400', tax: '213', tax_rate: '71/800' });
  expect(line.taxes).toHaveLength(3);
  const [sent] = (await admin.query('SELECT * FROM order_deliveries WHERE order_id = $1', [orderId])).rows;
  expect(sent).toMatchObject({ taxed_in: 'US-NY', taxed_by: { provider: 'stripe', by: 'provider' } });
  await settled(orderId, 1);
  expect(await recordsOf(orderId)).toMatchObject([{ kind: 'sale', state: 'recorded', tax: 248, theirTax: 248 }]);
  expect(stripe.book.filter(({ type }) => type === 'transaction')).toHaveLength(1);
  await clean();
});

test('where one jurisdiction takes all of it, the order keeps its name too', async () => {
  const vase = await store.product(`Vase ${randomUUID().slice(0, 8)}`, 3);
  const connecticut = { ...newYork, city: 'Hartford', region: 'CT', postcode: '06101' };
  const checkout = await filledIn([{ variantId: vase.variantId, quantity: 1 }], connecticut);
  // 6.35 % of 12.00 and of 3.95
  expect(checkout.body).toMatchObject({
    ...{ taxNote: { kind: 'provider', place: 'US-CT' }, taxTotal: 101 },
    taxes: [{ name: 'Connecticut State Sales Tax', amount: 101 }],
  });
  const placed = await pay(checkout, checkout.body.total);
  expect(placed.body).toMatchObject({ status: 'placed', taxes: checkout.body.taxes });
});

test('what a provider was not asked about is not bought: it is asked, shown, and then bought', async () => {
  const tray = await store.product(`Tray ${randomUUID().slice(0, 8)}`, 3);
  const become = async (status: string) =>
    cloud.call('PATCH', `/v1/tax-accounts/${accountId}`, { token: await shownAgain(), body: { status } });
  await become('paused');
  const checkout = await filledIn([{ variantId: tray.variantId, quantity: 1 }]);
  expect(checkout.body).toMatchObject({ taxNote: null, taxTotal: 240 });
  await become('active');
  const before = stripe.calculations();
  const changed = await pay(checkout, checkout.body.total);
  expect(changed.body).toMatchObject({
    ...{ code: 'checkout.total-changed', details: { checkout: { taxTotal: 142, taxNote: { kind: 'provider' } } } },
  });
  expect(stripe.calculations() - before).toBe(1);
  const placed = await pay(checkout, changed.body.details.checkout.total);
  expect(placed.body).toMatchObject({ status: 'placed', taxTotal: 142 });
});

test('elsewhere the store’s own rates hold, and nobody is asked', async () => {
  const bowl = await store.product(`Bowl ${randomUUID().slice(0, 8)}`, 3);
  const before = stripe.calculations();
  const home = { ...newYork, line1: '4 Mill Lane', city: 'Bath', region: '', postcode: 'BA1 1AA', country: 'GB' };
  const { body } = await filledIn([{ variantId: bowl.variantId, quantity: 1 }], home);
  expect(body).toMatchObject({ taxNote: null, taxes: [], taxTotal: 240 });
  expect(stripe.calculations()).toBe(before);
});

test.each(['500-before', 'lost-after', 'malformed', 'spoilt', 'never'] as const)(
  'a provider that answers %s stops no sale: the store’s own rates are shown, said, and charged as shown',
  async (fault) => {
    ahead += 120_000;
    const plate = await store.product(`Plate ${randomUUID().slice(0, 8)}`, 3);
    stripe.faults.push(fault);
    const checkout = await filledIn([{ variantId: plate.variantId, quantity: 1 }]);
    expect(checkout.body).toMatchObject({
      taxNote: { kind: 'own-rates', place: 'US-NY' },
      taxTotal: 240,
      total: 1_835,
    });
    const placed = await pay(checkout, 1_835);
    expect(placed.body).toMatchObject({ status: 'placed', total: 1_835, taxNote: { kind: 'own-rates' } });
    const { id } = placed.body.order;
    await settled(id, 1);
    expect(await flagsOf(id)).toMatchObject([{ code: 'tax-own-rates', details: { place: 'US-NY', tax: 240 } }]);
    // It stands there all the same, by what the provider itself makes of it; the difference is seen.
    expect(await recordsOf(id)).toMatchObject([{ taxedBy: 'own-rates', state: 'recorded', tax: 240, theirTax: 142 }]);
    await clean();
  },
);

test('after three without an answer nobody waits for it; once it answers it is asked again', async () => {
  ahead += 120_000;
  const cup = await store.product(`Cup ${randomUUID().slice(0, 8)}`, 9);
  // An answer: what was missed before counts no more.
  await filledIn([{ variantId: cup.variantId, quantity: 6 }]);
  const before = stripe.calculations();
  stripe.faults.push('500-before', '500-before', '500-before');
  const begun: Begun[] = [];
  for (const quantity of [1, 2, 3, 4]) {
    const checkout = await filledIn([{ variantId: cup.variantId, quantity }]);
    expect(checkout.body.taxNote).toMatchObject({ kind: 'own-rates' });
    begun.push(checkout);
  }
  expect(stripe.calculations()).toBe(before);
  ahead += 120_000;
  for (const checkout of begun.slice(-1))
    expect((await at(checkout, 'GET')).body.taxNote).toMatchObject({ kind: 'provider' });
  const { body } = await filledIn([{ variantId: cup.variantId, quantity: 5 }]);
  expect(body.taxNote).toMatchObject({ kind: 'provider' });
});

test('an address that the provider does not find keeps no other shopper from its answer', async () => {
  ahead += 120_000;
  const jug = await store.product(`Jug ${randomUUID().slice(0, 8)}`, 9);
  for (const quantity of [1, 2, 3]) {
    const { body } = await filledIn([{ variantId: jug.variantId, quantity }], { ...newYork, postcode: NOWHERE });
    expect(body.taxNote).toMatchObject({ kind: 'own-rates' });
  }
  const { body } = await filledIn([{ variantId: jug.variantId, quantity: 4 }]);
  expect(body.taxNote).toMatchObject({ kind: 'provider' });
});

test.each(['lost-before', 'lost-after', '500-before', '500-after', 'twice', '429', 'malformed', 'never'] as const)(
  'recorded once, whatever becomes of the request: %s',
  async (fault) => {
    const entries = stripe.book.length;
    // The checkout asks once; the recording meets the fault.
    stripe.faults.push(null, fault);
    const { orderId } = await bought(1);
    await settled(orderId, 1);
    expect(await recordsOf(orderId)).toMatchObject([{ state: 'recorded', theirTax: 142, tax: 142 }]);
    expect(stripe.book.length - entries).toBe(1);
  },
);

test('an edit takes back its part, a cancellation the rest, each once', async () => {
  const before = stripe.tax();
  const { orderId, lineId } = await bought(3);
  await settled(orderId, 1);
  const preview = await cloud.call('POST', `/v1/orders/${orderId}/edit-preview`, {
    token: store.token,
    body: { lines: [{ lineId, quantity: 2 }] },
  });
  const order = (await cloud.call('GET', `/v1/orders/${orderId}`, { token: store.token })).body;
  // 3 mugs: 1.44 + 1.62 + 0.14 = 3.20; two of them 2.13
  await done('orders.edit', {
    ...{ orderId, version: order.version, expectedTotal: 2_400 + 213 + 430, reason: 'one less', settle: 'now' },
    lines: [{ lineId, quantity: 2 }],
  });
  expect(preview.status).toBeLessThan(500);
  await settled(orderId, 2);
  expect(await recordsOf(orderId)).toMatchObject([
    { kind: 'reversal', state: 'recorded', tax: -107, theirTax: -107 },
    { kind: 'sale', tax: 355 },
  ]);
  expect(stripe.tax() - before).toBe(248);
  await clean();
  stripe.faults.push('lost-after');
  await done('orders.cancel', { orderId, reason: 'not wanted' });
  await settled(orderId, 3);
  expect(stripe.tax() - before).toBe(0);
  await clean();
});

test('what an edit adds is recorded as what it is in the provider’s list, beside what was there', async () => {
  const { orderId } = await bought(1);
  const bread = await store.product(`Bread ${randomUUID().slice(0, 8)}`, 5);
  await admin.query("UPDATE products SET tax_class = 'food' WHERE id = $1", [bread.productId]);
  await done('pricing.saveTaxRate', { taxClass: 'food', name: 'Food', rate: '1/10' });
  const { version } = (await cloud.call('GET', `/v1/orders/${orderId}`, { token: store.token })).body;
  const add = [{ key: 'bread', variantId: bread.variantId, quantity: 2 }];
  await done('orders.edit', { orderId, version, add, reason: 'bread too', settle: 'now' });
  await settled(orderId, 2);
  // Taxed by the store's own rates, as an edit asks nobody; over there it is food, which nobody taxes.
  expect(await recordsOf(orderId)).toMatchObject([
    { kind: 'sale', taxedBy: 'own-rates', tax: 240, theirTax: 0 },
    { kind: 'sale', taxedBy: 'provider', tax: 142, theirTax: 142 },
  ]);
  await clean();
});

test('what was taken back with its answer lost is known a day later too, when its key answers nothing any more', async () => {
  const { orderId, lineId } = await bought(2);
  await settled(orderId, 1);
  const entries = stripe.book.length;
  stripe.faults.push('lost-after');
  const { version } = (await cloud.call('GET', `/v1/orders/${orderId}`, { token: store.token })).body;
  await done('orders.edit', { orderId, version, reason: 'one less', settle: 'now', lines: [{ lineId, quantity: 1 }] });
  await expect
    .poll(async () => (await recordsOf(orderId)).some(({ problem }) => problem !== ''), { timeout: 10_000 })
    .toBe(true);
  // Nobody but the sweeper sends it meanwhile.
  const due = async () =>
    (await admin.query("SELECT id, next_at FROM tax_records WHERE order_id = $1 AND kind = 'reversal'", [orderId]))
      .rows;
  const [reversal] = await due();
  const pressed = await cloud.call('POST', `/v1/tax-records/${reversal.id}/retry`, { token: store.token });
  expect(pressed.status).toBe(204);
  expect(await due()).toEqual([reversal]);
  ahead += 2 * 86_400_000;
  await settled(orderId, 2);
  expect(await recordsOf(orderId)).toMatchObject([
    { kind: 'reversal', state: 'recorded', theirTax: -106 },
    { kind: 'sale', state: 'recorded' },
  ]);
  expect(stripe.book.length - entries).toBe(1);
});

test('what comes back of an order that left is taken back line by line', async () => {
  const before = stripe.tax();
  const { orderId, lineId } = await bought(3);
  await settled(orderId, 1);
  await done('orders.fulfil', { orderId, how: 'shipped', lines: [{ lineId, quantity: 3 }] });
  const claim = { orderId, reason: 'damaged', remedy: 'refund', goodsBack: false, note: '' };
  for (const quantity of [1, 2]) {
    stripe.faults.push('500-after');
    await done('claims.record', { ...claim, claimId: randomUUID(), lines: [{ lineId, quantity }] });
  }
  await settled(orderId, 3);
  const records = await recordsOf(orderId);
  expect(records.map(({ state }) => state)).toEqual(['recorded', 'recorded', 'recorded']);
  // A third of 3.20 and the rest; the tax on delivery stays.
  expect(records.map(({ tax }) => tax).sort((a, b) => a - b)).toEqual([-213, -107, 355]);
  expect(records.map(({ theirTax }) => theirTax).sort((a, b) => Number(a) - Number(b))).toEqual([-213, -107, 355]);
  expect(stripe.tax() - before).toBe(35);
  await clean();
});

test('AvaTax: the same, with its own words, and a sale that never was is voided; filed, it is taken back', async () => {
  await cloud.call('PATCH', `/v1/tax-accounts/${accountId}`, { token: await shownAgain(), body: { status: 'paused' } });
  const settings = {
    accountId: '100',
    companyCode: 'SHOP',
    mode: 'live',
    city: 'Bath',
    postcode: 'BA1 1AA',
    country: 'GB',
  };
  const id = await connect('avalara', settings, { licenseKey: LICENSE });
  const checked = await cloud.call('POST', `/v1/tax-accounts/${id}/check`, { token: store.token });
  expect(checked.body).toMatchObject({ works: true });
  ahead += 120_000;
  avalara.faults.push(null, 'lost-after');
  const first = await bought(2);
  await settled(first.orderId, 1);
  expect(await recordsOf(first.orderId)).toMatchObject([{ state: 'recorded', tax: 248, theirTax: 248 }]);
  expect(avalara.book).toMatchObject([{ type: 'SalesInvoice', status: 'Committed', totalTax: 2.48 }]);
  avalara.faults.push('never');
  await done('orders.cancel', { orderId: first.orderId, reason: 'no' });
  await settled(first.orderId, 2);
  expect(avalara.book).toMatchObject([{ status: 'Cancelled' }]);
  expect(avalara.tax()).toBe(0);

  avalara.faults.push('spoilt');
  const second = await bought(1);
  await settled(second.orderId, 1);
  // The rates of the store, since it did not add up: its book says what was charged.
  expect(await recordsOf(second.orderId)).toMatchObject([{ taxedBy: 'own-rates', tax: 240, theirTax: 240 }]);
  avalara.lock(`tillhouse-${(await recordsOf(second.orderId))[0]?.id}`);
  avalara.faults.push('500-after');
  await done('orders.cancel', { orderId: second.orderId, reason: 'no' });
  await settled(second.orderId, 2);
  expect(avalara.tax()).toBe(0);
  const compared = await cloud.call('POST', '/v1/tax-records/compare', { token: store.token });
  expect(compared.body).toMatchObject({ unread: 0 });
  await clean();
});

test('secrets are shown to nobody, and what a provider refuses waits for a person who tries again', async () => {
  const shown = await cloud.call('GET', '/v1/tax-accounts', { token: store.token });
  expect(JSON.stringify(shown.body)).not.toContain(LICENSE);
  expect(shown.body.accounts).toMatchObject([
    { provider: 'stripe', status: 'paused' },
    { secretEnds: { licenseKey: '1234' } },
  ]);
  const [row] = (await admin.query("SELECT sealed FROM tax_accounts WHERE provider = 'avalara'")).rows;
  expect(row.sealed).not.toContain(LICENSE);
  const id = shown.body.accounts[1].id;
  const change = async (secrets: object) =>
    expect(
      await cloud.call('PATCH', `/v1/tax-accounts/${id}`, { token: await shownAgain(), body: { secrets } }),
    ).toMatchObject({ status: 204 });
  const old = await cloud.call('PATCH', `/v1/tax-accounts/${id}`, { token: store.token, body: { status: 'paused' } });
  expect(old.body).toMatchObject({ code: 'access.step-up-needed' });
  const pot = await store.product(`Pot ${randomUUID().slice(0, 8)}`, 3);
  const checkout = await filledIn([{ variantId: pot.variantId, quantity: 1 }]);
  await change({ licenseKey: 'another' });
  const placed = await pay(checkout, checkout.body.total);
  const orderId = placed.body.order.id;
  await settled(orderId, 1);
  const [failed] = await recordsOf(orderId);
  expect(failed).toMatchObject({ state: 'failed', problem: 'AvaTax does not know this account and license key.' });
  expect(await flagsOf(orderId)).toMatchObject([{ code: 'tax-refused', details: { provider: 'avalara', tax: 142 } }]);
  const again = async () => {
    await cloud.call('POST', `/v1/tax-records/${failed?.id}/retry`, { token: store.token });
    await settled(orderId, 1);
  };
  await again();
  expect(await recordsOf(orderId)).toMatchObject([{ state: 'failed' }]);
  await change({ licenseKey: LICENSE });
  await again();
  expect(await recordsOf(orderId)).toMatchObject([{ state: 'recorded', tax: 142, theirTax: 142 }]);
  // Refused twice, it is one flag.
  expect(await flagsOf(orderId)).toHaveLength(1);
});

test('what went to each state is held against its threshold, and is over once it is', async () => {
  const { orderId } = await bought(1);
  await done('orders.cancel', { orderId, reason: 'does not count' });
  await done('pricing.setTaxZone', { place: 'store', zone: 'GB' });
  const watched = async () => {
    const { body } = await cloud.call('GET', '/v1/reports/tax-thresholds', { token: await shownAgain() });
    return body.thresholds.find(({ place }: { readonly place: string }) => place === 'US-NY');
  };
  expect(await watched()).toMatchObject({
    amount: 500_000,
    orders: 100,
    both: true,
    sold: null,
    state: 'under',
  });
  const day = new Date(now()).toISOString().slice(0, 10);
  // A dollar is half a pound.
  await done('ledger.saveExchangeRates', { rates: [{ currency: 'USD', day, rate: '1/2' }], source: 'typed' });
  const sums = await admin.query(
    `SELECT sum(o.total - o.tax_total) AS net, count(*) FILTER (WHERE o.kind = 'sale') AS orders
       FROM orders o JOIN checkouts k ON k.order_id = coalesce(o.original_order_id, o.id)
      WHERE o.status <> 'cancelled' AND k.delivery ->> 'region' = 'NY'`,
  );
  expect(await watched()).toMatchObject({
    sold: Number(sums.rows[0].net) * 2,
    soldOrders: Number(sums.rows[0].orders),
  });
});

test('of two providers that are switched on for one store at once, one is refused', async () => {
  await admin.query("UPDATE tax_accounts SET status = 'paused' WHERE status = 'active'");
  const token = await shownAgain();
  const { body } = await cloud.call('GET', '/v1/tax-accounts', { token });
  const ids: string[] = body.accounts.map(({ id }: { readonly id: string }) => id);
  expect(ids).toHaveLength(2);
  await admin.query('BEGIN');
  await admin.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`tax-accounts:${store.tenantId}`]);
  const both = Promise.all(
    ids.map((id) => cloud.call('PATCH', `/v1/tax-accounts/${id}`, { token, body: { status: 'active' } })),
  );
  const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`;
  await expect.poll(async () => (await admin.query(waiting)).rows[0].n).toBe(2);
  await admin.query('COMMIT');
  expect((await both).map(({ status }) => status).sort()).toEqual([204, 409]);
});

test('a new key of the tenant seals what opens a provider, so that the one before can be removed', async () => {
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  try {
    const rotation = { pool: pools.system, kms, identity: pools.identity, payments: pools.payments, app: pools.app };
    const { version } = await rotateTenant({ ...rotation, now, onProgress: () => {} }, store.tenantId);
    const rows = (await admin.query<{ id: string; sealed: string }>('SELECT id, sealed FROM tax_accounts')).rows;
    expect(rows.map(({ sealed }) => keyIdOf(sealed))).toEqual([`t${version}`, `t${version}`]);
    const keyring = await openKeyring({ pool: pools.system, kms });
    const opened = await Promise.all(
      rows.map(({ id }) => openTaxAccount({ pool: pools.app, keyring }, store.tenantId, id)),
    );
    expect(opened.map((account) => account?.secrets).sort()).toEqual(
      expect.arrayContaining([{ secretKey: KEY }, { licenseKey: LICENSE }]),
    );
  } finally {
    await pools.close();
  }
});
