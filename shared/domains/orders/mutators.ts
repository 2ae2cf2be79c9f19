import * as z from 'zod/mini';
import { id, text } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { cancellationEntry } from '../ledger/rules.ts';
import { alreadyCancelled, alreadyFulfilled, nothingToFulfil, orderUnknown } from './errors.ts';
import { orderCancelled, orderFulfilled } from './events.ts';
import { goodsOf } from './goods.ts';
import { noteChange } from './note-change.ts';
import { type Order, orderLines, orders, tenders } from './schema.ts';

export async function lockedOrder(tx: Tx, orderId: string): Promise<Order> {
  const [order] = await tx.getForUpdate(orders, [{ id: orderId }]);
  if (!order) throw orderUnknown({ orderId });
  return order;
}

export const cancel = defineMutator({
  name: 'orders.cancel',
  version: 1,
  kind: 'intent',
  permission: 'orders.cancel',
  doc: 'Cancels an order that has not left the shop: its goods are free again and what the test provider took goes back.',
  args: z.strictObject({ orderId: id, reason: text(300) }),
  run: async (tx, { orderId, reason }, ctx) => {
    const order = await lockedOrder(tx, orderId);
    if (order.status === 'cancelled') return;
    if (order.fulfilmentStatus !== 'to-pick') throw alreadyFulfilled({ orderId, number: order.number });
    const paid = await tx.list(tenders, { orderId });
    for (const { id, kind, amount, currency } of paid) {
      await tx.insertOnce(tenders, {
        ...{ kind, amount: -amount, given: 0, change: 0, currency, reference: 'cancelled', originalTenderId: id },
        id: ctx.idFor(`refund:${id}`),
        orderId,
        placedAt: ctx.occurredAt,
        month: order.month,
      });
    }
    const paymentStatus = order.paid > 0 ? 'refunded' : order.paymentStatus;
    const now = { status: 'cancelled', fulfilmentStatus: 'none', paymentStatus, paid: 0, due: 0 } as const;
    await tx.update(orders, { id: orderId }, now);
    const lines = await tx.list(orderLines, { orderId });
    const back = paid.map(({ kind, amount }) => ({ kind, amount: -amount }));
    await postEntry(tx, ctx, cancellationEntry(order, lines, back, momentOf(ctx)));
    await noteChange(tx, ctx, order, { kind: 'cancelled', now, note: reason });
    await tx.emit(orderCancelled, { ...(await goodsOf(tx, order)), reason });
  },
});

export const fulfil = defineMutator({
  name: 'orders.fulfil',
  version: 1,
  kind: 'intent',
  permission: 'orders.fulfil',
  doc: 'The goods of an order left: committed and on hand go down together. The whole order at once.',
  args: z.strictObject({ orderId: id, how: z.enum(['shipped', 'handed-over']) }),
  run: async (tx, { orderId, how }, ctx) => {
    const order = await lockedOrder(tx, orderId);
    if (order.status === 'cancelled') throw alreadyCancelled({ orderId, number: order.number });
    if (order.fulfilmentStatus === how) return;
    if (order.fulfilmentStatus === 'none') throw nothingToFulfil({ orderId, number: order.number });
    if (order.fulfilmentStatus !== 'to-pick') throw alreadyFulfilled({ orderId, number: order.number });
    const status = order.due === 0 ? 'closed' : 'placed';
    const now = { fulfilmentStatus: how, status } as const;
    await tx.update(orders, { id: orderId }, now);
    await noteChange(tx, ctx, order, { kind: 'fulfilled', now });
    await tx.emit(orderFulfilled, await goodsOf(tx, order));
  },
});
