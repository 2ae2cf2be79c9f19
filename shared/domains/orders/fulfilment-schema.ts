import * as z from 'zod/mini';
import {
  date,
  instant,
  integer,
  json,
  month,
  nullable,
  oneOf,
  personal,
  quantity,
  text,
  uuid,
} from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { parcelSize } from '../shipping/box-schema.ts';
import { chosenCarrier } from '../shipping/carriers.ts';
import { vatEvidence } from '../pricing/reverse-charge.ts';
import { parcelStates } from './parcel-states.ts';

/** `own-rates`: the provider did not answer in its time */
export const taxedBy = z.strictObject({ provider: z.string(), by: z.enum(['provider', 'own-rates', 'exempt']) });
export type TaxedBy = z.infer<typeof taxedBy>;

const lastMonths = { rows: 'months', atLocation: false } as const;

export const fulfilments = defineTable('orders.fulfilments', {
  doc: 'Goods of an order that left together: all of it or a part, from one location. An order that left before parts were kept has none.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    /** For people: `#10482-2`, the second parcel of the order */
    number: text(),
    /** Where the goods were taken from, which need not be where the order was placed */
    locationId: uuid(),
    how: oneOf(['shipped', 'handed-over']),
    carrier: text(),
    /** As the carrier calls the parcel; empty until it is known */
    tracking: text(),
    /** The box that it was packed into, by its name then; null: none, or nobody said */
    box: nullable(text()),
    /** With its packaging; null: nobody said */
    grams: nullable(integer()),
    /** Outside, in millimetres; null: nobody said */
    size: nullable(json(parcelSize)),
    /** Of what happened to it last (`parcel_events`); null: nobody said what happens to it */
    state: nullable(oneOf(parcelStates)),
    stateAt: nullable(instant()),
    actorId: uuid(),
    actorName: personal('to show who did what', text()),
    occurredAt: instant(),
    month: month(),
  },
  key: ['id'],
  indexes: [['orderId', 'occurredAt']],
  group: 'trade',
  replication: lastMonths,
});
export type Fulfilment = Row<typeof fulfilments>;

/** Of a parcel of which nobody said what it was packed into. */
export const unpacked = { box: null, grams: null, size: null } as const satisfies Partial<Fulfilment>;

export const fulfilmentLines = defineTable('orders.fulfilment_lines', {
  doc: 'How much of a line left in one fulfilment. Its sums are what the line has sent.',
  columns: {
    fulfilmentId: uuid(),
    lineId: uuid(),
    orderId: uuid(),
    quantity: quantity(),
    month: month(),
  },
  key: ['fulfilmentId', 'lineId'],
  indexes: [['orderId'], ['lineId']],
  appendOnly: true,
  group: 'trade',
  replication: lastMonths,
});
export type FulfilmentLine = Row<typeof fulfilmentLines>;

export const orderDeliveries = defineTable('orders.order_deliveries', {
  doc: 'Where an order goes and how. None: nobody said.',
  columns: {
    orderId: uuid(),
    recipient: personal('to deliver what was bought', text()),
    /** Street, place and postcode as they stand on the label, a line each */
    address: personal('to deliver what was bought', text()),
    /** ISO 3166 alpha-2; null: the country of the store */
    country: nullable(text()),
    /** `Royal Mail 48` */
    method: text(),
    /** Carried to an address, or collected at the location of the order */
    kind: oneOf(['ship', 'pick-up']),
    /** What its buyer was promised, in the calendar of the store; null: nobody said */
    earliest: nullable(date()),
    latest: nullable(date()),
    /** Since when it lies ready for whoever comes for it; null: not yet, or nobody said */
    readyAt: nullable(instant()),
    /** Where whoever bought it is told how it goes; null: not known, or a customer says it */
    email: personal('to say how the order goes', nullable(text())),
    phone: personal('to say how the order goes', nullable(text())),
    /** Where the order was taxed in the place of its store, since it goes there: `FR`; null: as its store is, or not at all */
    taxedIn: nullable(text()),
    /** Which provider of taxes was to say what is due, and whether it did (else the store's own rates hold); null: none was */
    taxedBy: nullable(json(taxedBy)),
    /** What its buyer calls it in their own books, as `PO-4711`; null: they said nothing */
    buyerReference: personal('to say what it was ordered for', nullable(text())),
    /** What is known of the VAT number by which its buyer accounts for the tax, or wanted to; null: none was given that counts */
    vatEvidence: personal('to show why no tax was taken', nullable(json(vatEvidence))),
    /** Which service of which carrier it was sold with, as the carrier was asked at the checkout; null: the shop itself said what it costs */
    carrier: nullable(json(chosenCarrier)),
    month: month(),
  },
  key: ['orderId'],
  group: 'trade',
  replication: lastMonths,
});
export type OrderDelivery = Row<typeof orderDeliveries>;

/** Of a delivery that only its label is known of. */
export const nothingPromised = {
  ...{ kind: 'ship', earliest: null, latest: null, readyAt: null, email: null, phone: null },
  ...{ taxedIn: null, taxedBy: null, buyerReference: null, vatEvidence: null, carrier: null },
} as const satisfies Partial<OrderDelivery>;
