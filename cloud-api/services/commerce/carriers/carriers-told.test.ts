import type { CarrierAddress, CarrierName } from '@tillhouse/shared/domains/shipping/carriers.ts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CarrierBusy, CarrierRefused, type CustomsGoods, type ShipmentAsked } from './carrier.ts';
import { inUnits } from './customs-units.ts';
import { currencyOf, theirCurrency } from './fedex/fedex-currencies.ts';
import { type Carriers, knownCarriers } from './known.ts';
import { OAuthTokens } from './oauth-tokens.ts';
import { costOf, offered } from './offered.ts';
import { cut, linesFor } from './on-label.ts';
import { accountOf, warehouse } from './testing/fake-accounts.ts';
import { type FakeCarriers, startFakeCarriers } from './testing/start-fakes.ts';
import { inches, kilograms, pounds } from './units.ts';

/** What carriers are told of an address, of goods and of money, and what becomes of what they say late or oddly. */
const names = ['ups', 'fedex', 'dhl-express'] as const;
const now = () => Date.now();
let carriers: Carriers;
let fakes: FakeCarriers;

beforeAll(async () => {
  fakes = await startFakeCarriers({ currency: 'GBP', now });
});
beforeEach(() => {
  carriers = knownCarriers({ ...fakes.at, now });
});
afterAll(() => fakes.close());

const newYork: CarrierAddress = {
  ...{ name: 'Bo Field', company: '', line1: '1 Main St', line2: '', city: 'New York', region: 'NY' },
  ...{ postcode: '10001-2345', country: 'US', phone: '+1 212 555 0100', email: '' },
};
const goods: CustomsGoods = {
  title: 'Kettle',
  hsCode: '851610',
  origin: 'GB',
  quantity: 3,
  grams: 1_400,
  value: 1_000,
};
const shipment = (more: Partial<ShipmentAsked> = {}): ShipmentAsked => ({
  ...{ service: '65', shipOn: '2026-11-30', reference: 'TH0', format: 'pdf', to: newYork },
  customs: { currency: 'GBP', invoice: '', goods: [goods] },
  parcels: [{ grams: 1_500, size: { length: 300, width: 200, height: 100 } }],
  ...more,
});
/** What a carrier was told of a label, whatever it calls it. */
async function told(name: CarrierName, asked: ShipmentAsked, returns = false): Promise<unknown> {
  await (returns ? carriers[name].returnLabel : carriers[name].label)(accountOf(name), asked);
  return fakes[name].requests.at(-1)?.body;
}

