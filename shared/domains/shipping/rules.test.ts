import { expect, test } from 'vitest';
import { addressLacks, addressLines, labelLines, plainAddress } from './address.ts';
import { countriesOf, shippingOptions, zoneOf } from './rules.ts';
import type { ShippingZone } from './schema.ts';

const zone = (id: string, places: ShippingZone['places'], amount: number, freeFrom: number | null = null) =>
  ({
    ...{ id, storeId: null, name: id, active: true, revision: 1, updatedAt: 0, places },
    rates: [
      { id: `${id}-slow`, name: 'Slow', prices: [{ currency: 'GBP', amount, freeFrom }], days: { least: 3, most: 5 } },
      { id: `${id}-fast`, name: 'Fast', prices: [{ currency: 'EUR', amount: 900, freeFrom: null }], days: null },
    ],
  }) satisfies ShippingZone;

const zones = [
  zone('home', [{ country: 'GB', regions: [] }], 395, 5_000),
  zone('canada', [{ country: 'CA', regions: [] }], 2_000),
  zone('quebec', [{ country: 'CA', regions: ['QC'] }], 1_500),
];

test.each([
  [{ country: 'GB', region: '' }, 'home'],
  [{ country: 'CA', region: 'ON' }, 'canada'],
  [{ country: 'CA', region: 'QC' }, 'quebec'],
  [{ country: 'FR', region: '' }, undefined],
])('%j is in the zone %s', (address, id) => {
  expect(zoneOf(zones, address)?.id).toBe(id);
});

test('a zone that is closed sends nowhere', () => {
  const closed = zones.map((each) => ({ ...each, active: each.id !== 'home' }));
  expect([zoneOf(closed, { country: 'GB', region: '' }), countriesOf(closed)]).toEqual([undefined, ['CA']]);
});

test.each([
  [4_999, 395],
  [5_000, 0],
])('goods of %i are sent for %i', (goods, amount) => {
  const of = { address: { country: 'GB', region: '' }, currency: 'GBP', goods, today: '2026-12-30' };
  expect(shippingOptions(zones, [], of)).toEqual([
    {
      ...{ id: 'home-slow', kind: 'ship', name: 'Slow', amount, locationId: null },
      ...{ earliest: '2027-01-02', latest: '2027-01-04' },
    },
  ]);
});

test('without an address things can only be collected; in another currency only what has a price there is offered', () => {
  const points = [
    { locationId: 'bath', readyIn: 1, active: true, name: 'Bath' },
    { locationId: 'frome', readyIn: 1, active: false, name: 'Frome' },
  ];
  const of = { currency: 'EUR', goods: 100, today: '2026-02-28' };
  expect(shippingOptions(zones, points, { ...of, address: null })).toMatchObject([
    { id: 'bath', kind: 'pick-up', amount: 0, earliest: '2026-03-01', locationId: 'bath' },
  ]);
  expect(shippingOptions(zones, points, { ...of, address: { country: 'GB', region: '' } })).toMatchObject([
    { id: 'home-fast', amount: 900, earliest: null },
    { id: 'bath' },
  ]);
});

const address = {
  name: 'Bo',
  line1: '4 Mill Lane',
  line2: '',
  city: 'Bath',
  region: '',
  postcode: 'BA1 1AA',
  country: 'GB',
};

test.each([
  [{}, []],
  [{ postcode: 'BA11' }, ['delivery.postcode']],
  [{ name: '', line1: '', city: '' }, ['delivery.name', 'delivery.line1', 'delivery.city']],
  [{ country: 'US', region: 'NY', postcode: '10001-1234' }, []],
  [{ country: 'US', region: '', postcode: '1000' }, ['delivery.region', 'delivery.postcode']],
  [{ country: 'CA', region: 'QC', postcode: 'H2Y 1C6' }, []],
  [{ country: 'IE', postcode: 'D02 AF30' }, []],
  [{ country: 'NL', postcode: '1012 AB' }, []],
  [{ country: 'AE', postcode: '' }, []],
])('%j lacks %j', (more, lacks) => {
  expect(addressLacks({ ...address, ...more })).toEqual(lacks);
});

test('an address is kept in capitals where labels have them, and written a line each', () => {
  const plain = plainAddress({ ...address, postcode: ' ba1 1aa ', region: 'ny', line1: ' 4 Mill Lane ' });
  expect(plain).toMatchObject({ postcode: 'BA1 1AA', region: 'NY', line1: '4 Mill Lane' });
  expect(addressLines({ ...address, line2: 'Flat 2' })).toBe('4 Mill Lane\nFlat 2\nBath BA1 1AA\nGB');
});

test.each([
  ['4 Mill Lane\nBath BA1 1AA\nGB', 'GB', 'en', ['Bo', '4 Mill Lane', 'Bath BA1 1AA', 'United Kingdom']],
  ['4 Mill Lane\nBath BA1 1AA\nUnited Kingdom', 'GB', 'en', ['Bo', '4 Mill Lane', 'Bath BA1 1AA', 'United Kingdom']],
  ['Hauptstr. 1\n10117 Berlin', 'DE', 'de', ['Bo', 'Hauptstr. 1', '10117 Berlin', 'Deutschland']],
  ['4 Mill Lane\nBath', null, 'en', ['Bo', '4 Mill Lane', 'Bath']],
  ['', null, 'en', ['Bo']],
])('a label %j names its country %s once', (address, country, locale, lines) => {
  expect(labelLines({ recipient: 'Bo', address, country }, locale)).toEqual(lines);
});
