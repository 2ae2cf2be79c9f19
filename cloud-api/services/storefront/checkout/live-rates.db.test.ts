import { randomUUID } from 'node:crypto';
import type { CarrierName } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { invariants } from '@tillhouse/shared/domains/invariants.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { numberOf, secretsOf, warehouse } from '../../commerce/carriers/testing/fake-accounts.ts';
import { centsFor } from '../../commerce/carriers/testing/fake-carrier.ts';
import { type FakeCarriers, startFakeCarriers } from '../../commerce/carriers/testing/start-fakes.ts';

/** A shop sends to New York with three carriers: what they ask is shown, charged, and stands in the order. */
let fakes: FakeCarriers;
const names = ['ups', 'fedex', 'dhl-express'] as const;
const rateIds = { ups: randomUUID(), fedex: randomUUID(), 'dhl-express': randomUUID() };
const FLAT = randomUUID();
const zoneId = randomUUID();
const accounts = {} as Record<CarrierName, string>;
let cloud: TestCloud;
let store: TestStore;
let shopKey: string;
let admin: pg.Client;
/** The time of the cloud moves on by this: nobody waits */
let ahead = 0;
const now = () => Date.now() + ahead;
let dhlSays = 'GBP';

beforeAll(async () => {
  fakes = await startFakeCarriers({ currency: 'GBP', now, dhlSays: () => dhlSays });
  cloud = await startTestCloud({ ...fakes.at, now });
  store = await openStore(cloud, 'sender');
  shopKey = await publishableKey(cloud, store, ['https://shop.example']);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  for (const carrier of names) accounts[carrier] = await connect(carrier);
  await saveZone();
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
  await fakes?.close();
});
beforeEach(() => {
  // What was kept, and who rests, is over.
  ahead += 3_600_000;
  for (const name of names) {
    const fake = fakes[name];
    fake.faults.length = 0;
    fake.counts.rates = 0;
    fake.unserved.clear();
  }
});

const shownAgain = async (): Promise<string> =>
  (await cloud.call('POST', '/auth/session', { body: { email: store.email, password: store.password } })).body
    .access_token;
