import * as z from 'zod/mini';
import { id, text } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { followOrder } from '../invoices/follow-order.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { cancellationEntry } from '../ledger/rules.ts';
import { alreadyFulfilled, paidAtTill, orderUnknown } from './errors.ts';
import { orderCancelled } from './events.ts';
import { sum } from '../../kernel/money.ts';
import { followTaxes } from './follow-taxes.ts';
import { goodsOf, standingOf } from './goods.ts';
import { allow, become } from './life-cycle.ts';
import { noteChange } from './note-change.ts';
import { refundable } from './plan-refunds.ts';
import { backToCredit } from './credit-tenders.ts';
import { askProvider } from './ask-provider.ts';
import { type Order, orderLines, orders, tenders } from './schema.ts';
import { letGo } from './take-money.ts';

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
  doc: 'Cancels an order that has not left the shop: its goods are free again and what a provider or a gift card paid goes back; what arrived at the bank is owed until somebody has sent it back.',
  args: z.strictObject({ orderId: id, reason: text(300) }),
  run: async (tx, { orderId, reason }, ctx) => {
    const order = await lockedOrder(tx, orderId);
    if (order.status === 'cancelled') return;
    allow('orders.cancel', order);
    // Its drawer or terminal has the money: it goes back there, by a return.
    if (order.channel === 'till') throw paidAtTill({ orderId, number: order.number });
    // A hold hides in the status that a part has left.
    if ((await standingOf(tx, order)).some(({ sent }) => sent > 0))
      throw alreadyFulfilled({ orderId, number: order.number });
    const paid = await tx.list(tenders, { orderId });
    const given = refundable(
      paid,
      paid.filter(({ amount }) => amount < 0),
    ).filter(({ left, kind }) => left > 0 && kind !== 'bank');
    // What arrived at the bank no program sends back: it is owed until somebody has (orders.refund).
    const kept = sum([order.paid, ...given.map(({ left }) => -left)]);
    for (const { tenderId: id, kind, left } of given) {
      const { currency } = order;
      await tx.insertOnce(tenders, {
        ...{
          kind,
          amount: -left,
          given: 0,
          change: 0,
          currency,
          reference: 'cancelled',
          originalTenderId: id,
          card: null,
          share: null,
          foreignCash: null,
        },
        id: ctx.idFor(`refund:${id}`),
        orderId,
        placedAt: ctx.occurredAt,
        month: order.month,
      });
      await backToCredit(tx, ctx, { id, kind }, { id: ctx.idFor(`refund:${id}`), orderId, amount: left });
      if (kind === 'online')
        await askProvider(tx, ctx, {
          ...{ id: ctx.idFor(`refund:${id}`), orderId, saleId: orderId, amount: left, currency },
        });
    }
    const nothing = order.paymentStatus === 'authorised' ? 'unpaid' : order.paymentStatus;
    const paymentStatus = kept > 0 ? 'part-paid' : order.paid > 0 ? 'refunded' : nothing;
    const money = { paid: kept, due: kept === 0 ? 0 : -kept };
    const next = { status: 'cancelled', fulfilmentStatus: 'none', paymentStatus, ...money } as const;
    const now = become('orders.cancel', order, next);
    await tx.update(orders, { id: orderId }, now);
    const lines = await tx.list(orderLines, { orderId });
    const back = given.map(({ kind, left }) => ({ kind, amount: -left }));
    await postEntry(tx, ctx, cancellationEntry({ ...order, due: sum([order.due, kept]) }, lines, back, momentOf(ctx)));
    await noteChange(tx, ctx, order, { kind: 'cancelled', now, note: reason });
    await followOrder(tx, ctx, { ...order, ...now });
    await followTaxes(tx, ctx, orderId);
    await letGo(tx, ctx, order);
    await tx.emit(orderCancelled, {
      ...(await goodsOf(
        tx,
        order,
        lines.map((line) => ({ line, quantity: line.quantity })),
      )),
      reason,
    });
  },
});