/** What stands there in JSON. */
const inside = (body: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((of, key) => (of as Record<string, unknown>)[key], body);

const long = { line1: 'Apartment 1204, The Old Bonded Warehouse', line2: 'Lower Quayside Street 117' };
test.each([
  ['ups', ['Apartment 1204, The Old Bonded', 'Warehouse, Lower Quayside Street', '117']],
  ['fedex', ['Apartment 1204, The Old Bonded', 'Warehouse, Lower Quayside Street', '117']],
  ['dhl-express', ['Apartment 1204, The Old Bonded Warehouse', 'Lower Quayside Street 117']],
] as const)(
  '%s: no end of an address is lost; one that is too long is refused before a label is bought',
  async (name, lines) => {
    const text = JSON.stringify(await told(name, shipment({ to: { ...newYork, ...long } })));
    for (const line of lines) expect(text).toContain(JSON.stringify(line));
    const before = fakes[name].book.length;
    const endless = shipment({ to: { ...newYork, line1: 'Long Lane '.repeat(19).trim() } });
    const refused = carriers[name].label(accountOf(name), endless);
    await expect(refused).rejects.toBeInstanceOf(CarrierRefused);
    await expect(refused).rejects.toThrow(/too long for .* Shorten it/);
    expect(fakes[name].book).toHaveLength(before);
  },
);

test('lines are broken between words, or stay as they were', () => {
  const room = { most: 3, length: 10 };
  expect(linesFor('X', ['1 Main  St', '', ' Flat 2 '], room)).toEqual(['1 Main St', 'Flat 2']);
  expect(linesFor('X', ['12 Very Long Street', 'B'], room)).toEqual(['12 Very', 'Long', 'Street, B']);
  expect(() => linesFor('X', ['Donaudampfschiff 1'], room)).toThrow(CarrierRefused);
  expect(cut('ab😀', 3)).toBe('ab');
  expect(cut('ab😀', 4)).toBe('ab😀');
});

test('UPS takes postcodes of the US and Canada without what stands between', async () => {
  const address = async (to: CarrierAddress) =>
    inside(await told('ups', shipment({ to })), 'ShipmentRequest', 'Shipment', 'ShipTo', 'Address');
  expect(await address(newYork)).toMatchObject({ PostalCode: '100012345', StateProvinceCode: 'NY' });
  const ottawa = { ...newYork, city: 'Ottawa', region: 'ON', postcode: 'K1A 0B1', country: 'CA' };
  expect(await address(ottawa)).toMatchObject({ PostalCode: 'K1A0B1' });
  expect(await address({ ...newYork, region: '', postcode: 'LS1 4AP', country: 'GB' })).toMatchObject({
    PostalCode: 'LS1 4AP',
  });
});

test('FedEx is told a region of two letters or none, and a currency by its own code', async () => {
  const asked = { parcels: shipment().parcels, shipOn: '2026-11-30', currency: 'GBP' };
  const sydney = { city: 'Sydney', region: 'NSW', postcode: '2000', country: 'AU' };
  await carriers.fedex.rates(accountOf('fedex'), { ...asked, to: sydney }, 2_000);
  const rated = inside(fakes.fedex.requests.at(-1)?.body, 'requestedShipment');
  expect(inside(rated, 'recipient', 'address')).toEqual({ city: 'Sydney', postalCode: '2000', countryCode: 'AU' });
  expect(inside(rated, 'preferredCurrency')).toBe('UKL');
  const customs = { currency: 'GBP', invoice: '', goods: [goods] };
  const body = await told('fedex', shipment({ customs }));
  expect(inside(body, 'requestedShipment', 'customsClearanceDetail', 'totalCustomsValue')).toEqual({
    amount: 10,
    currency: 'UKL',
  });
  expect(['GBP', 'UKL', 'CHF', 'USD'].map(currencyOf)).toEqual(['GBP', 'GBP', 'CHF', 'USD']);
  expect(['GBP', 'EUR'].map(theirCurrency)).toEqual(['UKL', 'EUR']);
});

test('what customs are told comes to what was paid, where it does not divide too', async () => {
  const customs = { currency: 'GBP', invoice: 'INV-1', goods: [goods] };
  const forms = ['ShipmentRequest', 'Shipment', 'ShipmentServiceOptions', 'InternationalForms', 'Product'];
  expect(inside(await told('ups', shipment({ customs })), ...forms)).toMatchObject([
    { Unit: { Number: '1', Value: '3.34' } },
    { Unit: { Number: '2', Value: '3.33' } },
  ]);
  expect(inside(await told('dhl-express', shipment({ customs })), 'content')).toMatchObject({
    declaredValue: 10,
    exportDeclaration: {
      lineItems: [
        { number: 1, quantity: { value: 1 }, price: 3.34 },
        { number: 2, quantity: { value: 2 }, price: 3.33 },
      ],
    },
  });
});

test('units of goods for customs come to the goods', () => {
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 1_000 }),
    grams: fc.integer({ min: 1, max: 100_000 }),
    value: fc.integer({ min: 0, max: 1_000_000 }),
  });
  fc.assert(
    fc.property(line, (of) => {
      const units = inUnits([{ ...goods, ...of }]);
      const sum = (by: (unit: (typeof units)[number]) => number) => units.reduce((all, unit) => all + by(unit), 0);
      expect(sum(({ quantity }) => quantity)).toBe(of.quantity);
      // What is given away is said to be worth the least that can be said.
      expect(sum(({ quantity, each }) => quantity * each)).toBe(of.value < of.quantity ? of.quantity : of.value);
      expect(sum(({ value }) => value)).toBe(of.value);
      if (of.grams >= of.quantity) expect(sum(({ grams }) => grams)).toBe(of.grams);
      expect(units.every(({ grams }) => grams >= 1)).toBe(true);
    }),
  );
});

test.each(names)('%s: of goods that come back customs are told that none was sold', async (name) => {
  const customs = { currency: 'GBP', invoice: '', goods: [goods] };
  const sold = JSON.stringify(await told(name, shipment({ customs })));
  const back = JSON.stringify(await told(name, shipment({ customs }), true));
  expect([/"(SALE|SOLD|permanent)"/.test(sold), /"(RETURN|NOT_SOLD|return)"/.test(sold)]).toEqual([true, false]);
  expect([/"(SALE|SOLD|permanent)"/.test(back), /"(RETURN|NOT_SOLD|return)"/.test(back)]).toEqual([false, true]);
  // Weighed where it leaves, which is the US.
  if (name === 'ups') {
    expect(back).not.toContain('KGS');
    expect(
      JSON.parse(back).ShipmentRequest.Shipment.ShipmentServiceOptions.InternationalForms.Contacts.SoldTo,
    ).toMatchObject({
      AttentionName: warehouse.name,
    });
  }
});

