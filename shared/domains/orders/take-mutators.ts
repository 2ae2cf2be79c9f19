import * as z from 'zod/mini';
import { id, text, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { attemptUnknown, nothingHeld } from './errors.ts';
import { raiseFlag } from './flags.ts';
import { allow, become, lacking } from './life-cycle.ts';
import { lockedOrder } from './mutators.ts';
import { noteChange, noted } from './note-change.ts';
import { paymentAttempts } from './payment-attempt-schema.ts';
import { providerHolds } from './provider-hold-schema.ts';
import { orders } from './schema.ts';
import { capturedFor, nextLook, takeAll } from './take-money.ts';

function byCloudItself(command: string, ctx: Pick<MutationContext, 'authority' | 'actor'>): void {
  if (!ctx.authority) throw cloudOnly({ command });
  if (!ctx.actor.system) throw cloudItselfOnly({ command });
}

export const takeHeld = defineMutator({
  name: 'orders.takeHeld',
  version: 1,
  kind: 'intent',
  permission: 'orders.edit',
  doc: 'Takes at once what a payment provider still holds for an order, sent or not: all that is due of it, and never more than was authorised; what is left is let go. Also once more, after the provider had refused it. Refused where nothing is held any more.',
  args: z.strictObject({ orderId: id, note: text(300) }),
  run: async (tx, { orderId, note }, ctx) => {
    const order = await lockedOrder(tx, orderId);
    if (await noted(tx, ctx)) return;
    allow('orders.collect', order);
    const held = (await tx.list(paymentAttempts, { orderId })).some(
      ({ takes, state }) => takes === 'sent' && state === 'authorised',
    );
    // A desk knows the payment alone; what is wanted of it stands in the cloud.
    if (!held || (ctx.authority && !(await takeAll(tx, ctx, order))))
      throw nothingHeld({ orderId, number: order.number });
    const now = { version: order.version + 1 };
    await tx.update(orders, { id: orderId }, now);
    const said = 'What is authorised is taken now.';
    await noteChange(tx, ctx, order, { kind: 'note', now, note: [said, note].filter(Boolean).join(' ') });
  },
});

export const holdEnds = defineMutator({
  name: 'orders.holdEnds',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'What a payment provider holds for an order runs out soon: a person is told, who sends the goods or takes the money. By the cloud itself.',
  args: z.strictObject({ attemptId: id }),
  run: async (tx, { attemptId }, ctx) => {
    byCloudItself('orders.holdEnds', ctx);
    const seen = await tx.get(providerHolds, { id: attemptId });
    if (!seen) throw attemptUnknown({ attemptId });
    const { orderId, currency, amount, heldUntil } = seen;
    await lockedOrder(tx, orderId);
    const [hold] = await tx.getForUpdate(providerHolds, [{ id: attemptId }]);
    if (hold?.status !== 'held' || hold.isTold) return;
    const next = {
      isTold: true,
      nextAt: nextLook({ ...hold, isTold: true }, ctx.occurredAt),
      updatedAt: ctx.occurredAt,
    };
    await tx.update(providerHolds, { id: attemptId }, next);
    const left = sum([amount, -(await capturedFor(tx, orderId))]);
    const details = { amount: left, currency, until: heldUntil };
    await raiseFlag(tx, ctx, { orderId, code: 'hold-ends', about: attemptId, details });
  },
});

export const captureFailed = defineMutator({
  name: 'orders.captureFailed',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'A payment provider did not take what it held for an order, since it had run out or was declined: what of the order is still to be sent is held, and a person is told what is not paid. By the cloud itself.',
  args: z.strictObject({ attemptId: id, reason: words(300) }),
  run: async (tx, { attemptId, reason }, ctx) => {
    byCloudItself('orders.captureFailed', ctx);
    const seen = await tx.get(providerHolds, { id: attemptId });
    if (!seen) throw attemptUnknown({ attemptId });
    const { orderId, currency } = seen;
    const order = await lockedOrder(tx, orderId);
    const [hold] = await tx.getForUpdate(providerHolds, [{ id: attemptId }]);
    if (!hold || hold.status === 'failed' || hold.status === 'over') return;
    const over = { status: 'failed' as const, problem: reason, again: false, nextAt: null, updatedAt: ctx.occurredAt };
    await tx.update(providerHolds, { id: attemptId }, over);
    if (order.status === 'cancelled') return;
    const stops = lacking('orders.hold', order) === undefined;
    const note = `The money was not taken: ${reason}`.slice(0, 300);
    const now = become('orders.captureFailed', order, {
      ...(stops && { fulfilmentStatus: 'held' as const }),
      ...(order.paymentStatus === 'authorised' && { paymentStatus: 'unpaid' as const }),
    });
    await tx.update(orders, { id: orderId }, now);
    await noteChange(tx, ctx, order, { kind: stops ? 'held' : 'note', now, note });
    const details = { amount: order.due, currency, reason, sent: !stops };
    await raiseFlag(tx, ctx, { orderId, code: 'not-captured', about: attemptId, details });
  },
});
