import { addressLacks } from '@tillhouse/shared/domains/shipping/address.ts';
import { explainDelivery, zoneOf } from '@tillhouse/shared/domains/shipping/rules.ts';
import type { ShippingZone } from '@tillhouse/shared/domains/shipping/schema.ts';
import * as z from 'zod';
import type {
  DeliveryBox,
  DeliveryStore,
  DeliveryZone,
  PickUpPlace,
  TriedDelivery,
} from '../../bridge/delivery-queries.ts';
import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { query } from './define-query.ts';
import { id, nothing } from './params.ts';

function zonesIn(reader: Reader): DeliveryZone[] {
  return reader
    .all<Omit<DeliveryZone, 'places' | 'rates' | 'active'> & { places: string; rates: string; active: number }>(
      'SELECT id, store_id AS storeId, name, places, rates, active, revision FROM shipping_zones ORDER BY name, id',
    )
    .map(({ places, rates, active, ...zone }) => ({
      ...zone,
      active: active === 1,
      places: JSON.parse(places) as ShippingZone['places'],
      rates: JSON.parse(rates) as ShippingZone['rates'],
    }));
}

export const boxesIn = (reader: Reader): DeliveryBox[] =>
  reader
    .all<Omit<DeliveryBox, 'active'> & { active: number }>(
      `SELECT id, name, length, width, height, wall, own_grams AS ownGrams, most_grams AS mostGrams, active FROM boxes
        ORDER BY position, id`,
    )
    .map(({ active, ...box }) => ({ ...box, active: active === 1 }));

const placesIn = (reader: Reader): PickUpPlace[] =>
  reader
    .all<Omit<PickUpPlace, 'active' | 'sellsOnline'> & { active: number; sells: number }>(
      `SELECT l.id AS locationId, l.name, l.street, l.sells_online = 'yes' AS sells, coalesce(p.hint, '') AS hint,
         coalesce(p.ready_in, 1) AS readyIn, coalesce(p.active, 0) AS active
       FROM locations l LEFT JOIN pick_up_points p ON p.location_id = l.id WHERE l.status = 'active' ORDER BY l.name, l.id`,
    )
    .map(({ active, sells, ...place }) => ({ ...place, active: active === 1, sellsOnline: sells === 1 }));

/** Stores that are open, the main one first; the country is that of their taxes, or of their language where none was set. */
function storesIn(reader: Reader): DeliveryStore[] {
  const rows = reader.all<{
    id: string;
    name: string;
    main: number;
    currency: string;
    currencies: string;
    timeZone: string;
    locale: string;
    zone: string | null;
  }>(
    `SELECT s.id, s.name, s.main, s.currency, s.currencies, s.time_zone AS timeZone, s.locale,
       (SELECT zone FROM tax_zones WHERE place = CASE WHEN s.main = 1 THEN 'store' ELSE s.id END) AS zone
     FROM store_settings s WHERE s.closed_at IS NULL ORDER BY s.main DESC, s.name, s.id`,
  );
  return rows.map(({ id: storeId, name, main, currency, currencies, timeZone, locale, zone }) => {
    const others = (JSON.parse(currencies) as readonly { readonly currency: string }[]).map((each) => each.currency);
    return {
      ...{ id: storeId, name, main: main === 1, timeZone },
      currencies: [...new Set([currency, ...others])],
      country: zone?.slice(0, 2) ?? new Intl.Locale(locale).region ?? null,
    };
  });
}

type Params = QueryMap['delivery.try']['params'];

function tryDelivery(reader: Reader, { storeId, address, currency, goods, day: today, time }: Params): TriedDelivery {
  const store = storesIn(reader).find((each) => each.id === storeId);
  const own = store?.main ? null : storeId;
  const zones = zonesIn(reader)
    .filter((zone) => zone.storeId === own)
    .map((zone) => ({ ...zone, updatedAt: 0 }));
  const points = placesIn(reader).map((place) => ({ ...place, closed: !place.sellsOnline }));
  const filled = { name: 'x', line1: 'x', line2: '', city: 'x' };
  return {
    zone: (address && zoneOf(zones, address)?.name) ?? null,
    options: explainDelivery(zones, points, { address, currency, goods, today, time }),
    lacks: address ? addressLacks({ ...filled, ...address }) : [],
  };
}

export const deliveryQueries = {
  'delivery.index': query('delivery.index', {
    params: nothing,
    permission: 'desk.use',
    run: (reader) => ({
      ...{ zones: zonesIn(reader), places: placesIn(reader), stores: storesIn(reader), boxes: boxesIn(reader) },
    }),
  }),
  'delivery.try': query('delivery.try', {
    params: z.strictObject({
      storeId: id,
      address: z
        .strictObject({
          country: z.string().regex(/^[A-Z]{2}$/),
          region: z.string().max(10),
          postcode: z.string().max(20),
        })
        .nullable(),
      currency: z.string().regex(/^[A-Z]{3}$/),
      goods: z
        .number()
        .int()
        .min(0)
        .max(10 ** 13),
      day: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
      time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    }),
    permission: 'desk.use',
    run: tryDelivery,
  }),
};
