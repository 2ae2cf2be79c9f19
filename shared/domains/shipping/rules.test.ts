import { expect, test } from 'vitest';
import { addressLacks, addressLines, labelLines, plainAddress } from './address.ts';
import { postcodeFit } from './postcodes.ts';
import { countriesOf, explainDelivery, shippingOptions, zoneOf } from './rules.ts';
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

test('the country of the shop comes first of those it sends to, and is none where it sends nowhere near', () => {
  expect(['GB', 'CA', 'AT'].map((home) => countriesOf(zones, home))).toEqual([
    ['GB', 'CA'],
    ['CA', 'GB'],
    ['CA', 'GB'],
  ]);
});

test.each([
  [4_999, 395],
  [5_000, 0],
])('goods of %i are sent for %i', (goods, amount) => {
  const of = { address: { country: 'GB', region: '' }, currency: 'GBP', goods, today: '2026-12-30' };
  expect(shippingOptions(zones, [], of)).toEqual([
    {
      ...{ id: 'home-slow', kind: 'ship', name: 'Slow', amount, locationId: null, hint: '' },
      ...{ earliest: '2027-01-02', latest: '2027-01-04' },
    },
  ]);
});

test('without an address things can only be collected; in another currency only what has a price there is offered', () => {
  const points = [
    { locationId: 'bath', readyIn: 1, active: true, name: 'Bath', hint: 'Every day' },
    { locationId: 'frome', readyIn: 1, active: false, name: 'Frome' },
  ];
  const of = { currency: 'EUR', goods: 100, today: '2026-02-28' };
  expect(shippingOptions(zones, points, { ...of, address: null })).toMatchObject([
    { id: 'bath', kind: 'pick-up', amount: 0, earliest: '2026-03-01', locationId: 'bath', hint: 'Every day' },
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

test.each([
  ['GB', 'BT', 'BT1 5GS', true],
  ['GB', 'B', 'BT1 5GS', false],
  ['GB', 'B', 'B1 1AA', true],
  ['GB', 'IV1', 'IV10 8XX', false],
  ['GB', 'IV1', 'iv1 1aa', true],
  ['GB', 'IV1 1', 'IV1 1AA', true],
  ['GB', 'SW1A', 'SW1A 1AA', true],
  ['GB', 'SW1', 'SW1A 1AA', false],
  ['DE', '20', '20095', true],
  ['DE', '20', '10117', false],
  ['NL', '1012', '1012 AB', true],
  ['PT', '9', '9000-123', true],
  ['GB', 'BT', '', false],
])('in %s what begins with %s has %s in it: %s', (country, written, postcode, is) => {
  expect(postcodeFit(country, written, postcode) > 0).toBe(is);
});

test('of two zones that name an address the closer one sends there, and the others say why they do not', () => {
  const islands = zone('islands', [{ country: 'GB', regions: [], postcodes: ['BT', 'IV'] }], 995);
  const off = { ...zone('off', [{ country: 'FR', regions: [] }], 100), active: false };
  const all = [...zones, islands, off];
  const address = { country: 'GB', region: '', postcode: 'BT1 5GS' };
  expect(zoneOf(all, address)?.id).toBe('islands');
  expect(zoneOf(all, { ...address, postcode: 'BA1 1AA' })?.id).toBe('home');
  const points = [
    { locationId: 'bath', readyIn: 1, active: true, name: 'Bath', closed: true },
    { locationId: 'frome', readyIn: 2, active: true, name: 'Frome' },
  ];
  const of = { currency: 'GBP', goods: 100, today: '2026-11-26' };
  const said = explainDelivery(all, points, { ...of, address });
  expect(Object.fromEntries(said.map(({ id, why }) => [id, why?.code ?? 'offered']))).toEqual({
    ...{ 'islands-slow': 'offered', 'islands-fast': 'no-price', 'home-slow': 'other-zone', 'home-fast': 'other-zone' },
    ...{ 'canada-slow': 'not-here', 'canada-fast': 'not-here', 'quebec-slow': 'not-here', 'quebec-fast': 'not-here' },
    ...{ 'off-slow': 'zone-off', 'off-fast': 'zone-off', bath: 'not-open', frome: 'offered' },
  });
  // What is explained as offered is what shoppers are offered.
  expect(shippingOptions(all, points, { ...of, address }).map(({ id }) => id)).toEqual(['islands-slow', 'frome']);
  const nowhere = explainDelivery([islands], [], { ...of, address: null });
  expect(nowhere.map(({ why }) => why?.code)).toEqual(['no-address', 'no-address']);
});

const rated = (more: object) => [
  {
    ...zone('home', [{ country: 'GB', regions: [] }], 500),
    rates: [
      {
        ...{ id: 'r', name: 'R', days: { least: 1, most: 3 } },
        prices: [{ currency: 'GBP', amount: 500, freeFrom: null, atLeast: 1_000, below: 3_000 }],
        ...more,
      },
    ],
  },
];

test.each([
  [999, { code: 'too-little', amount: 1_000 }],
  [1_000, null],
  [2_999, null],
  [3_000, { code: 'too-much', amount: 3_000 }],
])('goods of %i against bounds of 1000 and 3000: %j', (goods, why) => {
  const of = { address: { country: 'GB', region: '' }, currency: 'GBP', goods, today: '2026-11-26' };
  expect(explainDelivery(rated({}), [], of)[0]?.why).toEqual(why);
});

// 26 November 2026 is a Thursday.
test.each([
  ['2026-11-26', '13:59', {}, ['2026-11-27', '2026-11-29']],
  ['2026-11-26', '14:00', { cutOff: '14:00' }, ['2026-11-28', '2026-11-30']],
  ['2026-11-26', '13:59', { cutOff: '14:00', workdays: true }, ['2026-11-27', '2026-12-01']],
  ['2026-11-26', '14:00', { cutOff: '14:00', workdays: true }, ['2026-11-30', '2026-12-02']],
  ['2026-11-28', '09:00', { workdays: true }, ['2026-12-01', '2026-12-03']],
  ['2026-11-27', '15:00', { cutOff: '14:00', workdays: true }, ['2026-12-01', '2026-12-03']],
])('bought on %s at %s with %j it is there between %j', (today, time, more, [earliest, latest]) => {
  const of = { address: { country: 'GB', region: '' }, currency: 'GBP', goods: 1_500, today, time };
  expect(shippingOptions(rated(more), [], of)).toMatchObject([{ earliest, latest }]);
});
