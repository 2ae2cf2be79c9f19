import * as z from 'zod/mini';
import { amount, id, mailAddress, text } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { duePayments, payLetters } from '../checkout/due-schema.ts';
import { followOrder } from '../invoices/follow-order.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { paymentEntry, refundEntry } from '../ledger/rules.ts';
import { askProvider } from './ask-provider.ts';
import { manyPayLetters, nothingToPay } from './due-errors.ts';
import { attemptUnknown, orderUnknown } from './errors.ts';
import { become, paymentOf, settledStatus } from './life-cycle.ts';
import { lockedOrder } from './mutators.ts';
import { noteChange } from './note-change.ts';
import { orders, tenders } from './schema.ts';

export const recordDuePayment = defineMutator({
  name: 'orders.recordDuePayment',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Writes down what a payment provider took of what was due of a placed order: its tender and its entry in the books, once. What is more than is due by then goes back to its payer at once, all of it where nothing is. By the cloud itself.',
  args: z.strictObject({
    paymentId: id,
    /** Minor units, all that was taken */
    captured: amount.check(z.gte(1)),
    /** The provider’s own name of the payment */
    reference: text(200),
  }),
  run: async (tx, { paymentId, captured, reference }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'orders.recordDuePayment' });
    if (!ctx.actor.system) throw cloudItselfOnly({ command: 'orders.recordDuePayment' });
    const seen = await tx.get(duePayments, { id: paymentId });
    if (!seen) throw attemptUnknown({ attemptId: paymentId });
    const { orderId } = seen;
    // The order first, as whoever opens another try locks them.
    const order = await lockedOrder(tx, orderId);
    const [payment] = await tx.getForUpdate(duePayments, [{ id: paymentId }]);
    if (!payment || payment.tenderId !== null) return;
    const due = order.status === 'cancelled' ? 0 : Math.max(0, order.due);
    const kept = Math.min(captured, due);
    const givenBack = captured - kept;
    const { currency, month } = order;
    const of = { orderId, currency, month, placedAt: ctx.occurredAt, kind: 'online' as const, given: 0, change: 0 };
    const row = { ...of, card: null, share: null, foreignCash: null, reference };
    const tenderId = ctx.idFor('tender');
    await tx.insert(tenders, { ...row, id: tenderId, amount: captured, originalTenderId: null });
    await postEntry(tx, ctx, paymentEntry(order, { kind: 'online', amount: captured }, momentOf(ctx)));
    if (givenBack > 0) {
      const back = ctx.idFor('back');
      await tx.insert(tenders, { ...row, id: back, amount: -givenBack, originalTenderId: tenderId });
      const other = { ...ctx, idFor: (label: string) => ctx.idFor(`back:${label}`) };
      await postEntry(tx, other, refundEntry(order, { kind: 'online', amount: givenBack }, momentOf(ctx)));
      await askProvider(tx, ctx, { id: back, orderId, saleId: orderId, amount: givenBack, currency });
    }
    const over = { state: 'done' as const, nextAt: null, actionUrl: null, updatedAt: ctx.occurredAt };
    await tx.update(duePayments, { id: paymentId }, { ...over, captured, givenBack, tenderId });
    const note = givenBack > 0 ? 'More was taken than was due by then: the rest goes back by itself.' : '';
    if (kept === 0) return noteChange(tx, ctx, order, { kind: 'note', note });
    const money = { paid: sum([order.paid, kept]), due: sum([order.due, -kept]) };
    const next = { ...money, paymentStatus: paymentOf(money), ...settledStatus(order, money) };
    const now = become('orders.collect', order, next);
    await tx.update(orders, { id: orderId }, now);
    await noteChange(tx, ctx, order, { kind: 'collected', now, note, also: { after: { paidBy: 'link' } } });
    await followOrder(tx, ctx, { ...order, ...now });
  },
});

/** More about one order is a mistake, or somebody who fills strangers' boxes. */
const MOST_LETTERS = 10;

export const askToPay = defineMutator({
  name: 'orders.askToPay',
  version: 1,
  kind: 'intent',
  permission: 'orders.edit',
  doc: 'Asks for what is due of an order: a letter with a link to pay it, in the language of its buyer’s country where there are words for it, else of its store, or without `to` only the note that somebody took the link elsewhere. The cloud sends it, behind the command; at most ten about one order.',
  args: z.strictObject({ orderId: id, to: z.nullable(mailAddress) }),
  run: async (tx, { orderId, to }, ctx) => {
    const order = await tx.get(orders, { id: orderId });
    if (!order) throw orderUnknown({ orderId });
    const { number, kind, status, due, historical } = order;
    if (historical || kind !== 'sale' || status === 'cancelled' || due <= 0) throw nothingToPay({ orderId, number });
    const isLetter = to !== null && ctx.authority;
    const letterId = ctx.idFor('letter');
    const earlier = isLetter ? await tx.list(payLetters, { orderId }) : [];
    if (earlier.some((one) => one.id === letterId)) return;
    if (earlier.length >= MOST_LETTERS) throw manyPayLetters({ orderId, number, most: MOST_LETTERS });
    const payLink = to === null ? 'copied' : 'sent';
    await noteChange(tx, ctx, order, { kind: 'note', also: { after: { payLink, asked: due } } });
    if (to === null || !isLetter) return;
    const { occurredAt: askedAt } = ctx;
    const waiting = { status: 'waiting' as const, tries: 0, nextAt: askedAt, sentAt: null, askedAt };
    await tx.insertOnce(payLetters, { id: letterId, orderId, sentTo: to, ...waiting });
  },
});
