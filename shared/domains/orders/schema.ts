import * as z from 'zod/mini';
import {
  boolean,
  date,
  instant,
  integer,
  json,
  money,
  month,
  nullable,
  oneOf,
  personal,
  quantity,
  text,
  uuid,
} from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import {
  byHand,
  cardOfTender,
  deliveryTaxed,
  foreignOfTender,
  reliefOfOrder,
  taxOfLine,
  shareOfTender,
} from './frozen-parts.ts';
import { flagCodes } from './flag-codes.ts';
import { tenderKinds } from './tender-kinds.ts';

const lastMonths = { rows: 'months', atLocation: false } as const;

export const orders = defineTable('orders.orders', {
  doc: 'A sale at a till, an online order, or history brought in. Amounts are minor units, frozen when placed; those of a return are negative, so sums are net. total = Σ lines.total + shipping + fee + rounding = paid + due.',
  columns: {
    id: uuid(),
    /** For people: `B2-1184` from a till, `#10541` online. No promise of gaplessness. */
    number: text(),
    channel: oneOf(['till', 'online', 'import']),
    kind: oneOf(['sale', 'return']),
    status: oneOf(['placed', 'closed', 'cancelled']),
    paymentStatus: oneOf(['paid', 'part-paid', 'authorised', 'unpaid', 'refunded']),
    fulfilmentStatus: oneOf(['handed-over', 'to-pick', 'part-shipped', 'held', 'shipped', 'none']),
    customerId: nullable(uuid()),
    customerName: personal('to show who bought', text()),
    locationId: uuid(),
    registerId: nullable(uuid()),
    sessionId: nullable(uuid()),
    currency: text(),
    pricesIncludeTax: boolean(),
    /** Why its buyer paid no tax; null: they paid it */
    taxRelief: nullable(json(reliefOfOrder)),
    /** Σ of line amounts before discounts, as shown to the shopper */
    subtotal: money(),
    discountTotal: money(),
    taxTotal: money(),
    /** With its tax, whatever prices are */
    shippingTotal: money(),
    /** The part of `shippingTotal`, and of `taxTotal`, that is tax on delivery */
    shippingTax: money(),
    /** How delivery is taxed; null: it is not */
    shippingTaxed: nullable(json(deliveryTaxed)),
    /** What a return keeps back, e.g. for restocking: positive, so that less is paid out */
    feeTotal: money(),
    /** Cash rounding, its own line */
    rounding: money(),
    total: money(),
    paid: money(),
    due: money(),
    units: quantity(),
    /** The sale this return belongs to, where one was found */
    originalOrderId: nullable(uuid()),
    /** Imported history is closed: no movements, reactions, tasks or webhooks */
    historical: boolean(),
    externalRef: nullable(text()),
    actorId: nullable(uuid()),
    actorName: personal('to show who did what', text()),
    deviceId: nullable(uuid()),
    placedAt: instant(),
    /** The store's calendar day and hour, decided where it was sold, so that reports agree on every engine */
    businessDate: date(),
    businessHour: integer(),
    /** `2026-11`, of the business date: the shape that it and all its rows travel in */
    month: month(),
    /** Raised by whatever changes it after it was placed: who edits says which one they saw */
    version: integer(),
  },
  key: ['id'],
  indexes: [
    ['placedAt'],
    ['businessDate', 'businessHour'],
    ['customerId'],
    ['number'],
    ['externalRef'],
    ['originalOrderId'],
    ['sessionId'],
  ],
  group: 'trade',
  replication: lastMonths,
});
export type Order = Row<typeof orders>;

export const orderLines = defineTable('orders.order_lines', {
  doc: 'Snapshots of what was sold. total = what the line adds to the order; net + tax = total.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    /** The sold line that a returned line gives back */
    originalLineId: nullable(uuid()),
    position: integer(),
    variantId: nullable(uuid()),
    title: text(),
    variantTitle: text(),
    sku: text(),
    quantity: quantity(),
    scale: integer(),
    unitPrice: money(),
    discount: money(),
    net: money(),
    tax: money(),
    total: money(),
    taxClass: text(),
    /** exact fraction, `20/100` */
    taxRate: text(),
    /** Where it is more than one plain rate: each of them; they sum to `tax` */
    taxes: nullable(json(z.array(taxOfLine))),
    /** What a person gave at the till; the discount is part of `discount` */
    byHand: nullable(json(byHand)),
    businessDate: date(),
    placedAt: instant(),
    /** Of the order, as in all its rows */
    month: month(),
  },
  key: ['id'],
  indexes: [['orderId', 'position'], ['variantId'], ['businessDate'], ['originalLineId']],
  group: 'trade',
  replication: lastMonths,
});
export type OrderLine = Row<typeof orderLines>;

