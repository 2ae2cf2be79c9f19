import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { verifyCloud } from '../../../platform/verify.ts';
import { type FakeVies, startFakeVies } from '../../../testing/fake-vies.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';

/** Firms of other members of the EU that account for the tax themselves, from the checkout to the invoice. */

let cloud: TestCloud;
let store: TestStore;
let key: string;
let admin: pg.Client;
let vies: FakeVies;
let mug: { variantId: string };
const RATE = randomUUID();
const OWN = 'DE136695976';
const NUMBER = 'FR40303265045';

const done = async (name: string, args: unknown): Promise<void> => {
  const answer = await store.command(name, args);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

beforeAll(async () => {
  vies = await startFakeVies();
  cloud = await startTestCloud({ viesApi: vies.url });
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  mug = await store.product('Stoneware mug', 500);
  const settings = { name: 'Larkhall', currency: 'GBP', timeZone: 'Europe/Berlin', pricesIncludeTax: true };
  const money = { taxRounding: 'line', cashRoundingIncrement: 1, cashRoundingMode: 'half-up', returnLimit: 5_000 };
  const rule = { category: 'standard', productId: null, name: 'MwSt', perUnit: null, compound: false, adds: false };
  const dated = { ...rule, fromDay: '2020-01-01', toDay: null, source: '' };
  await done('pricing.saveTaxRules', {
    rules: [{ ...dated, id: randomUUID(), jurisdiction: 'DE', rate: '19/100' }],
  });
  await done('pricing.setTaxZone', { place: 'store', zone: 'DE' });
  const without = await store.command('pricing.setReverseCharge', { place: 'store', rule: digits });
  expect(without.body.code).toBe('pricing.reverse-charge-unnumbered');
  await done('access.updateStoreSettings', {
    settings: { id: randomUUID(), ...settings, ...money, receiptFooter: '', vatNumber: OWN },
  });
  const rate = { id: RATE, name: 'Parcel', days: null, prices: [{ currency: 'GBP', amount: 595, freeFrom: null }] };
  const places = ['DE', 'FR', 'IT', 'US'].map((country) => ({ country, regions: [] }));
  const zone = { id: randomUUID(), revision: 0, storeId: null, name: 'All', active: true, rates: [rate], places };
  await done('shipping.saveZone', { zone });
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
  await vies?.close();
});
beforeEach(() => {
  vies.register.clear();
  vies.fails(null);
  vies.asked.length = 0;
});

const digits = { check: 'digits', unanswered: 'tax' } as const;
const holds = (rule: object | null) => done('pricing.setReverseCharge', { place: 'store', rule });

interface Begun {
  readonly id: string;
  readonly secret: string;
}
const at = ({ id, secret }: Begun, method: string, body?: unknown, path = '') =>
  cloud.call(method, `/shop/v1/checkouts/${id}${path}`, {
    token: key,
    headers: { 'checkout-secret': secret, 'idempotency-key': randomUUID(), 'x-publishable-key': key },
    ...(body === undefined ? {} : { body }),
  });
const contact = { email: 'achat@sodimas.example', name: 'Élodie Roux' };
const delivery = { name: 'Élodie Roux', line1: '11 Rue Ampère', city: 'Lyon', postcode: '69002', country: 'FR' };
const business = { company: 'SA SODIMAS', vatId: 'fr 40 303 265 045', reference: 'C-77' };

async function begun(body: object = {}): Promise<Begun & { readonly shown: Awaited<ReturnType<typeof at>>['body'] }> {
  const first = await cloud.call('POST', '/shop/v1/checkouts', {
    token: key,
    headers: { 'idempotency-key': randomUUID(), 'x-publishable-key': key },
    body: { lines: [{ variantId: mug.variantId, quantity: 2 }] },
  });
  const { id, secret } = first.body;
  const { body: shown } = await at({ id, secret }, 'PATCH', {
    ...{ contact, delivery, business, shippingOptionId: RATE, ...body },
  });
  return { id, secret, shown };
}
const pay = (checkout: Begun, expectedTotal: number) =>
  at(checkout, 'POST', { expectedTotal, methodId: 'test', returnUrl: 'https://shop.example/thanks' }, '/pay');
async function bought(expectedTotal: number, body: object = {}): Promise<string> {
  const paid = await pay(await begun(body), expectedTotal);
  expect(paid.body, JSON.stringify(paid.body)).toMatchObject({ status: 'placed' });
  return paid.body.order.id;
}
const read = async (path: string) => (await cloud.call('GET', path, { token: store.token })).body;
const orderOf = (id: string) => read(`/v1/orders/${id}`);
const flagsOf = async (id: string) =>
  (
    await admin.query('SELECT code, details, resolved_at AS resolved FROM order_flags WHERE order_id = $1', [id])
  ).rows.filter(({ code }) => code === 'vat-unchecked');
const evidenceOf = async (id: string) => (await read(`/v1/order-deliveries?orderId=${id}`)).rows[0].vatEvidence;
const invoiceOf = async (id: string) =>
  (await read(`/v1/invoices?orderId=${id}`)).rows.map(({ document }: { document: string }) => JSON.parse(document));

/** 24.00 and 5.95 with 19 % in them: 20.17 and 5.00. */
const [GROSS, NET] = [2_995, 2_517];

test('by its digits alone: no tax is charged, the invoice says why with both numbers, and a person looks before it leaves', async () => {
  expect((await begun()).shown).toMatchObject({ total: GROSS, taxTotal: 478, taxNote: null });
  await holds(digits);
  const { shown } = await begun();
  expect(shown).toMatchObject({ total: NET, taxTotal: 0, taxNote: { kind: 'reverse-charge', place: 'FR' } });
  // What is shown adds up, without the tax that prices hold.
  expect(shown).toMatchObject({ subtotal: 2_017, shippingTotal: 500 });
  const id = await bought(NET);
  const relief = { kind: 'reverse-charge', evidence: NUMBER };
  expect(await orderOf(id)).toMatchObject({ total: NET, taxTotal: 0, taxRelief: relief, fulfilmentStatus: 'held' });
  expect(await evidenceOf(id)).toEqual({ number: NUMBER, register: null });
  expect(await flagsOf(id)).toMatchObject([{ details: { why: 'digits-only', number: NUMBER }, resolved: null }]);
  expect(await invoiceOf(id)).toMatchObject([
    { relief, tax: 0, total: NET, seller: { vatId: OWN }, buyer: { name: 'SA SODIMAS', vatId: NUMBER } },
  ]);
  expect(vies.asked).toEqual([]);
  const sent = await store.command('orders.fulfil', { orderId: id, how: 'shipped' });
  expect(sent.body.code).toBe('orders.held');
  await done('orders.release', { orderId: id, note: 'Looked up by hand' });
  await done('orders.fulfil', { orderId: id, how: 'shipped' });
});

test('not by a number of the own country, nor for goods that go elsewhere, and a wrong one is said', async () => {
  await holds(digits);
  const own = await begun({ business: { ...business, vatId: OWN }, delivery: { ...delivery, country: 'DE' } });
  expect(own.shown).toMatchObject({ total: GROSS, taxNote: null });
  const italy = { ...delivery, city: 'Roma', postcode: '00184', country: 'IT' };
  const { shown } = await begun({ delivery: italy });
  expect(shown).toMatchObject({ total: GROSS, taxNote: { kind: 'vat-elsewhere', place: 'FR' } });
  const wrong = await at(await begun(), 'PATCH', { business: { ...business, vatId: 'FR40303265046' } });
  expect(wrong).toMatchObject({
    status: 422,
    body: { code: 'checkout.vat-id', details: { lacks: ['business.vatId'] } },
  });
});

test('with the register: what it knows takes the tax off and is kept as evidence, what it does not know is taxed', async () => {
  await holds({ check: 'register', unanswered: 'tax' });
  expect((await begun()).shown).toMatchObject({ total: GROSS, taxNote: { kind: 'vat-unknown', place: 'FR' } });
  vies.register.set(NUMBER, { valid: true, name: 'SA SODIMAS', address: 'RUE AMPERE\n26600 PONT DE L ISERE' });
  const id = await bought(NET);
  expect(vies.asked.at(-1)).toEqual({ number: NUMBER, requester: OWN });
  expect(await orderOf(id)).toMatchObject({ taxTotal: 0, fulfilmentStatus: 'to-pick' });
  expect(await flagsOf(id)).toEqual([]);
  expect(await evidenceOf(id)).toEqual({
    number: NUMBER,
    register: {
      ...{ number: NUMBER, answer: 'valid', request: expect.stringMatching(/^WAPI/), name: 'SA SODIMAS' },
      ...{ address: 'RUE AMPERE\n26600 PONT DE L ISERE', at: expect.any(Number) },
    },
  });
});

test('the register is silent: taxed and taken off later, paid back as it was paid, with the invoice taken back', async () => {
  await holds({ check: 'register', unanswered: 'tax' });
  vies.fails('MS_UNAVAILABLE');
  const asked = await begun();
  expect(asked.shown).toMatchObject({ total: GROSS, taxNote: { kind: 'vat-unanswered' } });
  // Whoever looks again within the minute does not have it asked again.
  const times = vies.asked.length;
  await at(asked, 'GET');
  expect(vies.asked).toHaveLength(times);
  const paid = await pay(asked, GROSS);
  expect(paid.body).toMatchObject({ status: 'placed' });
  const { id } = paid.body.order;
  expect(await orderOf(id)).toMatchObject({ total: GROSS, taxRelief: null, fulfilmentStatus: 'to-pick' });
  expect(await flagsOf(id)).toMatchObject([{ details: { why: 'taxed-unanswered' }, resolved: null }]);
  const still = await cloud.call('POST', `/v1/orders/${id}/vat-check`, { token: store.token });
  expect(still.body).toMatchObject({ number: NUMBER, answer: 'none' });
  vies.fails(null);
  vies.register.set(NUMBER, { valid: true, name: 'SA SODIMAS' });
  const said = await cloud.call('POST', `/v1/orders/${id}/vat-check`, { token: store.token });
  expect(said.body).toMatchObject({ number: NUMBER, answer: 'valid', name: 'SA SODIMAS' });
  expect(await evidenceOf(id)).toMatchObject({ register: { answer: 'valid' } });
  const { version } = await orderOf(id);
  const off = { orderId: id, version, relief: 'reverse-charge', reason: 'VIES knows it', settle: 'now' };
  await done('orders.edit', { ...off, expectedTotal: NET });
  expect(await orderOf(id)).toMatchObject({
    ...{ total: NET, taxTotal: 0, paid: NET, due: 0, taxRelief: { kind: 'reverse-charge', evidence: NUMBER } },
  });
  const lines = await admin.query('SELECT net::int, tax::int, tax_rate FROM order_lines WHERE order_id = $1', [id]);
  expect(lines.rows).toEqual([{ net: 2_017, tax: 0, tax_rate: '0' }]);
  expect(await flagsOf(id)).toMatchObject([{ resolved: expect.any(Date) }]);
  const papers = await invoiceOf(id);
  expect(papers.map(({ total, tax }: { total: number; tax: number }) => [total, tax])).toEqual(
    expect.arrayContaining([
      [GROSS, 478],
      [-GROSS, -478],
      [NET, 0],
    ]),
  );
  const again = await store.command('orders.edit', { ...off, version: version + 1 });
  expect(again.body.code).toBe('orders.relief-as-it-is');
});

test('taken off where it is silent, and put on again once the register does not know the number', async () => {
  await holds({ check: 'register', unanswered: 'flag' });
  vies.faults.push('never');
  const id = await bought(NET);
  expect(await flagsOf(id)).toMatchObject([{ details: { why: 'off-unanswered' }, resolved: null }]);
  expect(await orderOf(id)).toMatchObject({ fulfilmentStatus: 'to-pick', taxTotal: 0 });
  const said = await cloud.call('POST', `/v1/orders/${id}/vat-check`, { token: store.token });
  expect(said.body).toMatchObject({ answer: 'invalid' });
  const { version } = await orderOf(id);
  await done('orders.edit', { orderId: id, version, relief: 'none', reason: 'Not registered', settle: 'later' });
  expect(await orderOf(id)).toMatchObject({ total: GROSS, taxTotal: 478, due: GROSS - NET, taxRelief: null });
  const lines = await admin.query('SELECT tax::int, tax_rate FROM order_lines WHERE order_id = $1', [id]);
  expect(lines.rows).toEqual([{ tax: 383, tax_rate: '19/100' }]);
  const other = await bought(GROSS, { business: null });
  const refused = await store.command('orders.edit', {
    ...{
      orderId: other,
      version: (await orderOf(other)).version,
      relief: 'reverse-charge',
      reason: '',
      settle: 'later',
    },
  });
  expect(refused.body.code).toBe('orders.no-vat-number');
});

test('the EC sales list has each number with what it bought without tax, and the file says the same', async () => {
  const month = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(Date.now()).slice(0, 7);
  const list = await read(`/v1/reports/ec-sales?month=${month}`);
  // Three were bought so and stayed so; the fourth was put on again. One was looked at by nobody.
  expect(list).toEqual({
    ...{ month, home: 'DE', currency: 'GBP' },
    rows: [{ member: 'FR', number: '40303265045', amount: 3 * NET, orders: 3, unchecked: 1 }],
  });
  const file = await read(`/v1/reports/ec-sales.csv?month=${month}`);
  expect(file).toContain(`${month},FR,40303265045,goods,75.51,GBP,3,1`);
  expect((await read('/v1/reports/ec-sales?month=2020-01')).rows).toEqual([]);
});

test('what the register said is told the saga by nobody else, and all of it adds up', async () => {
  const answer = { number: NUMBER, answer: 'valid', request: 'X', name: '', address: '', at: 1 };
  const { rows } = await admin.query(
    'SELECT order_id AS id FROM order_deliveries WHERE vat_evidence IS NOT NULL LIMIT 1',
  );
  const forged = await store.command('orders.noteVatAnswer', { orderId: rows[0].id, answer });
  expect(forged.body.code).toBe('access.cloud-itself-only');
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  const findings = (await verifyCloud(pools.system)).filter(({ violations }) => violations.length > 0);
  await pools.close();
  expect(findings).toEqual([]);
});
