import { addressLacks } from '@tillhouse/shared/domains/shipping/address.ts';
import { explainDelivery, zoneOf } from '@tillhouse/shared/domains/shipping/rules.ts';
import type { DeliveryBox, DeliveryStore, DeliveryZone, PickUpPlace } from '../../../bridge/delivery-queries.ts';
import { DEMO_CARRIER } from './carriers.ts';
import type { QueryMap } from '../../../bridge/queries.ts';

const price = (amount: number, freeFrom: number | null, more: object = {}) => [
  { currency: 'GBP', amount, freeFrom, ...more },
];
const europe = ['AT', 'BE', 'DE', 'DK', 'ES', 'FR', 'IE', 'IT', 'NL'];

const zones: readonly DeliveryZone[] = [
  {
    ...{ id: 'z-home', storeId: null, name: 'United Kingdom', active: true, revision: 3 },
    places: [{ country: 'GB', regions: [] }],
    rates: [
      {
        ...{ id: 'r-48', name: 'Royal Mail 48', prices: price(395, 5_000), days: { least: 2, most: 3 } },
        ...{ workdays: true, cutOff: '14:00' },
      },
      {
        ...{ id: 'r-24', name: 'Royal Mail 24', prices: price(595, null), days: { least: 1, most: 1 } },
        ...{ workdays: true, cutOff: '14:00' },
      },
      {
        ...{ id: 'r-van', name: 'By our own van', days: null },
        prices: price(0, null, { atLeast: 25_000, below: null }),
      },
    ],
  },
  {
    ...{ id: 'z-islands', storeId: null, name: 'Islands and Highlands', active: true, revision: 1 },
    places: [{ country: 'GB', regions: [], postcodes: ['BT', 'HS', 'IV', 'KW', 'ZE'] }],
    rates: [
      { id: 'r-far', name: 'Parcelforce', prices: price(995, null), days: { least: 3, most: 5 }, workdays: true },
    ],
  },
  {
    ...{ id: 'z-europe', storeId: null, name: 'Near Europe', active: true, revision: 2 },
    places: europe.map((country) => ({ country, regions: [] })),
    rates: [
      { id: 'r-eu', name: 'Tracked to Europe', prices: price(1_450, 12_000), days: { least: 4, most: 8 } },
      {
        ...{ id: 'r-ups', name: 'UPS to Europe', prices: price(2_400, null, { plus: 150 }), days: null },
        live: { accountId: DEMO_CARRIER, services: ['11'], percent: 500, withoutAnswer: 'own-price' },
      },
    ],
  },
];
const places: readonly PickUpPlace[] = [
  {
    ...{ locationId: 'l-1', name: 'Bath, Walcot St', street: '21 Walcot Street', sellsOnline: true },
    ...{ hint: 'Every day from 10 to 17:30', readyIn: 1, active: true },
  },
  {
    ...{ locationId: 'l-2', name: 'Frome', street: '4 Catherine Hill', sellsOnline: true },
    ...{ hint: 'Tuesday to Saturday', readyIn: 2, active: true },
  },
  {
    ...{ locationId: 'l-3', name: 'Melksham', street: 'Unit 7, Bowerhill', sellsOnline: true },
    ...{ hint: '', readyIn: 1, active: false },
  },
];
const stores: readonly DeliveryStore[] = [
  { id: 's-1', name: 'Larkhall', main: true, currencies: ['GBP', 'EUR'], country: 'GB', timeZone: 'Europe/London' },
];

const box = (id: string, name: string, [length, width, height]: readonly [number, number, number]) => ({
  ...{ id, name, length, width, height, wall: 3, active: true },
});
export const boxes: readonly DeliveryBox[] = [
  { ...box('b-1', 'Mug box', [140, 120, 120]), ownGrams: 60, mostGrams: 2_000 },
  { ...box('b-2', 'Shoe-size carton', [320, 220, 140]), ownGrams: 180, mostGrams: 8_000 },
  { ...box('b-3', 'Large carton', [450, 350, 350]), ownGrams: 420, mostGrams: 15_000 },
  { ...box('b-4', 'Poster tube', [620, 80, 80]), wall: 2, ownGrams: 140, mostGrams: null, active: false },
];

type Names = 'delivery.index' | 'delivery.try';

/** Delivery of the sample desk, tried by the rules of the shop. `none`: a shop that has not begun. */
export const deliveryAnswers = (
  none: boolean,
): { [N in Names]: (params: QueryMap[N]['params']) => QueryMap[N]['result'] } => ({
  'delivery.index': () => ({ zones: none ? [] : zones, places, stores, boxes: none ? [] : boxes }),
  'delivery.try': ({ address, currency, goods, day: today, time }) => {
    const all = (none ? [] : zones).map((zone) => ({ ...zone, updatedAt: 0 }));
    const points = places.map((place) => ({ ...place, closed: !place.sellsOnline }));
    return {
      zone: (address && zoneOf(all, address)?.name) ?? null,
      options: explainDelivery(all, points, { address, currency, goods, today, time }),
      lacks: address ? addressLacks({ name: 'x', line1: 'x', line2: '', city: 'x', ...address }) : [],
    };
  },
});
