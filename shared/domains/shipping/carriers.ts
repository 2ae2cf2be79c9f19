import * as z from 'zod/mini';

/** What a carrier is asked for one parcel or several, and what it answers. Grams, millimetres, minor units and days of the calendar. */

export const carrierNames = ['ups', 'fedex', 'dhl-express'] as const;
export type CarrierName = (typeof carrierNames)[number];
/** As shoppers and people of the shop read them. */
export const carrierTitles: Readonly<Record<CarrierName, string>> = {
  ups: 'UPS',
  fedex: 'FedEx',
  'dhl-express': 'DHL Express',
};

const whole = z.number().check(z.int());
const positive = z.number().check(z.int(), z.gte(1));
const said = (most: number) => z.string().check(z.maxLength(most));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** One parcel as it leaves. */
export const carrierParcel = z.strictObject({
  /** With all its packaging */
  grams: positive,
  /** Outside, in millimetres; null: nobody says, and the carrier goes by its weight */
  size: z.nullable(z.strictObject({ length: positive, width: positive, height: positive })),
});
export type CarrierParcel = z.infer<typeof carrierParcel>;

/** As far as a price hangs on it. */
export const carrierPlace = z.strictObject({
  city: said(100),
  /** Behind the dash of ISO 3166-2 */
  region: said(10),
  postcode: said(20),
  country: said(2),
});
export type CarrierPlace = z.infer<typeof carrierPlace>;

/** Where parcels leave from, come back to or go: whoever is there, and how to reach them. */
export const carrierAddress = z.strictObject({
  name: said(100),
  /** Empty where it is nobody's firm */
  company: said(100),
  line1: said(200),
  line2: said(200),
  ...carrierPlace.shape,
  phone: said(40),
  email: said(254),
});
export type CarrierAddress = z.infer<typeof carrierAddress>;

/** The same question makes the same text of it: by that an answer is found again. */
export const carrierAsk = z.strictObject({
  accountId: z.string(),
  /** Of the account as it is: changed, it is asked anew */
  revision: whole,
  to: carrierPlace,
  parcels: z.array(carrierParcel).check(z.minLength(1), z.maxLength(50)),
  /** The day it leaves, where it leaves */
  shipOn: day,
  /** In which it is shown */
  currency: said(3),
});
export type CarrierAsk = z.infer<typeof carrierAsk>;

/** What one service of a carrier asks for all of the parcels. */
export const carrierRate = z.strictObject({
  /** The carrier's code of it: `03`, `FEDEX_GROUND`, `P` */
  service: said(43),
  name: said(80),
  amount: z.number().check(z.int(), z.gte(0)),
  currency: said(3),
  /** When it is there; null: the carrier does not say */
  earliest: z.nullable(day),
  latest: z.nullable(day),
});
export type CarrierRate = z.infer<typeof carrierRate>;

/** What a carrier was asked for a checkout last; null: it did not answer in its time. */
export const carrierQuote = z.strictObject({ ask: z.string(), at: whole, rates: z.nullable(z.array(carrierRate)) });
export type CarrierQuote = z.infer<typeof carrierQuote>;

/** Whoever pays for a label chose this at the checkout. */
export const chosenCarrier = z.strictObject({
  accountId: z.string(),
  carrier: z.enum(carrierNames),
  service: said(43),
  name: said(80),
});
export type ChosenCarrier = z.infer<typeof chosenCarrier>;
