import * as z from 'zod/mini';
import { id, text } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { paymentEntry } from '../ledger/rules.ts';
import { refundUnknown } from './errors.ts';
import { raiseFlag } from './flags.ts';
import { become, paymentOf } from './life-cycle.ts';
import { lockedOrder } from './mutators.ts';
import { noteChange } from './note-change.ts';
import { providerRefunds } from './provider-refund-schema.ts';
import { orders, tenders } from './schema.ts';

export const refundRefused = defineMutator({
  name: 'orders.refundRefused',
  version: 1,
  kind: 'intent',
  permission: 'orders.refund',
  doc: 'A payment provider refused to pay back: the order owes it again, with a line in the books and a flag for a person, who pays back another way or asks again. By the cloud itself.',
  args: z.strictObject({ refundId: id, reason: text(500) }),
  run: async (tx, { refundId, reason }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'orders.refundRefused' });
    if (!ctx.actor.system) throw cloudItselfOnly({ command: 'orders.refundRefused' });
    const seen = await tx.get(providerRefunds, { id: refundId });
    if (!seen) throw refundUnknown({ refundId });
    const { orderId, amount, currency } = seen;
    const order = await lockedOrder(tx, orderId);
    const [refund] = await tx.getForUpdate(providerRefunds, [{ id: refundId }]);
    if (refund?.status !== 'asked') return;
    const over = { status: 'refused' as const, problem: reason, nextAt: null, updatedAt: ctx.occurredAt };
    await tx.update(providerRefunds, { id: refundId }, over);
    const asked = await tx.get(tenders, { id: refundId });
    // It stands against the payment that was to go back, of which it is left again.
    await tx.insert(tenders, {
      ...{ id: ctx.idFor('tender'), orderId, kind: 'online' as const, amount, given: 0, change: 0, currency },
      ...{
        card: null,
        share: null,
        foreignCash: null,
        reference: 'refund refused',
        originalTenderId: asked?.originalTenderId ?? null,
      },
      ...{ placedAt: ctx.occurredAt, month: order.month },
    });
    await postEntry(tx, ctx, paymentEntry(order, { kind: 'online', amount }, momentOf(ctx)));
    const money = { paid: sum([order.paid, amount]), due: sum([order.due, -amount]) };
    const now = become('orders.refundRefused', order, { ...money, paymentStatus: paymentOf(money) });
    await tx.update(orders, { id: orderId }, now);
    await noteChange(tx, ctx, order, { kind: 'note', now, note: `The payment provider did not pay back: ${reason}` });
    await raiseFlag(tx, ctx, {
      orderId,
      code: 'refund-refused',
      about: refundId,
      details: { amount, currency, reason },
    });
  },
});
