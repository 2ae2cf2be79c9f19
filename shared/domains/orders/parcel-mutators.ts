import * as z from 'zod/mini';
import { id, instant, text } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { cloudItselfOnly } from '../access/errors.ts';
import { fulfilmentUnknown, orderUnknown } from './errors.ts';
import { orderReady, parcelTracked } from './events.ts';
import { fulfilments, orderDeliveries } from './fulfilment-schema.ts';
import { allow } from './life-cycle.ts';
import { lockedOrder } from './mutators.ts';
import { noteChange, noted } from './note-change.ts';
import { notFetched, parcelAhead, parcelHandedOver } from './parcel-errors.ts';
import { parcelEvents } from './parcel-schema.ts';
import { parcelStates, standsNow } from './parcel-states.ts';
import { orders } from './schema.ts';

/** Clocks of carriers say the hour of another place at times; what is further ahead has not happened. */
const AHEAD_MS = 86_400_000;

export const trackParcel = defineMutator({
  name: 'orders.trackParcel',
  version: 1,
  kind: 'intent',
  permission: 'orders.fulfil',
  doc: 'Keeps what happened to a parcel on its way: said by a person, or by the cloud itself for a carrier (`source`). The same state at the same moment is one, and the parcel stands at what happened last, in whatever order it was heard; delivered is the end, but for what comes back.',
  args: z.strictObject({
    fulfilmentId: id,
    state: z.enum(parcelStates),
    /** When it happened, in epoch milliseconds */
    at: instant,
    place: z.optional(text(120)),
    words: z.optional(text(300)),
    /** The carrier; by the cloud itself alone */
    source: z.optional(text(40)),
  }),
  run: async (tx, { fulfilmentId, state, at, place = '', words = '', source = '' }, ctx) => {
    if (source !== '' && !ctx.actor.system) throw cloudItselfOnly({ command: 'orders.trackParcel' });
    const [parcel] = await tx.getForUpdate(fulfilments, [{ id: fulfilmentId }]);
    if (!parcel) throw fulfilmentUnknown({ fulfilmentId });
    const { number, orderId, month } = parcel;
    if (parcel.how === 'handed-over') throw parcelHandedOver({ fulfilmentId, number });
    if (at > ctx.occurredAt + AHEAD_MS) throw parcelAhead({ fulfilmentId, number });
    const said = { fulfilmentId, mark: `${state} ${at}`, orderId, state, at, place, words, source, month };
    const who = { actorId: ctx.actor.id, actorName: ctx.actor.name, recordedAt: ctx.occurredAt };
    if (!(await tx.insertOnce(parcelEvents, { ...said, ...who }))) return;
    const now = standsNow(await tx.list(parcelEvents, { fulfilmentId }));
    if (!now || (now.state === parcel.state && now.at === parcel.stateAt)) return;
    await tx.update(fulfilments, { id: fulfilmentId }, { state: now.state, stateAt: now.at });
    if (now.state === parcel.state) return;
    const order = await tx.get(orders, { id: orderId });
    if (!order) throw orderUnknown({ orderId });
    await tx.emit(parcelTracked, {
      ...{ orderId, number: order.number, fulfilmentId, parcel: number },
      ...{ state: now.state, before: parcel.state, at: now.at },
    });
  },
});

export const readyToCollect = defineMutator({
  name: 'orders.readyToCollect',
  version: 1,
  kind: 'intent',
  permission: 'orders.fulfil',
  doc: 'The goods of an order that its buyer fetches lie ready for them. They stay committed until they are handed over.',
  args: z.strictObject({ orderId: id }),
  run: async (tx, { orderId }, ctx) => {
    const order = await lockedOrder(tx, orderId);
    if (await noted(tx, ctx)) return;
    const [delivery] = await tx.getForUpdate(orderDeliveries, [{ orderId }]);
    if (delivery?.kind !== 'pick-up') throw notFetched({ orderId, number: order.number });
    // Whoever says so once more is right, and nobody is told again.
    if (delivery.readyAt !== null) return;
    allow('orders.readyToCollect', order);
    await tx.update(orderDeliveries, { orderId }, { readyAt: ctx.occurredAt });
    await noteChange(tx, ctx, order, { kind: 'note', also: { after: { readyToCollect: true } } });
    await tx.emit(orderReady, { orderId, number: order.number, at: ctx.occurredAt });
  },
});