async function connect(carrier: CarrierName): Promise<string> {
  const body = {
    ...{ carrier, name: carrier, mode: 'live', accountNumber: numberOf[carrier], shipFrom: warehouse },
    secrets: secretsOf[carrier],
  };
  const answer = await cloud.call('POST', '/v1/carrier-accounts', { token: await shownAgain(), body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}
const done = async (name: string, args: unknown): Promise<void> => {
  const answer = await store.command(name, args);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};
let revision = 0;
async function saveZone(live: object = {}, price: object = {}): Promise<void> {
  const of = (carrier: CarrierName, amount: number) => ({
    ...{ id: rateIds[carrier], name: `By ${carrier}`, days: null },
    prices: [{ currency: 'GBP', amount, freeFrom: null, ...price }],
    live: { accountId: accounts[carrier], services: [], percent: 0, withoutAnswer: 'own-price', ...live },
  });
  await done('shipping.saveZone', {
    zone: {
      ...{ id: zoneId, revision, storeId: null, name: 'All', active: true },
      places: ['US', 'GB'].map((country) => ({ country, regions: [] })),
      rates: [
        of('ups', 1_111),
        of('fedex', 2_222),
        of('dhl-express', 3_333),
        {
          ...{ id: FLAT, name: 'By sea', days: { least: 30, most: 60 } },
          prices: [{ currency: 'GBP', amount: 395, freeFrom: null }],
        },
      ],
    },
  });
  revision += 1;
}

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
const newYork = {
  ...{ name: 'Bo Field', line1: '1 Main St', city: 'New York', region: 'NY', postcode: '10001', country: 'US' },
};
async function goods(weight: number | null): Promise<string> {
  const mug = await store.product(`Mug ${randomUUID().slice(0, 8)}`, 50);
  const [row] = (await admin.query('SELECT product_id FROM variants WHERE id = $1', [mug.variantId])).rows;
  const facts = [{ variantId: null, hsCode: '', origin: '', grams: weight }];
  await done('catalog.setCustoms', { productId: row.product_id, facts });
  return mug.variantId;
}
interface Option {
  readonly id: string;
  readonly name: string;
  readonly amount: number;
  readonly latest: string | null;
}
async function begin(lines: readonly object[]): Promise<Begun & { readonly options: readonly Option[] }> {
  const begun = await cloud.call('POST', '/shop/v1/checkouts', {
    ...{ token: shopKey, headers: { 'idempotency-key': randomUUID() }, body: { lines } },
  });
  const contact = { email: 'bo@shopper.example', name: 'Bo Field' };
  const { body } = await at(begun.body, 'PATCH', { contact, delivery: newYork });
  return { ...begun.body, options: body.shippingOptions };
}
const priced = (carrier: CarrierName, service: string, weight: number) => ({
  ...{ id: `${rateIds[carrier]}:${service}`, amount: centsFor(service, 'US', weight) },
});

test('three carriers are asked at once, once, and each of their services is a choice with its price and its day', async () => {
  const variantId = await goods(1_010);
  const { options, id, secret } = await begin([{ variantId, quantity: 2 }]);
  const wanted = [
    ...[priced('ups', '11', 2_020), priced('ups', '65', 2_020), priced('fedex', 'INTERNATIONAL_ECONOMY', 2_020)],
    ...[priced('fedex', 'FEDEX_INTERNATIONAL_PRIORITY', 2_020), priced('dhl-express', 'P', 2_020)],
    { id: FLAT, amount: 395 },
  ].sort((a, b) => a.amount - b.amount);
  expect(options.map(({ id: option, amount }) => ({ id: option, amount }))).toEqual(wanted);
  const byName = Object.fromEntries(options.map(({ name, latest }) => [name, latest]));
  // UPS says no day abroad, and the shop none of this rate.
  expect(byName['UPS Worldwide Saver']).toBeNull();
  expect(byName['FedEx International Priority']).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  // One service of one rate is called what the shop calls it.
  expect(Object.keys(byName)).toContain('By dhl-express');
  const asked = () => names.map((name) => fakes[name].counts.rates);
  expect(asked()).toEqual([1, 1, 1]);
  // Neither looking again nor another shopper with the same asks anybody again.
  await at({ id, secret }, 'GET');
  await begin([{ variantId, quantity: 2 }]);
  expect(asked()).toEqual([1, 1, 1]);
});

test('the price that was seen is charged and stands in the order, with the service it was sold with', async () => {
  const variantId = await goods(1_250);
  const checkout = await begin([{ variantId, quantity: 1 }]);
  const chosen = priced('ups', '65', 1_250);
  const { body } = await at(checkout, 'PATCH', { shippingOptionId: chosen.id });
  expect(body).toMatchObject({ shippingOptionId: chosen.id, shippingTotal: chosen.amount, notices: [] });
  // What it costs meanwhile, and that the carrier is away, changes nothing of what was seen.
  ahead += 2 * 3_600_000;
  fakes.ups.faults.push('500-before', '500-before', '500-before');
  const placed = await pay(checkout, body.total);
  expect(placed.body, JSON.stringify(placed.body)).toMatchObject({ status: 'placed', total: body.total });
  const [order] = (await admin.query('SELECT * FROM orders WHERE id = $1', [placed.body.order.id])).rows;
  expect(Number(order.shipping_total)).toBe(chosen.amount);
  const [sent] = (await admin.query('SELECT * FROM order_deliveries WHERE order_id = $1', [order.id])).rows;
  expect(sent).toMatchObject({
    method: 'UPS Worldwide Saver',
    carrier: { accountId: accounts.ups, carrier: 'ups', service: '65', name: 'UPS Worldwide Saver' },
  });
  for (const { name, sql } of invariants) expect((await admin.query(sql.postgres)).rows, name).toEqual([]);
});

test.each(['500-before', 'lost-before', 'malformed', 'spoilt', 'never', '429'] as const)(
  'a carrier that answers %s keeps none of the others, and its own price stands in its place',
  async (fault) => {
    const variantId = await goods(700 + Math.floor(ahead / 3_600_000));
    fakes.fedex.faults.push(fault);
    const began = performance.now();
    const { options } = await begin([{ variantId, quantity: 1 }]);
    // Of all of them together: a shopper waits for the slowest alone, and not for ever.
    expect(performance.now() - began).toBeLessThan(8_000);
    const ids = options.map(({ id }) => id);
    expect(ids).toContain(`${rateIds.ups}:11`);
    expect(ids).toContain(`${rateIds['dhl-express']}:P`);
    expect(options.find(({ id }) => id === rateIds.fedex)).toMatchObject({ name: 'By fedex', amount: 2_222 });
    expect(ids.some((id) => id.startsWith(`${rateIds.fedex}:`))).toBe(false);
  },
);

test('one that failed three times is left alone for half a minute; then it is asked again', async () => {
  fakes.ups.faults.push('500-before', '500-before', '500-before');
  for (const weight of [3_000, 3_100, 3_200]) await begin([{ variantId: await goods(weight), quantity: 1 }]);
  expect(fakes.ups.faults).toEqual([]);
  const asked = fakes.ups.counts.rates;
  await begin([{ variantId: await goods(3_300), quantity: 1 }]);
  expect(fakes.ups.counts.rates).toBe(asked);
  ahead += 31_000;
  const { options } = await begin([{ variantId: await goods(3_400), quantity: 1 }]);
  expect(options.map(({ id }) => id)).toContain(`${rateIds.ups}:11`);
});

test('what was shown stands in for an answer that does not come the next time', async () => {
  const variantId = await goods(4_000);
  const checkout = await begin([{ variantId, quantity: 1 }]);
  const chosen = priced('ups', '11', 4_000);
  await at(checkout, 'PATCH', { shippingOptionId: chosen.id });
  ahead += 20 * 60_000;
  fakes.ups.faults.push('500-before');
  const { body } = await at(checkout, 'GET');
  expect(fakes.ups.faults).toEqual([]);
  expect(body).toMatchObject({ shippingOptionId: chosen.id, shippingTotal: chosen.amount });
});

test('a choice outlives more goods, at what they cost; one that is not there any more is told', async () => {
  const variantId = await goods(5_000);
  const checkout = await begin([{ variantId, quantity: 1 }]);
  const { id } = priced('ups', '11', 5_000);
  await at(checkout, 'PATCH', { shippingOptionId: id });
  const more = await at(checkout, 'PATCH', { lines: [{ variantId, quantity: 2 }] });
  expect(more.body).toMatchObject({ shippingOptionId: id, shippingTotal: centsFor('11', 'US', 10_000) });
  fakes.ups.unserved.add('US');
  const gone = await at(checkout, 'PATCH', { lines: [{ variantId, quantity: 3 }] });
  expect(gone.body).toMatchObject({ shippingOptionId: null, shippingTotal: 0 });
  // None of its services goes there, which is an answer: its own price is none of it.
  expect(gone.body.shippingOptions.map((option: Option) => option.id)).not.toContain(rateIds.ups);
});

test('nobody weighed it: nobody is asked, and the prices of the store hold', async () => {
  const { options } = await begin([{ variantId: await goods(null), quantity: 1 }]);
  expect(options.map(({ amount }) => amount)).toEqual([395, 1_111, 2_222, 3_333]);
  expect(names.map((name) => fakes[name].counts.rates)).toEqual([0, 0, 0]);
});

test('goods are packed into the boxes of the shop, and each parcel is asked with its size and its packaging', async () => {
  const box = { id: randomUUID(), name: 'Small', length: 300, width: 200, height: 200, wall: 5, ownGrams: 250 };
  await done('shipping.saveBox', { box: { ...box, mostGrams: 6_000, active: true } });
  try {
    await begin([{ variantId: await goods(2_600), quantity: 4 }]);
    const [ups] = fakes.ups.requests.filter(({ path }) => path.startsWith('/api/rating/')).slice(-1);
    const { Package } = JSON.parse(JSON.stringify(ups)).body.RateRequest.Shipment;
    // Two of them in each box: more would be heavier than it takes.
    expect(Package).toMatchObject([1, 2].map(() => ({ PackageWeight: { Weight: '5.45' } })));
    expect(Package[0].Dimensions).toMatchObject({ Length: '31', Width: '21', Height: '21' });
  } finally {
    await done('shipping.removeBox', { boxId: box.id });
  }
});

test('what is changed of an account is asked anew, and not bought before it was shown', async () => {
  const variantId = await goods(6_000);
  const checkout = await begin([{ variantId, quantity: 1 }]);
  const chosen = priced('ups', '11', 6_000);
  const { body } = await at(checkout, 'PATCH', { shippingOptionId: chosen.id });
  const path = `/v1/carrier-accounts/${accounts.ups}`;
  const change = async (services: string[]) =>
    expect((await cloud.call('PATCH', path, { token: await shownAgain(), body: { services } })).status).toBe(204);
  await change(['11']);
  const refused = await pay(checkout, body.total);
  expect([refused.status, refused.body.code]).toEqual([409, 'checkout.total-changed']);
  const shown = refused.body.details.checkout;
  expect(shown).toMatchObject({ shippingOptionId: chosen.id, total: body.total });
  expect(shown.shippingOptions.map(({ id }: Option) => id)).not.toContain(`${rateIds.ups}:65`);
  expect((await pay(checkout, body.total)).body.status).toBe('placed');
  await change([]);
});

test('the shop adds to what a carrier asks, offers some of its services, nothing without an answer, and free from an amount', async () => {
  await saveZone({ services: ['65', 'P'], percent: 1_250, withoutAnswer: 'hide' }, { plus: 150, freeFrom: 100_000 });
  const variantId = await goods(7_000);
  fakes['dhl-express'].faults.push('500-before');
  const { options } = await begin([{ variantId, quantity: 1 }]);
  const dear = Math.ceil((centsFor('65', 'US', 7_000) * 11_250) / 10_000) + 150;
  expect(options.map(({ id, amount, name }) => [id, amount, name])).toEqual([
    [FLAT, 395, 'By sea'],
    [`${rateIds.ups}:65`, dear, 'By ups'],
  ]);
  await saveZone({}, { freeFrom: 1_000 });
  const free = await begin([{ variantId, quantity: 1 }]);
  expect(free.options.find(({ id }) => id === `${rateIds.ups}:65`)?.amount).toBe(0);
  await saveZone();
});

test('what is said in another currency counts by a rate that the books know, else it is not offered', async () => {
  const turned = (of: string, books: string) =>
    admin.query('UPDATE exchange_rates SET currency = $1, books_currency = $2', [of, books]);
  dhlSays = 'EUR';
  try {
    const variantId = await goods(8_000);
    const none = await begin([{ variantId, quantity: 1 }]);
    expect(none.options.map(({ id }) => id)).not.toContain(`${rateIds['dhl-express']}:P`);
    const rates = [{ currency: 'EUR', day: '2020-01-01', rate: '85/100' }];
    await done('ledger.saveExchangeRates', { rates, source: 'typed' });
    ahead += 3_600_000;
    const some = await begin([{ variantId, quantity: 1 }]);
    const dear = Math.ceil((centsFor('P', 'US', 8_000) * 85) / 100);
    expect(some.options.find(({ id }) => id === `${rateIds['dhl-express']}:P`)?.amount).toBe(dear);
    // Books that are kept in the other currency say it the other way round.
    await turned('GBP', 'EUR');
    ahead += 3_600_000;
    const other = await begin([{ variantId, quantity: 1 }]);
    const back = Math.ceil((centsFor('P', 'US', 8_000) * 100) / 85);
    expect(other.options.find(({ id }) => id === `${rateIds['dhl-express']}:P`)?.amount).toBe(back);
  } finally {
    await turned('EUR', 'GBP');
    dhlSays = 'GBP';
  }
});

test('delivery that a carrier is asked for is delivery: a promotion makes it free, and its tax is that of the store', async () => {
  const promotion = {
    ...{ id: randomUUID(), name: 'Sent for nothing', action: { kind: 'free-shipping' }, codes: [{ code: 'SENTFREE' }] },
  };
  await done('pricing.savePromotion', { promotion, status: 'live' });
  const variantId = await goods(9_000);
  const checkout = await begin([{ variantId, quantity: 1 }]);
  const chosen = priced('fedex', 'INTERNATIONAL_ECONOMY', 9_000);
  const dear = await at(checkout, 'PATCH', { shippingOptionId: chosen.id });
  const free = await at(checkout, 'PATCH', { coupons: ['SENTFREE'] });
  expect(free.body).toMatchObject({ shippingOptionId: chosen.id, coupons: [{ code: 'SENTFREE', applied: true }] });
  expect(dear.body.total - free.body.total).toBe(chosen.amount);
  const placed = await pay(checkout, free.body.total);
  expect(placed.body, JSON.stringify(placed.body)).toMatchObject({ status: 'placed', total: free.body.total });
  const [sent] = (await admin.query('SELECT carrier FROM order_deliveries WHERE order_id = $1', [placed.body.order.id]))
    .rows;
  expect(sent.carrier).toMatchObject({ carrier: 'fedex', service: 'INTERNATIONAL_ECONOMY' });
  for (const { name, sql } of invariants) expect((await admin.query(sql.postgres)).rows, name).toEqual([]);
});

test('an account of another store of the shop is not asked', async () => {
  const moved = (id: string | null) =>
    admin.query('UPDATE carrier_accounts SET store_id = $2 WHERE id = $1', [accounts.ups, id]);
  await moved(randomUUID());
  const { options } = await begin([{ variantId: await goods(9_500), quantity: 1 }]);
  await moved(null);
  expect(options.find(({ id }) => id === rateIds.ups)).toMatchObject({ amount: 1_111 });
  expect([fakes.ups.counts.rates, fakes.fedex.counts.rates]).toEqual([0, 1]);
});

test('an account that is paused is not asked, and the price of the store holds', async () => {
  const path = `/v1/carrier-accounts/${accounts.ups}`;
  const set = async (status: string) =>
    expect((await cloud.call('PATCH', path, { token: await shownAgain(), body: { status } })).status).toBe(204);
  await set('paused');
  const { options } = await begin([{ variantId: await goods(9_700), quantity: 1 }]);
  await set('active');
  expect(options.find(({ id }) => id === rateIds.ups)).toMatchObject({ amount: 1_111 });
  expect([fakes.ups.counts.rates, fakes.fedex.counts.rates]).toEqual([0, 1]);
});

test('a shop of another tenant is told nothing of them', async () => {
  const stranger = await openStore(cloud, 'stranger');
  const key = await publishableKey(cloud, stranger, ['https://shop.example']);
  // Its zone names an account that is not its own.
  const rate = {
    id: randomUUID(),
    name: 'Theirs',
    days: null,
    prices: [{ currency: 'GBP', amount: 4_444, freeFrom: null }],
  };
  const live = { accountId: accounts.ups, services: [], percent: 0, withoutAnswer: 'own-price' };
  const zone = { id: randomUUID(), revision: 0, storeId: null, name: 'All', active: true };
  const saved = await stranger.command('shipping.saveZone', {
    zone: { ...zone, places: [{ country: 'US', regions: [] }], rates: [{ ...rate, live }] },
  });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const mug = await stranger.product('Mug', 5);
  const [row] = (await admin.query('SELECT product_id FROM variants WHERE id = $1', [mug.variantId])).rows;
  const facts = [{ variantId: null, hsCode: '', origin: '', grams: 500 }];
  await stranger.command('catalog.setCustoms', { productId: row.product_id, facts });
  const begun = await cloud.call('POST', '/shop/v1/checkouts', {
    ...{
      token: key,
      headers: { 'idempotency-key': randomUUID() },
      body: { lines: [{ variantId: mug.variantId, quantity: 1 }] },
    },
  });
  const { body } = await cloud.call('PATCH', `/shop/v1/checkouts/${begun.body.id}`, {
    ...{ token: key, headers: { 'checkout-secret': begun.body.secret }, body: { delivery: newYork } },
  });
  expect(body.shippingOptions).toMatchObject([{ id: rate.id, amount: 4_444 }]);
  expect(fakes.ups.counts.rates).toBe(0);
});

test('a zone that names more accounts than a checkout keeps answers of asks each of them once', async () => {
  const many: string[] = [];
  for (let at = 0; at < 13; at += 1) many.push(await connect('ups'));
  const rates = many.map((accountId) => ({
    ...{ id: randomUUID(), name: 'By UPS', days: null },
    prices: [{ currency: 'GBP', amount: 1_111, freeFrom: null }],
    live: { accountId, services: ['11'], percent: 0, withoutAnswer: 'own-price' },
  }));
  const zone = { id: zoneId, revision, storeId: null, name: 'All', active: true };
  await done('shipping.saveZone', { zone: { ...zone, places: [{ country: 'US', regions: [] }], rates } });
  revision += 1;
  const { options } = await begin([{ variantId: await goods(700), quantity: 1 }]);
  expect(options.map(({ amount }) => amount)).toEqual(many.map(() => centsFor('11', 'US', 700)));
  expect(fakes.ups.counts.rates).toBe(13);
});
