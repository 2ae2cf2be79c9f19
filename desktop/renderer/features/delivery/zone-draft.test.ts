import { expect, test } from 'vitest';
import { shippingRate, zonePlace } from '@tillhouse/shared/domains/shipping/schema.ts';
import type { DeliveryStore, DeliveryZone } from '../../../bridge/delivery-queries.ts';
import { boundsText, daysText, placesText, whyText } from './delivery-words.ts';
import { draftOfZone, newRate, startingZone, zoneArgs, type ZoneDraft, zoneProblem } from './zone-draft.ts';

const id = '00000000-0000-4000-8000-000000000001';
const zone: DeliveryZone = {
  ...{ id, storeId: null, name: 'Home', active: true, revision: 4 },
  places: [
    { country: 'GB', regions: [], postcodes: ['BT', 'IV1'] },
    { country: 'CA', regions: ['ON', 'QC'] },
  ],
  rates: [
    {
      ...{ id, name: 'Standard', days: { least: 2, most: 4 }, workdays: true, cutOff: '14:00' },
      prices: [
        { currency: 'GBP', amount: 395, freeFrom: 5_000, atLeast: null, below: 30_000 },
        { currency: 'JPY', amount: 700, freeFrom: null, atLeast: null, below: null },
      ],
    },
  ],
};
const store: DeliveryStore = {
  ...{ id, name: 'Larkhall', main: true, currencies: ['EUR', 'USD'], country: 'DE', timeZone: 'Europe/Berlin' },
};

test('what is not touched is saved as it was, each currency with its own decimals', () => {
  const draft = draftOfZone(zone);
  expect(draft.rates[0]?.amounts).toMatchObject({ GBP: { price: '3.95', below: '300.00' }, JPY: { price: '700' } });
  expect(zoneProblem(draft)).toBeNull();
  expect(zoneArgs(draft)).toEqual({ zone });
});

test('an option that a carrier is asked for is saved as it was, and its percent as it is typed', () => {
  const [first] = zone.rates;
  if (!first) throw new Error('the sample zone has no option');
  const live = { accountId: id, services: ['65'], percent: 1_250, withoutAnswer: 'hide' as const };
  const prices = first.prices.map((price) => ({ ...price, plus: price.currency === 'GBP' ? 150 : null }));
  const asked: DeliveryZone = { ...zone, rates: [{ ...first, prices, live }] };
  const drafted = draftOfZone(asked);
  expect(drafted.rates[0]).toMatchObject({ live: { percent: '12.5' }, amounts: { GBP: { plus: '1.50' } } });
  expect(zoneArgs(drafted)).toEqual({ zone: asked });
  const typed = (percent: string) => {
    const [one] = drafted.rates;
    if (!one?.live) throw new Error('it is not asked of a carrier');
    return { ...drafted, rates: [{ ...one, live: { ...one.live, percent } }] };
  };
  expect(zoneArgs(typed('7')).zone.rates[0]?.live?.percent).toBe(700);
  expect(zoneArgs(typed('')).zone.rates[0]?.live?.percent).toBe(0);
  expect(zoneProblem(typed('a lot'))).toMatch(/percent/);
});

test('a shop begins with its own country at a price that the domain takes', () => {
  const draft = startingZone(store, 'DE', 'Germany', [id, id]);
  expect(zoneProblem(draft)).toBeNull();
  const { places, rates, storeId } = zoneArgs(draft).zone;
  expect([storeId, places]).toEqual([null, [{ country: 'DE', regions: [] }]]);
  expect(rates[0]?.prices).toMatchObject([{ currency: 'EUR', amount: 495, freeFrom: 6_000 }]);
  for (const rate of rates) expect(() => shippingRate.parse(rate)).not.toThrow();
  for (const place of places) expect(() => zonePlace.parse(place)).not.toThrow();
});

const draft = draftOfZone(zone);
const [rate] = draft.rates;
if (!rate) throw new Error('the sample zone has no option');
const priced = (more: object) => ({ rates: [{ ...rate, amounts: { GBP: { ...rate.amounts.GBP, ...more } } }] });

test.each<[Partial<ZoneDraft> | object, RegExp | null]>([
  [{ name: ' ' }, /name/],
  [{ places: [] }, /country/],
  [{ places: [{ country: 'GB', regions: 'SCT', postcodes: 'BT' }] }, /not by both/],
  [{ places: [{ country: 'GB', regions: 'Scotland', postcodes: '' }] }, /codes/],
  [{ rates: [] }, /option/],
  [{ rates: [newRate(id)] }, /name/],
  [priced({ price: '' }), /price/],
  [priced({ price: 'x' }), /amounts/],
  [priced({ price: '-1' }), /amounts/],
  [priced({ price: '0' }), null],
  [priced({ atLeast: '300' }), /above/],
  [{ rates: [{ ...rate, most: '' }] }, /both days/],
  [{ rates: [{ ...rate, least: '5' }] }, /after the last/],
  [{ rates: [{ ...rate, least: '1.5' }] }, /whole/],
  [{ rates: [{ ...rate, least: '', most: '' }] }, null],
])('%j keeps it from being saved: %s', (more, problem) => {
  const said = zoneProblem({ ...draft, ...more });
  if (problem === null) expect(said).toBeNull();
  else expect(said).toMatch(problem);
});

test('places, days and bounds are told in words', () => {
  expect(placesText(zone.places)).toBe('United Kingdom (BT, IV1), Canada (ON, QC)');
  const [first] = zone.rates;
  if (!first) throw new Error('no option');
  expect(daysText(first)).toBe('2 to 4 work days, ordered by 14:00');
  expect(daysText({ ...first, days: { least: 1, most: 1 }, workdays: false, cutOff: null })).toBe('1 day');
  expect(daysText({ ...first, days: null })).toBe('no day promised');
  expect(first.prices.map(boundsText)).toEqual(['for goods below £300.00', '']);
  expect(whyText({ code: 'too-little', amount: 1_000 }, { zone: null, currency: 'GBP' })).toBe(
    'Only for goods from £10.00.',
  );
});
