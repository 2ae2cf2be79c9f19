import * as z from 'zod/mini';
import { amount, id, text, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { followOrder } from '../invoices/follow-order.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { paymentEntry } from '../ledger/rules.ts';
import { notDue } from './errors.ts';
import { allow, become, paymentOf, settledStatus } from './life-cycle.ts';
import { lockedOrder } from './mutators.ts';
import { noteChange, noted } from './note-change.ts';
import { orders, type Tender, tenders } from './schema.ts';

interface Received {
  readonly orderId: string;
  readonly kind: Extract<Tender['kind'], 'test' | 'bank'>;
  readonly amount: number;
  readonly reference: string;
  readonly note: string;
}

/** Money for an order that is placed: its tender, what is still due, the books and the invoice that waits for the last of it. */
export async function receive(tx: Tx, ctx: MutationContext, received: Received): Promise<void> {
  const { orderId, kind, amount: wanted, reference, note } = received;
  const order = await lockedOrder(tx, orderId);
  if (await noted(tx, ctx)) return;
  allow('orders.collect', order);
  if (wanted > order.due) throw notDue({ orderId, due: Math.max(0, order.due), wanted });
  const { currency, month } = order;
  await tx.insert(tenders, {
    ...{ id: ctx.idFor('tender'), orderId, kind, amount: wanted, given: 0, change: 0, currency, month, reference },
    ...{ originalTenderId: null, card: null, share: null, foreignCash: null, placedAt: ctx.occurredAt },
  });
  const money = { paid: sum([order.paid, wanted]), due: sum([order.due, -wanted]) };
  const next = { ...money, paymentStatus: paymentOf(money), ...settledStatus(order, money) };
  const now = become('orders.collect', order, next);
  await tx.update(orders, { id: orderId }, now);
  await postEntry(tx, ctx, paymentEntry(order, { kind, amount: wanted }, momentOf(ctx)));
  await noteChange(tx, ctx, order, { kind: 'collected', now, note });
  await followOrder(tx, ctx, { ...order, ...now });
}

export const collect = defineMutator({
  name: 'orders.collect',
  version: 1,
  kind: 'intent',
  permission: 'orders.edit',
  doc: 'The test provider takes what is still due on an order, or a part of it.',
  args: z.strictObject({ orderId: id, amount: amount.check(z.gte(1)), note: text(300) }),
  run: (tx, args, ctx) => receive(tx, ctx, { ...args, kind: 'test', reference: `test-${ctx.mutationId.slice(0, 8)}` }),
});

export const recordPayment = defineMutator({
  name: 'orders.recordPayment',
  version: 1,
  kind: 'intent',
  permission: 'orders.edit',
  doc: 'Money for an order arrived at the bank: all that is due, or a part of it, as a deposit. `reference` as it stands on the statement. Refused where it is more than is due by now, so that one that two people write down is not written twice.',
  args: z.strictObject({ orderId: id, amount: amount.check(z.gte(1)), reference: words(120), note: text(300) }),
  run: (tx, args, ctx) => receive(tx, ctx, { ...args, kind: 'bank' }),
});
