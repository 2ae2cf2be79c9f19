import * as z from 'zod/mini';
import {
  date,
  instant,
  integer,
  json,
  money,
  nullable,
  oneOf,
  personal,
  secret,
  text,
  uuid,
} from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { carrierAddress, carrierNames } from './carriers.ts';

const whole = z.number().check(z.int());

/** What an account said of itself when somebody asked it. */
export const carrierCheck = z.strictObject({ at: whole, works: z.boolean(), message: z.string() });
export type CarrierCheck = z.infer<typeof carrierCheck>;

/** Something on paper that came with a label, in base64. */
export const labelDocument = z.strictObject({
  kind: z.enum(['label', 'invoice', 'waybill', 'receipt']),
  format: z.enum(['pdf', 'zpl', 'png']),
  /** The parcel that it is stuck on; empty: all of them */
  tracking: z.string(),
  content: z.string(),
});
export type LabelDocument = z.infer<typeof labelDocument>;

export const carrierAccounts = defineTable('shipping.carrier_accounts', {
  doc: 'A store at a carrier (UPS, FedEx, DHL Express): its account number there, where its parcels leave from, and what opens it. In the cloud alone.',
  columns: {
    id: uuid(),
    /** Null: the main store */
    storeId: nullable(uuid()),
    carrier: oneOf(carrierNames),
    /** What people of the shop call it */
    name: text(),
    /** `sandbox`: the carrier's place to try things out; its labels send nothing */
    mode: oneOf(['live', 'sandbox']),
    /** A paused one is asked for no checkout and no label; parcels that are on their way are still followed. A removed one has no secrets */
    status: oneOf(['active', 'paused', 'removed']),
    /** Of the shop at the carrier */
    accountNumber: text(),
    shipFrom: personal('to send what was bought', json(carrierAddress)),
    /** Codes of the services that shoppers may choose and labels are bought for; empty: all that the carrier offers */
    services: json(z.array(z.string())),
    /** What opens it at the carrier, and what its news are signed with, sealed by the tenant's key */
    sealed: secret(nullable(text())),
    /** What it said when it was checked last; null: it was not */
    checked: nullable(json(carrierCheck)),
    /** Counts its changes, so that what it answered before counts no more */
    revision: integer(),
    /** How often in a row it did not let us ask where a parcel is */
    fails: integer(),
    /** Until when it is not asked again by itself; null: it answers */
    restUntil: nullable(instant()),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  group: 'trade',
  replication: { rows: 'none' },
});
export type CarrierAccount = Row<typeof carrierAccounts>;

export const labelStates = ['asked', 'bought', 'unknown', 'refused', 'voided'] as const;

export const carrierLabels = defineTable('shipping.carrier_labels', {
  doc: 'A label that was asked of a carrier, written before the carrier hears of it: so it is bought once, whatever becomes of the answer.',
  columns: {
    /** Chosen by whoever asks: the same again is the same label */
    id: uuid(),
    accountId: uuid(),
    carrier: oneOf(carrierNames),
    orderId: nullable(uuid()),
    /** The parcel (a fulfilment) it is for; null: not packed yet */
    fulfilmentId: nullable(uuid()),
    /** `return`: for goods that come back */
    kind: oneOf(['outbound', 'return']),
    service: text(),
    /**
     * `asked`: the carrier may or may not have heard of it. `unknown`: it was asked and nobody knows what became of it; it is looked up
     * there, and never asked for again by itself. `refused`: nothing was bought. `voided`: bought and given back.
     */
    state: oneOf(labelStates),
    /** On the label, and what it is looked up by at the carrier */
    reference: text(),
    /** The day it leaves, where it leaves */
    shipOn: date(),
    /** What the carrier calls the shipment; empty until it is known */
    theirs: text(),
    trackings: json(z.array(z.string())),
    /** What the carrier charges; null: it did not say */
    cost: nullable(money()),
    currency: nullable(text()),
    documents: personal('to send what was bought', json(z.array(labelDocument))),
    /** Why it was refused, or what nobody knows of it, in the carrier's words */
    problem: text(),
    /** Since when somebody gives it back at the carrier, who may not have said yet; null: nobody does */
    voidAskedAt: nullable(instant()),
    actorId: uuid(),
    actorName: personal('to show who did what', text()),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId'], ['fulfilmentId'], ['createdAt']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type CarrierLabel = Row<typeof carrierLabels>;

export const parcelAsks = defineTable('shipping.parcel_asks', {
  doc: 'A parcel under way that a connected carrier is asked about by the cloud itself, and when next. The row ends with the parcel’s way.',
  columns: {
    fulfilmentId: uuid(),
    /** By which it is asked */
    accountId: uuid(),
    /** Also until when whoever asks just now has it for itself */
    nextAt: instant(),
    tries: integer(),
    /** Null: not yet */
    askedAt: nullable(instant()),
  },
  key: ['fulfilmentId'],
  indexes: [['accountId', 'nextAt']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type ParcelAsk = Row<typeof parcelAsks>;
