import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';
import { parcelStates } from './parcel-states.ts';

const goods = z.object({
  orderId: z.string(),
  number: z.string(),
  locationId: z.string(),
  /** Tracked goods only */
  lines: z.array(
    z.object({
      key: z.string(),
      variantId: z.string(),
      quantity: z.number(),
      restock: z.enum(['available', 'damaged', 'none']),
    }),
  ),
});

export const orderPlaced = defineEvent({
  name: 'orders.order-placed',
  version: 1,
  aggregate: 'orderId',
  payload: z.extend(goods, { total: z.number(), currency: z.string(), customerId: z.nullable(z.string()) }),
  doc: 'An order was placed online; its goods are committed at its location.',
});

export const orderCancelled = defineEvent({
  name: 'orders.order-cancelled',
  version: 1,
  aggregate: 'orderId',
  payload: z.extend(goods, { reason: z.string() }),
  doc: 'An unfulfilled order was cancelled; its goods are free again.',
});

export const orderFulfilled = defineEvent({
  name: 'orders.order-fulfilled',
  version: 1,
  aggregate: 'orderId',
  payload: z.extend(goods, {
    /** Where the goods were taken from, where that is not where they were committed */
    takenFrom: z.optional(z.string()),
    /** Of them: what left and how; optional, since events of before have none */
    fulfilmentId: z.optional(z.string()),
    complete: z.optional(z.boolean()),
    how: z.optional(z.enum(['shipped', 'handed-over'])),
    tracking: z.optional(z.string()),
  }),
  doc: 'Goods of an order left the shop: all that was left of it, or a part.',
});

export const trackingChanged = defineEvent({
  name: 'orders.tracking-changed',
  version: 1,
  aggregate: 'orderId',
  payload: z.object({
    orderId: z.string(),
    number: z.string(),
    fulfilmentId: z.string(),
    tracking: z.string(),
    /** Empty: it had none */
    before: z.string(),
  }),
  doc: 'A parcel that had left got a tracking number, or another one.',
});

export const parcelTracked = defineEvent({
  name: 'orders.parcel-tracked',
  version: 1,
  aggregate: 'orderId',
  payload: z.object({
    orderId: z.string(),
    number: z.string(),
    fulfilmentId: z.string(),
    /** Of the parcel, for people */
    parcel: z.string(),
    state: z.enum(parcelStates),
    before: z.nullable(z.enum(parcelStates)),
    /** When it happened */
    at: z.number(),
  }),
  doc: 'A parcel stands at another state than before.',
});

export const orderReady = defineEvent({
  name: 'orders.ready-to-collect',
  version: 1,
  aggregate: 'orderId',
  payload: z.object({ orderId: z.string(), number: z.string(), at: z.number() }),
  doc: 'The goods of an order lie ready for its buyer, who comes for them.',
});

export const moneyBack = defineEvent({
  name: 'orders.money-back',
  version: 1,
  aggregate: 'orderId',
  payload: z.object({
    /** The sale, also where a return of it owed the money */
    orderId: z.string(),
    number: z.string(),
    tenderId: z.string(),
    kind: z.string(),
    /** Minor units, positive */
    amount: z.number(),
    currency: z.string(),
  }),
  doc: 'What was owed of an order went back without a provider: by bank, onto a gift card or as store credit. What a provider pays back is told by its attempt.',
});

export const orderEdited = defineEvent({
  name: 'orders.order-edited',
  version: 1,
  aggregate: 'orderId',
  payload: z.object({
    orderId: z.string(),
    number: z.string(),
    locationId: z.string(),
    currency: z.string(),
    total: z.number(),
    /** To the total of before */
    difference: z.number(),
    /** Tracked goods whose quantity changed */
    lines: z.array(z.object({ key: z.string(), variantId: z.string(), delta: z.number() })),
  }),
  doc: 'An order was changed after it was placed; its goods are committed or free as it says now.',
});

export const orderNoted = defineEvent({
  name: 'orders.order-noted',
  version: 1,
  aggregate: 'orderId',
  payload: z.object({
    /** The sale, also where what happened is written at a return of it */
    orderId: z.string(),
    kind: z.string(),
  }),
  doc: 'Something came onto the timeline of an order that stands: what anybody shows of it may be another now.',
});

export const refundDone = defineEvent({
  name: 'orders.refund-done',
  version: 1,
  aggregate: 'orderId',
  payload: z.object({ orderId: z.string(), refundId: z.string() }),
  doc: 'The provider says that what it was asked to pay back of an order is paid back. Its order says so since the refund was asked for.',
});

export const requestDecided = defineEvent({
  name: 'orders.request-decided',
  version: 1,
  aggregate: 'checkoutId',
  payload: z.object({
    checkoutId: z.string(),
    requestId: z.string(),
    status: z.enum(['approved', 'declined', 'expired']),
  }),
  doc: 'An order that waited for a yes waits for this one no more: somebody said yes or no, its buyer took it back, or its time was over.',
});

export const orderFlagged = defineEvent({
  name: 'orders.order-flagged',
  version: 1,
  aggregate: 'orderId',
  payload: z.object({ orderId: z.string(), code: z.string(), details: z.record(z.string(), z.unknown()) }),
  doc: 'Something about an order is for a person to look at.',
});
