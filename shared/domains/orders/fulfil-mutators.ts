import * as z from 'zod/mini';
import { count, id, quantity, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { followOrder } from '../invoices/follow-order.ts';
import { locationUnknown } from '../inventory/errors.ts';
import { locations } from '../inventory/schema.ts';
import { fulfilmentUnknown, lineUnknown, moreThanLeft } from './errors.ts';
import { orderFulfilled, trackingChanged } from './events.ts';
import { fulfilmentLines, fulfilments, unpacked } from './fulfilment-schema.ts';
import { goodsOf, type Standing, standingOf } from './goods.ts';
import { allow, become } from './life-cycle.ts';
import { lockedOrder } from './mutators.ts';
import { noteChange, noted } from './note-change.ts';
import { orders } from './schema.ts';
import { takeForGoods } from './take-money.ts';
import { parcelSize } from '../shipping/box-schema.ts';

const wanted = z.array(z.strictObject({ lineId: id, quantity })).check(z.minLength(1), z.maxLength(500));

const packedAs = z.strictObject({
  box: z.nullable(words(80)),
  grams: z.nullable(count),
  size: z.nullable(parcelSize),
});

/** What of each line leaves now: what was asked for, or all that is left. A line named twice counts twice. */
function partsOf(orderId: string, lines: readonly Standing[], asked: z.infer<typeof wanted> | undefined) {
  const left = (line: Standing) => line.quantity - line.sent;
  if (!asked) return lines.flatMap((line) => (left(line) > 0 ? [{ line, quantity: left(line) }] : []));
  const sums = new Map<string, number>();
  for (const { lineId, quantity: more } of asked) sums.set(lineId, (sums.get(lineId) ?? 0) + more);
  return [...sums].map(([lineId, total]) => {
    const line = lines.find((one) => one.id === lineId);
    if (!line) throw lineUnknown({ orderId, lineId });
    if (total > left(line)) throw moreThanLeft({ lineId, left: left(line), wanted: total });
    return { line, quantity: total };
  });
}

export const fulfil = defineMutator({
  name: 'orders.fulfil',
  version: 1,
  kind: 'intent',
  permission: 'orders.fulfil',
  doc: 'Goods of an order left: committed and on hand go down together. All that is left, or the parts that are named; from its own location, or from another that has them to spare.',
  args: z.strictObject({
    orderId: id,
    how: z.enum(['shipped', 'handed-over']),
    /** Left out: all that is left */
    lines: z.optional(wanted),
    /** Where they are taken from; left out: where the order's goods are committed */
    locationId: z.optional(id),
    carrier: z.optional(text(60)),
    tracking: z.optional(text(120)),
    /** What it was packed into, its weight in grams with all packaging, and its outside in millimetres */
    packed: z.optional(packedAs),
  }),
  run: async (tx, { orderId, how, lines: asked, locationId: from, carrier = '', tracking = '', packed }, ctx) => {
    const order = await lockedOrder(tx, orderId);
    const fulfilmentId = ctx.idFor('fulfilment');
    if (await tx.get(fulfilments, { id: fulfilmentId })) return;
    // Whoever says the same of the whole order once more is right, and nothing happens.
    if (!asked && order.fulfilmentStatus === how) return;
    allow('orders.fulfil', order);
    const standing = await standingOf(tx, order);
    const parts = partsOf(orderId, standing, asked);
    const takenFrom = from === undefined || from === order.locationId ? undefined : from;
    if (takenFrom && !(await tx.get(locations, { id: takenFrom }))) throw locationUnknown({ locationId: takenFrom });
    const leaving = new Map(parts.map(({ line, quantity: now }) => [line.id, now]));
    const complete = standing.every((line) => line.sent + (leaving.get(line.id) ?? 0) >= line.quantity);
    const now = become('orders.fulfil', order, {
      fulfilmentStatus: complete ? how : ('part-shipped' as const),
      ...(complete && order.due === 0 && { status: 'closed' as const }),
    });
    await tx.update(orders, { id: orderId }, now);
    const earlier = await tx.list(fulfilments, { orderId });
    const number = `${order.number}-${earlier.length + 1}`;
    const { month } = order;
    await tx.insert(fulfilments, {
      ...{
        id: fulfilmentId,
        orderId,
        number,
        locationId: takenFrom ?? order.locationId,
        how,
        carrier,
        tracking,
        ...(packed ?? unpacked),
        month,
      },
      ...{ state: null, stateAt: null },
      ...{ actorId: ctx.actor.id, actorName: ctx.actor.name, occurredAt: ctx.occurredAt },
    });
    await tx.insertMany(
      fulfilmentLines,
      parts.map(({ line, quantity: sent }) => ({ fulfilmentId, lineId: line.id, orderId, quantity: sent, month })),
    );
    const units = parts.reduce((sum, { line, quantity: sent }) => sum + (line.scale === 0 ? sent : 1), 0);
    await noteChange(tx, ctx, order, {
      kind: 'fulfilled',
      now,
      also: { after: { parcel: number, units, how, ...(tracking && { tracking }) } },
    });
    await followOrder(tx, ctx, { ...order, ...now }, true);
    await takeForGoods(tx, ctx, { ...order, ...now });
    await tx.emit(orderFulfilled, {
      ...(await goodsOf(tx, order, parts)),
      ...{ fulfilmentId, complete, how, tracking },
      ...(takenFrom && { takenFrom }),
    });
  },
});

export const track = defineMutator({
  name: 'orders.track',
  version: 1,
  kind: 'intent',
  permission: 'orders.fulfil',
  doc: 'Says by whom a parcel travels and how they call it, when that is known only later or was wrong.',
  args: z.strictObject({ fulfilmentId: id, carrier: text(60), tracking: text(120) }),
  run: async (tx, { fulfilmentId, carrier, tracking }) => {
    const [parcel] = await tx.getForUpdate(fulfilments, [{ id: fulfilmentId }]);
    if (!parcel) throw fulfilmentUnknown({ fulfilmentId });
    await tx.update(fulfilments, { id: fulfilmentId }, { carrier, tracking });
    if (tracking === '' || tracking === parcel.tracking) return;
    const { orderId } = parcel;
    const { number } = await lockedOrder(tx, orderId);
    await tx.emit(trackingChanged, { orderId, number, fulfilmentId, tracking, before: parcel.tracking });
  },
});

export const hold = defineMutator({
  name: 'orders.hold',
  version: 1,
  kind: 'intent',
  permission: 'orders.fulfil',
  doc: 'Nobody sends anything of an order until it is released. Its goods stay committed.',
  args: z.strictObject({ orderId: id, reason: words(300) }),
  run: async (tx, { orderId, reason }, ctx) => {
    const order = await lockedOrder(tx, orderId);
    if (await noted(tx, ctx)) return;
    allow('orders.hold', order);
    const now = become('orders.hold', order, { fulfilmentStatus: 'held' as const });
    await tx.update(orders, { id: orderId }, now);
    await noteChange(tx, ctx, order, { kind: 'held', now, note: reason });
  },
});

export const release = defineMutator({
  name: 'orders.release',
  version: 1,
  kind: 'intent',
  permission: 'orders.fulfil',
  doc: 'A held order may be sent again.',
  args: z.strictObject({ orderId: id, note: text(300) }),
  run: async (tx, { orderId, note }, ctx) => {
    const order = await lockedOrder(tx, orderId);
    if (await noted(tx, ctx)) return;
    allow('orders.release', order);
    const some = (await standingOf(tx, order)).some(({ sent }) => sent > 0);
    const now = become('orders.release', order, {
      fulfilmentStatus: some ? ('part-shipped' as const) : ('to-pick' as const),
    });
    await tx.update(orders, { id: orderId }, now);
    await noteChange(tx, ctx, order, { kind: 'released', now, note });
  },
});
