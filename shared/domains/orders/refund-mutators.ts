import * as z from 'zod/mini';
import { amount, id, text } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { refundEntry } from '../ledger/rules.ts';
import { moneyBack } from './events.ts';
import { notOwed, orderUnknown, paymentUnknown, refundExceedsPayment } from './errors.ts';
import { become, settledStatus } from './life-cycle.ts';
import { lockedOrder } from './mutators.ts';
import { noteChange } from './note-change.ts';
import { backToCredit } from './credit-tenders.ts';
import { askProvider } from './ask-provider.ts';
import { orders, sentBackKinds, tenders } from './schema.ts';

export const refund = defineMutator({
  name: 'orders.refund',
  version: 1,
  kind: 'intent',
  permission: 'orders.refund',
  doc: 'Pays back, through the provider who took it or onto the gift card it came off, what a return, an edited or a cancelled order still owes; of what arrived at the bank it says that it was sent back: never more than it owes nor than is left of the payment, whoever else pays back meanwhile.',
  args: z.strictObject({ orderId: id, tenderId: id, amount: amount.check(z.gte(1)), note: text(300) }),
  needs: async (_tx, { amount: value }) => [{ permission: 'orders.refund', value }],
  run: async (tx, { orderId, tenderId, amount: wanted, note }, ctx) => {
    const seen = await tx.get(orders, { id: orderId });
    const saleId = seen?.kind === 'sale' ? seen.id : seen?.originalOrderId;
    if (!saleId) throw orderUnknown({ orderId });
    // Refunds of one payment queue at its sale, each return's at itself: two never pass on the same money.
    await tx.getForUpdate(orders, [{ id: saleId }]);
    const order = await lockedOrder(tx, orderId);
    const done = ctx.idFor('refund');
    if (await tx.get(tenders, { id: done })) return;
    if (wanted > -order.due) throw notOwed({ orderId, owed: Math.max(0, -order.due), wanted });
    const payment = await tx.get(tenders, { id: tenderId });
    if (payment?.orderId !== saleId || !sentBackKinds.includes(payment.kind) || payment.amount <= 0)
      throw paymentUnknown({ orderId, tenderId });
    const back = await tx.list(tenders, { originalTenderId: tenderId });
    const left = sum([payment.amount, ...back.map((row) => row.amount)]);
    if (wanted > left) throw refundExceedsPayment({ tenderId, left, wanted });
    const { kind, currency, reference } = payment;
    await tx.insert(tenders, {
      ...{ id: done, orderId, kind, amount: -wanted, given: 0, change: 0, currency, reference },
      originalTenderId: tenderId,
      card: null,
      share: null,
      foreignCash: null,
      placedAt: ctx.occurredAt,
      month: order.month,
    });
    await postEntry(tx, ctx, refundEntry(order, { kind, amount: wanted }, momentOf(ctx)));
    await backToCredit(tx, ctx, payment, { id: done, orderId, amount: wanted });
    if (kind === 'online') await askProvider(tx, ctx, { id: done, orderId, saleId, amount: wanted, currency });
    else
      await tx.emit(moneyBack, {
        ...{ orderId: saleId, number: order.number, tenderId: done, kind, amount: wanted, currency },
      });
    const [paid, due] = [sum([order.paid, -wanted]), sum([order.due, wanted])];
    const settled = order.status === 'cancelled' ? ('refunded' as const) : ('paid' as const);
    const paymentStatus = due === 0 ? settled : ('part-paid' as const);
    const next = { paid, due, paymentStatus, ...settledStatus(order, { due }) };
    const now = become('orders.refund', order, next);
    await tx.update(orders, { id: orderId }, now);
    await noteChange(tx, ctx, order, { kind: 'refunded', now, note });
  },
});
