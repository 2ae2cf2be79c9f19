import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';

const goodsLine = z.object({
  key: z.string(),
  variantId: z.string(),
  /** Units, positive also when they come back */
  quantity: z.number(),
  /** What becomes of returned units; sold ones have `none` */
  restock: z.enum(['available', 'damaged', 'none']),
});
export type GoodsLine = z.infer<typeof goodsLine>;

const goods = z.object({
  orderId: z.string(),
  number: z.string(),
  locationId: z.string(),
  registerId: z.string(),
  total: z.number(),
  currency: z.string(),
  /** Tracked goods only: what has no stock moves none */
  lines: z.array(goodsLine),
});

export const saleRecorded = defineEvent({
  name: 'register.sale-recorded',
  version: 1,
  aggregate: 'orderId',
  payload: goods,
  doc: 'A till sold something.',
});

export const saleToDeliver = defineEvent({
  name: 'register.sale-to-deliver',
  version: 1,
  aggregate: 'orderId',
  payload: goods,
  doc: 'A till sold something that leaves later: sent, or picked up. Its goods are committed at the location that is named.',
});

export const goodsReturned = defineEvent({
  name: 'register.goods-returned',
  version: 1,
  aggregate: 'orderId',
  payload: goods,
  doc: 'A till took goods back; total is negative.',
});

export const sessionOpened = defineEvent({
  name: 'register.session-opened',
  version: 1,
  aggregate: 'sessionId',
  payload: z.object({ sessionId: z.string(), registerId: z.string() }),
  doc: 'A drawer was opened with a counted float.',
});

export const sessionClosed = defineEvent({
  name: 'register.session-closed',
  version: 1,
  aggregate: 'sessionId',
  payload: z.object({ sessionId: z.string(), registerId: z.string(), variance: z.number() }),
  doc: 'A drawer was counted and closed.',
});

export const registerTakenOver = defineEvent({
  name: 'register.register-taken-over',
  version: 1,
  aggregate: 'registerId',
  payload: z.object({ registerId: z.string(), generation: z.number(), deviceId: z.string() }),
  doc: 'Another device issues the numbers of this register from now on, in a new generation.',
});

const setAside = z.object({
  layawayId: z.string(),
  number: z.string(),
  locationId: z.string(),
  /** Tracked goods only */
  lines: z.array(z.object({ key: z.string(), variantId: z.string(), quantity: z.number() })),
});

export const layawayAside = defineEvent({
  name: 'register.layaway-aside',
  version: 1,
  aggregate: 'layawayId',
  payload: setAside,
  doc: 'Goods were put aside for a customer: all of a layaway, or what came of a special order. Empty where nothing of it is here yet.',
});

export const layawayFreed = defineEvent({
  name: 'register.layaway-freed',
  version: 1,
  aggregate: 'layawayId',
  payload: z.object({ ...setAside.shape, end: z.enum(['handed-over', 'ended']), orderId: z.nullable(z.string()) }),
  doc: 'A layaway or special order is over: handed over as the sale that is named, or given up. What was put aside for it is free.',
});
