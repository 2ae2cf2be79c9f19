import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';

export const stockMoved = defineEvent({
  name: 'inventory.stock-moved',
  version: 1,
  aggregate: 'documentId',
  payload: z.object({
    documentId: z.string(),
    changes: z.array(
      z.object({ locationId: z.string(), variantId: z.string(), onHand: z.number(), available: z.number() }),
    ),
  }),
  doc: 'Stock levels changed; per level the deltas of on hand and available.',
});

export const stockOversold = defineEvent({
  name: 'inventory.stock-oversold',
  version: 1,
  aggregate: 'variantId',
  payload: z.object({
    orderId: z.string(),
    variantId: z.string(),
    locationId: z.string(),
    onHand: z.number(),
    promised: z.number(),
  }),
  doc: 'A sale that stands took more than there was. Raised in the cloud only.',
});

export const heldBackChanged = defineEvent({
  name: 'inventory.held-back-changed',
  version: 1,
  aggregate: 'locationId',
  payload: z.object({
    locationId: z.string(),
    changes: z.array(z.object({ variantId: z.string(), units: z.number() })),
  }),
  doc: 'A till is silent, or is heard of again: so many units are kept from shoppers now, zero where none are any more.',
});

export const reservationChanged = defineEvent({
  name: 'inventory.reservation-changed',
  version: 1,
  aggregate: 'orderId',
  payload: z.object({ orderId: z.string(), status: z.string() }),
  doc: 'Units held for an order were held, consumed, released or expired.',
});

export const goodsReceived = defineEvent({
  name: 'inventory.goods-received',
  version: 1,
  aggregate: 'documentId',
  payload: z.object({
    documentId: z.string(),
    purchaseOrderId: z.nullable(z.string()),
    locationId: z.string(),
    variantId: z.string(),
    quantity: z.number(),
  }),
  doc: 'Goods came in, by one scan; negative when a scan was undone.',
});

export const transferChanged = defineEvent({
  name: 'inventory.transfer-changed',
  version: 1,
  aggregate: 'transferId',
  payload: z.object({
    transferId: z.string(),
    number: z.string(),
    fromId: z.string(),
    toId: z.string(),
    status: z.enum(['draft', 'ready', 'in-transit', 'received', 'cancelled']),
  }),
  doc: 'A transfer was written, set aside, sent, wholly accounted for or given up.',
});

export const locationChanged = defineEvent({
  name: 'inventory.location-changed',
  version: 1,
  aggregate: 'locationId',
  payload: z.object({
    locationId: z.string(),
    sellsOnline: z.enum(['yes', 'no']),
    status: z.enum(['active', 'closed']),
  }),
  doc: 'A location was added or changed; what may be sold online can be more or less at once.',
});