test('weights and sides are rounded up, exactly', () => {
  expect([1, 10, 11, 1_250, 70_000].map(kilograms)).toEqual(['0.01', '0.01', '0.02', '1.25', '70.00']);
  // A pound is 453.59237 g: 453 are less, 454 are more.
  expect([1, 45, 46, 453, 454, 45_359, 45_360].map(pounds)).toEqual([
    ...['0.1', '0.1', '0.2', '1.0', '1.1', '100.0', '100.1'],
  ]);
  expect([1, 25, 26, 254, 255].map(inches)).toEqual([1, 1, 2, 10, 11]);
});

test('a price that is not understood is not offered, and a cost that is not loses no label', async () => {
  expect(costOf({ amount: 12.3, currency: 'GBP' })).toEqual({ amount: 1_230, currency: 'GBP' });
  expect(costOf({ amount: '1200.00', currency: 'JPY' })).toEqual({ amount: 1_200, currency: 'JPY' });
  expect([costOf({ amount: '12.345', currency: 'GBP' }), costOf({ amount: 1, currency: 'XQQ' }), costOf(null)]).toEqual(
    [null, null, null],
  );
  const of = { service: '11', name: 'x'.repeat(90) };
  expect(offered(of, { amount: '5', currency: 'GBP' }, null)).toMatchObject([{ amount: 500, name: 'x'.repeat(80) }]);
  for (const amount of ['0.00', '-1', 'free', 1e21]) expect(offered(of, { amount, currency: 'GBP' }, null)).toEqual([]);
  expect(offered({ ...of, service: 's'.repeat(44) }, { amount: '5', currency: 'GBP' }, null)).toEqual([]);
  for (const name of names) {
    const odd = await startFakeCarriers({ currency: 'XQQ', now });
    const there = knownCarriers({ ...odd.at, now });
    const label = await there[name].label(accountOf(name), shipment());
    expect(label).toMatchObject({ theirs: odd[name].book[0]?.id, cost: null });
    expect(label.documents).toHaveLength(1);
    expect(await there[name].rates(accountOf(name), { ...shipment(), currency: 'GBP' }, 2_000)).toEqual([]);
    await odd.close();
  }
});

test('UPS tells moments in several ways, and all of them are the same one', () => {
  const account = accountOf('ups');
  const at = (more: object) => {
    const raw = JSON.stringify({ trackingNumber: '1Z', activityStatus: { type: 'I' }, ...more });
    return carriers.ups.verifyNews(account, { credential: account.secrets['newsKey'] }, raw)[0]?.events[0]?.at;
  };
  const moment = Date.parse('2026-04-23T07:05:09Z');
  expect(at({ gmtActivityDate: '20260423', gmtActivityTime: '070509' })).toBe(moment);
  expect(at({ gmtActivityDate: '2026-04-23', gmtActivityTime: '07:05:09' })).toBe(moment);
  expect(at({ gmtActivityDate: '20260423', gmtActivityTime: '70509' })).toBe(moment);
  const local = { localActivityDate: '20260422', localActivityTime: '230509' };
  expect(at({ ...local, gmtOffset: '-08:00' })).toBe(moment);
  expect(at({ ...local, gmtOffset: '-08.00' })).toBe(moment);
  // Without an offset nobody knows better.
  expect(at(local)).toBe(Date.parse('2026-04-22T23:05:09Z'));
  expect(at({})).toBeUndefined();
});

test('without a token nothing was done, and one that comes late is there for the next', async () => {
  const tokens = new OAuthTokens(now);
  let give: (value: string) => void = () => {};
  const slow = () => new Promise<string>((done) => (give = done)).then((value) => ({ value, goodForMs: 3_600_000 }));
  const asked: string[] = [];
  const ask = async (token: string) => {
    asked.push(token);
    return { status: 200, body: null };
  };
  const first = tokens.with(['a'], slow, ask, 20);
  const patient = tokens.with(['a'], slow, ask, 20_000);
  await expect(first).rejects.toBeInstanceOf(CarrierBusy);
  give('t1');
  await patient;
  await tokens.with(['a'], slow, ask, 20);
  expect(asked).toEqual(['t1', 't1']);
  // A label is not bought, and known not to be.
  const dead = knownCarriers({ upsApi: 'http://127.0.0.1:1', fedexApi: 'http://127.0.0.1:1', now });
  for (const name of ['ups', 'fedex'] as const)
    await expect(dead[name].label(accountOf(name), shipment())).rejects.toBeInstanceOf(CarrierBusy);
});
