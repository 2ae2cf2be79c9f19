import * as z from 'zod';

/** What desks of one location say to each other: lines of JSON over an encrypted line. Instants are epoch milliseconds. */

const id = z.string().min(1).max(100);
const units = z.number().int();

/** Tables whose rows a note carries: what a sale is found, shown and taken back by, and what lies parked. */
export const CARRIED = [
  'orders',
  'order_lines',
  'order_discounts',
  'tenders',
  'receipts',
  'returned_lines',
  'sold_serials',
  'parked_baskets',
] as const;

const move = z.strictObject({
  id,
  /** `2026-11` */
  month: z.string().regex(/^\d{4}-\d{2}$/),
  variantId: id,
  locationId: id,
  ...{ onHand: units, committed: units, reserved: units, damaged: units, safety: units, qualityControl: units },
  incoming: units,
});
export type Move = z.infer<typeof move>;

/** One command of another desk, as far as its neighbours are to know of it. */
export const note = z.strictObject({
  /** Of the mutation: what comes twice is one */
  id: z.uuid(),
  /** The device that did it */
  origin: z.uuid(),
  /** Its place in that device's queue */
  seq: z.number().int().positive(),
  kind: z.enum(['sale', 'return', 'stock', 'parked', 'ended']),
  at: z.number().int(),
  /** Null: whoever hears it */
  locationId: id.nullable(),
  /** The order, or the basket that was parked; empty where it is neither */
  about: z.string().max(100),
  /** Of a return, its sale */
  original: id.nullable(),
  rows: z.array(z.strictObject({ table: z.enum(CARRIED), row: z.record(z.string(), z.unknown()) })).max(5_000),
  moves: z.array(move).max(2_000),
  /** Of a parked basket that was taken up (`orderId`) or thrown away */
  ended: z.strictObject({ orderId: id.nullable(), registerId: id }).nullable(),
});
export type Note = z.infer<typeof note>;

/** How far somebody has heard of each device: the highest place in its queue. */
const heard = z.record(z.uuid(), z.number().int());
export type Heard = z.infer<typeof heard>;

const till = z.strictObject({
  deviceId: z.uuid(),
  name: z.string().max(200),
  /** Since when it is here */
  since: z.number().int(),
  /** Where it listens, as `192.168.1.20:47115`; null where nobody has seen that */
  address: z.string().max(100).nullable(),
});
export type Till = z.infer<typeof till>;

export const message = z.discriminatedUnion('t', [
  /** First of both sides. `proof`: the device's key over this very line, so that it says something here alone. */
  z.strictObject({
    t: z.literal('hello'),
    protocol: z.literal(1),
    deviceId: z.uuid(),
    proof: z.string().max(200),
  }),
  /** Said to whom is let in, and to nobody else. */
  z.strictObject({
    t: z.literal('ready'),
    name: z.string().max(200),
    since: z.number().int(),
    port: z.number().int().nullable(),
    heard,
    /** What was done before this the cloud has told */
    from: z.number().int(),
  }),
  z.strictObject({ t: z.literal('notes'), notes: z.array(note).max(50) }),
  z.strictObject({ t: z.literal('got'), heard }),
  z.strictObject({ t: z.literal('here'), tills: z.array(till).max(200) }),
  /** May I have this parked basket? Answered by whoever decides, or by nobody. */
  z.strictObject({
    t: z.literal('claim'),
    ask: id,
    parkedId: id,
    deviceId: z.uuid(),
  }),
  /** `at`: the till that has it, where it is another one’s */
  z.strictObject({ t: z.literal('claimed'), ask: id, granted: z.boolean(), at: z.string().max(200) }),
  /** Nothing came of it: it lies there again. */
  z.strictObject({ t: z.literal('release'), parkedId: id, deviceId: z.uuid() }),
  z.strictObject({ t: z.literal('ping') }),
]);
export type Message = z.infer<typeof message>;
export type Hello = Extract<Message, { t: 'hello' }>;
export type Ready = Extract<Message, { t: 'ready' }>;
export type Claim = Extract<Message, { t: 'claim' }>;
export type Release = Extract<Message, { t: 'release' }>;
export type Claimed = Extract<Message, { t: 'claimed' }>;
