import * as z from 'zod/mini';
import { amount, currency, id, words } from '../../kernel/args.ts';
import { boolean, instant, integer, json, nullable, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

const country = z.string().check(z.regex(/^[A-Z]{2}$/, 'not an ISO 3166 country such as GB'));
const region = z.string().check(z.regex(/^[A-Z0-9]{1,3}$/, 'not the part of an ISO 3166-2 code behind the dash'));
const days = z.number().check(z.int(), z.gte(0), z.lte(365));

const postcode = z
  .string()
  .check(z.regex(/^[A-Z0-9][A-Z0-9 -]{0,11}$/, 'not the beginning of a postcode, in capitals'));
const clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day such as 14:30'));

export const zonePlace = z
  .strictObject({
    country,
    /** Empty: all of it */
    regions: z.array(region).check(z.maxLength(100)),
    /** Beginnings of postcodes, in the place of regions; left out or empty: all of them */
    postcodes: z.optional(z.array(postcode).check(z.maxLength(500))),
  })
  .check(
    z.refine(
      ({ regions, postcodes = [] }) => regions.length === 0 || postcodes.length === 0,
      'a place is named by regions or by postcodes, not by both',
    ),
  );

/** In the place of a price of the shop's own: what a carrier asks for it, and what the shop adds. */
export const liveRate = z.strictObject({
  /** Of the store at a carrier */
  accountId: id,
  /** The carrier's codes of the services that are offered, each as a choice of its own; empty: all of the account */
  services: z.array(z.string().check(z.minLength(1), z.maxLength(43))).check(z.maxLength(50)),
  /** Hundredths of a percent that are added; `1000`: a tenth */
  percent: z.number().check(z.int(), z.gte(0), z.lte(100_000)),
  /** Where the carrier does not say in time, or nobody weighed the goods: `own-price` is that of the rate */
  withoutAnswer: z.enum(['own-price', 'hide']),
});
export type LiveRate = z.infer<typeof liveRate>;

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
        /** Offered only for goods worth this much, after discounts; left out or null: for any */
        atLeast: z.optional(z.nullable(amount)),
        /** Offered only for goods worth less than this */
        below: z.optional(z.nullable(amount)),
        /** Of what a carrier asks: so much is added; left out or null: nothing */
        plus: z.optional(z.nullable(amount)),
      }),
    )
    .check(z.minLength(1), z.maxLength(40)),
  /** Days until it is there; null: nobody says */
  days: z.nullable(z.strictObject({ least: days, most: days })),
  /** Days are counted from Monday to Friday, and nothing leaves on a weekend */
  workdays: z.optional(z.boolean()),
  /** The store's time of day from which on an order leaves a day later; left out or null: never */
  cutOff: z.optional(z.nullable(clock)),
  /** Asked of a carrier: `amount` of its prices counts only where that does not answer; left out or null: it costs its prices */
  live: z.optional(z.nullable(liveRate)),
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
