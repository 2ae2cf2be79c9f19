import * as z from 'zod/mini';
import { amount, id, text } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { followOrder } from '../invoices/follow-order.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { paymentEntry, refundEntry } from '../ledger/rules.ts';
import { notDue, notOwed, orderUnknown, otherAccount } from './errors.ts';
import { allow, become, paymentOf, settledStatus } from './life-cycle.ts';
import { lockedOrder } from './mutators.ts';
import { noteChange, noted } from './note-change.ts';
import { type Order, orders, tenders } from './schema.ts';

const args = z.strictObject({
  /** The return, of which so much is owed */
  returnId: id,
  /** What it is set against: its own sale, or another order of the same customer */
  orderId: id,
  amount: amount.check(z.gte(1)),
  note: text(300),
});

export const setOff = defineMutator({
  name: 'orders.setOff',
  version: 1,
  kind: 'intent',
  permission: 'till.return',
  doc: 'What is owed on a return is set against what is open of its sale, or of another order of the same customer: both are so much nearer to nothing, and no money moves. Refused beyond what is owed or due by now, so that nothing is set off twice.',
  args,
  needs: async (tx, { returnId }) => {
    const back = await tx.get(orders, { id: returnId });
    return [{ permission: 'till.return', ...(back && { locationId: back.locationId }) }];
  },
  run: async (tx, { returnId, orderId, amount: wanted, note }, ctx) => {
    // As refunds do: at the sale first, then at the return.
    const order = await lockedOrder(tx, orderId);
    const back = await lockedOrder(tx, returnId);
    if (await noted(tx, within(ctx, orderId))) return;
    if (back.kind !== 'return') throw orderUnknown({ orderId: returnId });
    if (order.kind !== 'sale') throw orderUnknown({ orderId });
    const sameBuyer = back.customerId !== null && back.customerId === order.customerId;
    if (order.currency !== back.currency || (back.originalOrderId !== orderId && !sameBuyer))
      throw otherAccount({ returnId, orderId });
    allow('orders.setOff', order);
    if (wanted > -back.due) throw notOwed({ orderId: returnId, owed: Math.max(0, -back.due), wanted });
    if (wanted > order.due) throw notDue({ orderId, due: Math.max(0, order.due), wanted });
    // As the goods of an exchange: they count for what is taken, which here was taken before.
    const kind = 'exchange' as const;
    const from = within(ctx, returnId).idFor('tender');
    await settle(tx, within(ctx, returnId), back, { id: from, amount: -wanted, reference: order.number, of: null });
    await postEntry(tx, within(ctx, returnId), refundEntry(back, { kind, amount: wanted }, momentOf(ctx)));
    const to = within(ctx, orderId).idFor('tender');
    const now = await settle(tx, within(ctx, orderId), order, {
      ...{ id: to, amount: wanted, reference: back.number, of: from, note },
    });
    await postEntry(tx, within(ctx, orderId), paymentEntry(order, { kind, amount: wanted }, momentOf(ctx)));
    await followOrder(tx, within(ctx, orderId), { ...order, ...now });
  },
});

const within = (ctx: MutationContext, orderId: string): MutationContext => ({
  ...ctx,
  idFor: (label: string) => ctx.idFor(`${orderId}:${label}`),
});

interface Half {
  readonly id: string;
  /** Negative on the return */
  readonly amount: number;
  /** The number of the other document */
  readonly reference: string;
  readonly of: string | null;
  readonly note?: string;
}

/** One of the two documents: its tender, what is still open of it, and its timeline. */
async function settle(tx: Tx, ctx: MutationContext, order: Order, half: Half) {
  const { id, amount: settled, reference, of, note = '' } = half;
  const { id: orderId, currency, month } = order;
  await tx.insert(tenders, {
    ...{ id, orderId, kind: 'exchange', amount: settled, given: 0, change: 0, currency, month, reference },
    ...{ originalTenderId: of, card: null, share: null, foreignCash: null, placedAt: ctx.occurredAt },
  });
  const money = { paid: sum([order.paid, settled]), due: sum([order.due, -settled]) };
  const over = money.due === 0 && order.kind === 'return' && order.status === 'placed';
  const status = over ? ({ status: 'closed' } as const) : settledStatus(order, money);
  const now = become('orders.setOff', order, { ...money, paymentStatus: paymentOf(money), ...status });
  await tx.update(orders, { id: orderId }, now);
  const kind = order.kind === 'return' ? 'refunded' : 'collected';
  await noteChange(tx, ctx, order, { kind, now, note, also: { after: { setOff: reference } } });
  return now;
}