export const tenders = defineTable('orders.tenders', {
  doc: 'Money taken or paid back for an order. amount is what it settles; given − change = amount for cash. `exchange`: what goods that came back count for those that are taken instead; negative on the return, positive on the sale, which names it as the original.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    /** `online`: by a payment provider, through `services/payments`; `test`: said yes to by nobody, in demos and programs */
    kind: oneOf(tenderKinds),
    amount: money(),
    given: money(),
    change: money(),
    currency: text(),
    reference: text(),
    /** Of money paid back: the payment that it gives back */
    originalTenderId: nullable(uuid()),
    /** Of a card terminal that this till spoke with; null: none did, or its reference was typed */
    card: nullable(json(cardOfTender)),
    /** Of a sale that was split by item: which part this paid for; the parts are the sale, to the cent */
    share: nullable(json(shareOfTender)),
    /** Of cash in another currency; amount, given and change are in that of the order all the same */
    foreignCash: nullable(json(foreignOfTender)),
    placedAt: instant(),
    month: month(),
  },
  key: ['id'],
  indexes: [['orderId'], ['originalTenderId']],
  appendOnly: true,
  group: 'trade',
  replication: lastMonths,
});
export type Tender = Row<typeof tenders>;

/** Kinds of money that a provider took, and pays back itself; and those that are owed on a card, and go back onto it. */
export const providerKinds: readonly Tender['kind'][] = ['test', 'online'];
export const creditKindsOfTender: readonly Tender['kind'][] = ['gift-card', 'store-credit'];
/** All that can be paid back without a drawer: what arrived at the bank somebody sends back there, and says so. */
export const sentBackKinds: readonly Tender['kind'][] = [...providerKinds, ...creditKindsOfTender, 'bank'];

export const returnReasons = [
  'changed-mind',
  'faulty',
  'damaged',
  'wrong-item',
  'not-as-described',
  'late',
  'other',
] as const;
export const returnConditions = ['sealed', 'like-new', 'used', 'damaged'] as const;

export const returnedLines = defineTable('orders.returned_lines', {
  doc: 'Of each line of a return: why it came back, in what condition, and where the goods went.',
  columns: {
    /** The line of the return */
    lineId: uuid(),
    orderId: uuid(),
    reason: oneOf(returnReasons),
    condition: oneOf(returnConditions),
    restock: oneOf(['available', 'damaged', 'none']),
    placedAt: instant(),
    month: month(),
  },
  key: ['lineId'],
  indexes: [['orderId']],
  appendOnly: true,
  group: 'trade',
  replication: lastMonths,
});
export type ReturnedLine = Row<typeof returnedLines>;

export const orderChanges = defineTable('orders.order_changes', {
  doc: 'What became of an order after it was placed, who did it, and what stood before and after. Facts have rows of their own.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    kind: oneOf(['note', 'fulfilled', 'cancelled', 'refunded', 'edited', 'held', 'released', 'collected']),
    before: personal('an address that was changed', json(z.record(z.string(), z.unknown()))),
    after: personal('an address that was changed', json(z.record(z.string(), z.unknown()))),
    note: personal('may name people', text()),
    actorId: uuid(),
    actorName: personal('to show who did what', text()),
    occurredAt: instant(),
    month: month(),
  },
  key: ['id'],
  indexes: [['orderId', 'occurredAt']],
  appendOnly: true,
  group: 'trade',
  replication: lastMonths,
});
export type OrderChange = Row<typeof orderChanges>;

export const orderDiscounts = defineTable('orders.order_discounts', {
  doc: 'Why a line cost less: what each promotion took off it when it was sold. Its sums are part of the line’s discount.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    lineId: uuid(),
    promotionId: uuid(),
    name: text(),
    amount: money(),
    placedAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId'], ['promotionId']],
  appendOnly: true,
  group: 'trade',
  // All of them: what a promotion has given since it began is counted at the till, which may be longer than its months.
  replication: { rows: 'tenant' },
});
export type OrderDiscount = Row<typeof orderDiscounts>;

export const promotionUses = defineTable('orders.promotion_uses', {
  doc: 'Which order had a promotion that may be had only so often: by its code, or so many times by a customer. Limits count these.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    promotionId: uuid(),
    /** As codes are compared, in capitals; empty where none was needed */
    code: text(),
    customerId: nullable(uuid()),
    /** The desk that gave it; null online */
    deviceId: nullable(uuid()),
    placedAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId'], ['promotionId', 'code'], ['promotionId', 'customerId']],
  appendOnly: true,
  group: 'trade',
  // All of them, as of what was given: a code may be older than the months a desk holds.
  replication: { rows: 'tenant' },
});
export type PromotionUse = Row<typeof promotionUses>;

export const orderFlags = defineTable('orders.order_flags', {
  doc: 'What a person should look at on an accepted fact: oversold, price differs, unknown item.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    code: oneOf(flagCodes),
    details: json(z.record(z.string(), z.unknown())),
    placedAt: instant(),
    raisedAt: instant(),
    resolvedAt: nullable(instant()),
    resolvedBy: personal('to show who did what', nullable(text())),
    /** What the person found or did */
    note: personal('may name people', nullable(text())),
    month: month(),
  },
  key: ['id'],
  indexes: [['orderId']],
  group: 'trade',
  replication: lastMonths,
});
export type OrderFlag = Row<typeof orderFlags>;

export const orderCounters = defineTable('orders.order_counters', {
  doc: 'Last number of a series that the cloud hands out, e.g. `online`. Gaps are allowed.',
  columns: { series: text(), lastNumber: integer() },
  key: ['series'],
  group: 'trade',
  replication: { rows: 'none' },
});
