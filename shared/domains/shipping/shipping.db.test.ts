import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { pickUpPoints, shippingZones } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});

const HOME = testId(0x901);
const zone = (more: object = {}) => ({
  zone: {
    ...{ id: HOME, revision: 0, storeId: null, name: 'Home', active: true },
    places: [{ country: 'GB', regions: [] }],
    rates: [
      {
        ...{ id: testId(0x911), name: 'Standard', days: { least: 2, most: 4 } },
        prices: [{ currency: 'GBP', amount: 395, freeFrom: 5_000 }],
      },
    ],
    ...more,
  },
});

test('a zone is opened, changed by who saw it last, and no place is in two of one store', async () => {
  await two.run('shipping.saveZone', zone());
  const places = [
    { country: 'GB', regions: [] },
    { country: 'CA', regions: ['QC', 'ON'] },
  ];
  await two.run('shipping.saveZone', zone({ revision: 1, places }));
  expect(await two.rows(shippingZones)).toMatchObject([{ name: 'Home', revision: 2, places }]);
  // The same again is nobody's conflict, something else by who saw less is.
  await two.run('shipping.saveZone', zone({ revision: 1, places }));
  await two.refuse('shipping.saveZone', zone({ revision: 1, name: 'House' }), 'shipping.zone-changed');
  const abroad = { id: testId(0x902), name: 'Abroad' };
  expect(
    await two.refuse(
      'shipping.saveZone',
      zone({ ...abroad, places: [{ country: 'CA', regions: ['ON'] }] }),
      'shipping.place-twice',
    ),
  ).toMatchObject({ place: 'CA-ON', name: 'Home' });
  await two.run('shipping.saveZone', zone({ ...abroad, places: [{ country: 'CA', regions: [] }] }));
  const [rate] = zone().zone.rates;
  const backwards = [{ ...rate, days: { least: 5, most: 4 } }];
  await two.refuse('shipping.saveZone', zone({ revision: 2, rates: backwards }), 'shipping.days-reversed');
  await two.refuse('shipping.saveZone', zone({ revision: 2, storeId: testId(0x999) }), 'access.store-unknown');
  // The main store's own id says what naming none does.
  await two.run('shipping.saveZone', zone({ revision: 2, storeId: shop.settings, name: 'Here' }));
  expect(await two.rows(shippingZones)).toMatchObject([{ name: 'Here', storeId: null }, { name: 'Abroad' }]);
  await two.refuse('shipping.saveZone', zone({ revision: 3, name: 'X' }), 'command.forbidden', {
    actor: personAs('Till'),
  });
});

test('a zone may be of postcodes and ask for an amount; taken out by who saw it last, it is gone', async () => {
  const [rate] = zone().zone.rates;
  const places = [{ country: 'GB', regions: [], postcodes: ['BT', 'IV1'] }];
  const from = (atLeast: number, below: number) => [
    {
      ...rate,
      cutOff: '14:30',
      workdays: true,
      prices: [{ currency: 'GBP', amount: 1, freeFrom: null, atLeast, below }],
    },
  ];
  await two.run('shipping.saveZone', zone({ places, rates: from(1_000, 2_000) }));
  expect(await two.rows(shippingZones)).toMatchObject([{ places, rates: from(1_000, 2_000) }]);
  await two.refuse('shipping.saveZone', zone({ revision: 1, rates: from(5, 5) }), 'shipping.amounts-reversed');
  const islands = { id: testId(0x903), name: 'Islands', places: [{ country: 'GB', regions: [], postcodes: ['IV1'] }] };
  expect(await two.refuse('shipping.saveZone', zone(islands), 'shipping.place-twice')).toMatchObject({
    place: 'GB IV1',
  });
  const both = [{ country: 'GB', regions: ['SCT'], postcodes: ['BT'] }];
  await two.refuse('shipping.saveZone', zone({ revision: 1, places: both }), 'command.invalid-arguments');
  await two.refuse('shipping.removeZone', { zoneId: HOME, revision: 0 }, 'shipping.zone-changed');
  await two.run('shipping.removeZone', { zoneId: HOME, revision: 1 });
  expect(await two.rows(shippingZones)).toEqual([]);
});

test('where shoppers collect is said of a location that there is', async () => {
  const point = { locationId: shop.bath, hint: 'Every day', readyIn: 1, active: true };
  await two.run('shipping.savePickUp', point);
  await two.run('shipping.savePickUp', { ...point, active: false });
  expect(await two.rows(pickUpPoints)).toMatchObject([{ locationId: shop.bath, active: false }]);
  await two.refuse('shipping.savePickUp', { ...point, locationId: testId(0x999) }, 'inventory.location-unknown');
});
