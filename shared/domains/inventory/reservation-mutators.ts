import * as z from 'zod/mini';
import { id, instant, quantity, text } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { leaveTask } from './oversold.ts';
import { refuseUnknownPlaces } from './places.ts';
import { commitHeld, hold, releaseHeld } from './reservations.ts';

export const reserve = defineMutator({
  name: 'inventory.reserve',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Holds units for an online order until `expiresAt`: all of them, or a refusal. Cloud only.',
  args: z.strictObject({
    orderId: id,
    expiresAt: instant,
    lines: z.array(z.strictObject({ locationId: id, variantId: id, quantity })).check(z.minLength(1), z.maxLength(200)),
  }),
  run: async (tx, args, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'inventory.reserve' });
    await refuseUnknownPlaces(tx, args.lines);
    await hold(tx, ctx, { ...args, number: '' });
  },
});

export const release = defineMutator({
  name: 'inventory.release',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Lets go of what is held for an order, because it was given up or its time is over. Nothing held: nothing to do. Cloud only.',
  args: z.strictObject({ orderId: id, reason: z.enum(['released', 'expired']), note: text(200) }),
  run: async (tx, { orderId, reason, note }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'inventory.release' });
    await releaseHeld(tx, ctx, { orderId, reason, note });
  },
});

export const commitReservation = defineMutator({
  name: 'inventory.commitReservation',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Turns what is held for an order into committed units once it is placed. Refused when it is no longer held. Cloud only.',
  args: z.strictObject({ orderId: id }),
  run: async (tx, { orderId }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'inventory.commitReservation' });
    await commitHeld(tx, ctx, { orderId, number: '' });
  },
});

export const reportReturned = defineMutator({
  name: 'inventory.reportReturned',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Leaves a task for a person: an online payment had no order to become, and goes back by itself. By the cloud itself.',
  args: z.strictObject({ orderId: id, locationId: id, details: z.record(z.string(), z.unknown()) }),
  run: async (tx, { orderId, locationId, details }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'inventory.reportReturned' });
    if (!ctx.actor.system) throw cloudItselfOnly({ command: 'inventory.reportReturned' });
    await leaveTask(tx, ctx, {
      ...{ label: 'task:payment-returned', kind: 'payment-returned', locationId, variantId: null },
      ...{ documentId: orderId, title: 'An online payment without an order', details },
    });
  },
});
