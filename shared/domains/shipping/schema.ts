import * as z from 'zod/mini';
import { amount, currency, id, words } from '../../kernel/args.ts';
import { boolean, instant, integer, json, nullable, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

const country = z.string().check(z.regex(/^[A-Z]{2}$/, 'not an ISO 3166 country such as GB'));
const region = z.string().check(z.regex(/^[A-Z0-9]{1,3}$/, 'not the part of an ISO 3166-2 code behind the dash'));
const days = z.number().check(z.int(), z.gte(0), z.lte(365));

export const zonePlace = z.strictObject({
  country,
  /** Empty: all of it */
  regions: z.array(region).check(z.maxLength(100)),
});

export const shippingRate = z.strictObject({
  id,
  /** `Standard`, as shoppers read it */
  name: words(80),
  /** A price in each currency it is offered in; in others it is not offered */
  prices: z
    .array(
      z.strictObject({
        currency,
        /** Minor units */
        amount,
        /** From this worth of goods on, after discounts, it costs nothing; null: never */
        freeFrom: z.nullable(amount),
      }),
    )
    .check(z.minLength(1), z.maxLength(40)),
  /** Days until it is there; null: nobody says */
  days: z.nullable(z.strictObject({ least: days, most: days })),
});
export type ShippingRate = z.infer<typeof shippingRate>;

export const shippingZones = defineTable('shipping.shipping_zones', {
  doc: 'Where a store sends to and for how much. The zone that names a region goes before the one that names its country.',
  columns: {
    id: uuid(),
    /** Null: the main store */
    storeId: nullable(uuid()),
    name: text(),
    places: json(z.array(zonePlace)),
    rates: json(z.array(shippingRate)),
    active: boolean(),
    revision: integer(),
    updatedAt: instant(),
  },
  key: ['id'],
  group: 'catalogue',
});
export type ShippingZone = Row<typeof shippingZones>;

export const pickUpPoints = defineTable('shipping.pick_up_points', {
  doc: 'Locations where shoppers collect what they bought online, for nothing.',
  columns: {
    locationId: uuid(),
    /** What shoppers read beside its name: opening hours, where to ring */
    hint: text(),
    /** Days until it is ready */
    readyIn: integer(),
    active: boolean(),
    updatedAt: instant(),
  },
  key: ['locationId'],
  group: 'catalogue',
});
export type PickUpPoint = Row<typeof pickUpPoints>;
