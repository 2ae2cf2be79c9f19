import { carrierNames } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { labelStates } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import * as z from 'zod';

/** What the routes about carriers take and tell. */

const line = (most: number) => z.string().trim().max(most);
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe('ISO 3166 alpha-2');
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const address = z.strictObject({
  name: line(100).min(1),
  company: line(100).default(''),
  line1: line(200).min(1),
  line2: line(200).default(''),
  city: line(100),
  region: line(10).default('').describe('Behind the dash of ISO 3166-2'),
  postcode: line(20).default(''),
  country,
  phone: line(40).default(''),
  email: line(254).default(''),
});
export const parcel = z.strictObject({
  grams: z.number().int().min(1).max(1_000_000),
  size: z
    .strictObject({
      length: z.number().int().min(1).max(10_000),
      width: z.number().int().min(1).max(10_000),
      height: z.number().int().min(1).max(10_000),
    })
    .nullable()
    .default(null)
    .describe('Outside, in millimetres; null: nobody says'),
});
export const parcels = z.array(parcel).min(1).max(50);

const secrets = z.record(z.string().max(40), z.string().trim().min(1).max(500));
const services = z
  .array(z.string().trim().min(1).max(43))
  .max(50)
  .describe('The carrier’s codes of services that may be used; empty: all that it offers');
const account = {
  storeId: z.uuid().nullable().default(null).describe('Null: the main store'),
  carrier: z.enum(carrierNames),
  name: line(60).min(1).describe('What people of the shop call it'),
  mode: z.enum(['live', 'sandbox']).describe('`sandbox`: the carrier’s place to try things out'),
  accountNumber: line(20).min(1),
  shipFrom: address.describe('Where its parcels leave from and come back to; carriers want a telephone number'),
  services: services.default([]),
};
export const newAccount = z.strictObject({ ...account, secrets });
export const changeOfAccount = z.strictObject({
  status: z.enum(['active', 'paused']).optional(),
  name: account.name.optional(),
  mode: account.mode.optional(),
  accountNumber: account.accountNumber.optional(),
  shipFrom: account.shipFrom.optional(),
  services: services.optional(),
  secrets: secrets.optional().describe('Those that are left out stay as they are'),
});
export const shownAccount = z.object({
  id: z.uuid(),
  storeId: z.uuid().nullable(),
  carrier: z.enum(carrierNames),
  name: z.string(),
  mode: z.enum(['live', 'sandbox']),
  status: z.enum(['active', 'paused']),
  accountNumber: z.string(),
  shipFrom: z.object({
    name: z.string(),
    company: z.string(),
    line1: z.string(),
    line2: z.string(),
    city: z.string(),
    region: z.string(),
    postcode: z.string(),
    country: z.string(),
    phone: z.string(),
    email: z.string(),
  }),
  services: z.array(z.string()),
  checked: z
    .object({ at: z.number().int(), works: z.boolean(), message: z.string() })
    .nullable()
    .describe('What it said when it was checked last, epoch milliseconds; null: not since it was changed'),
  revision: z.number().int(),
  secretEnds: z.record(z.string(), z.string()).describe('The last four characters of each secret that is there'),
  newsUrl: z.string().nullable().describe('Where the carrier pushes news of parcels to; null without `newsKey`'),
});

export const shownRate = z.object({
  service: z.string(),
  name: z.string(),
  amount: z.number().int().describe('Minor units, what the carrier charges the shop'),
  currency: z.string(),
  earliest: z.string().nullable(),
  latest: z.string().nullable(),
});

export const labelAsked = z.strictObject({
  id: z.uuid().describe('A new uuid for a new label; the same again is the same label, never a second one'),
  accountId: z.uuid(),
  service: z.string().trim().min(1).max(43).describe('The carrier’s code, as its rates name it'),
  kind: z.enum(['outbound', 'return']).default('outbound').describe('`return`: `to` sends goods back to the shop'),
  orderId: z.uuid().nullable().default(null),
  fulfilmentId: z.uuid().nullable().default(null).describe('The parcel it is for: one has one label at a time'),
  to: address,
  parcels,
  shipOn: day.describe('The day it leaves, where it leaves'),
  format: z.enum(['pdf', 'zpl', 'png']).default('pdf').describe('DHL Express gives no PNG, but PDF'),
  customs: z
    .strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/),
      invoice: line(35).default(''),
      goods: z
        .array(
          z.strictObject({
            title: line(200).min(1),
            hsCode: line(12).default(''),
            origin: z.union([country, z.literal('')]).default(''),
            quantity: z.number().int().min(1).max(1_000_000),
            grams: z.number().int().min(1).describe('Of all of them'),
            value: z.number().int().min(0).describe('Minor units, of all of them'),
          }),
        )
        .min(1)
        .max(100),
    })
    .nullable()
    .default(null)
    .describe('What customs are told; null where none is passed'),
});
export type LabelAsked = z.infer<typeof labelAsked>;

const document = z.object({
  kind: z.enum(['label', 'invoice', 'waybill', 'receipt']),
  format: z.enum(['pdf', 'zpl', 'png']),
  tracking: z.string(),
  content: z.string().describe('Base64'),
});
export const shownLabel = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  carrier: z.enum(carrierNames),
  orderId: z.uuid().nullable(),
  fulfilmentId: z.uuid().nullable(),
  kind: z.enum(['outbound', 'return']),
  service: z.string(),
  state: z
    .enum(labelStates)
    .describe(
      '`unknown`: it was asked for and nobody knows what became of it. Look it up; it is never asked for again by itself',
    ),
  reference: z.string(),
  shipOn: z.string(),
  theirs: z.string(),
  trackings: z.array(z.string()),
  cost: z.number().int().nullable(),
  currency: z.string().nullable(),
  problem: z.string(),
  createdAt: z.number().int(),
  documents: z.array(document),
});
