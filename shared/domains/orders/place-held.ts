import * as z from 'zod/mini';
import { amount, id, instant, text } from '../../kernel/args.ts';
import { atOnce } from '../../kernel/at-once.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { type CheckoutAttempt, checkoutAttempts, checkouts, ON_ACCOUNT } from '../checkout/schema.ts';
import { duePayments } from '../checkout/due-schema.ts';
import { type AccountTerms, accountTerms } from '../customers/account-schema.ts';
import { followOrder } from '../invoices/follow-order.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { paymentEntry, refundEntry } from '../ledger/rules.ts';
import { livePromotions } from '../pricing/live-promotions.ts';
import { couponKey, whyNotUsable } from '../pricing/promotion-uses.ts';
import { attemptUnknown, couponRefused } from './errors.ts';
import type { FrozenOrder } from './frozen-order.ts';
import { become, paymentOf, settledStatus } from './life-cycle.ts';
import { lockedOrder } from './mutators.ts';
import { dueDayOf, noteAccountSale, termsForMore } from './on-account.ts';
import { noteChange, noted } from './note-change.ts';
import { noteCaptured, writeAttempts, writeHold } from './note-payment.ts';
import { payWithCredits } from './credit-tenders.ts';
import { askProvider } from './ask-provider.ts';
import { orders, tenders } from './schema.ts';
import { capturedOf } from './take-money.ts';
import { writeOnlineOrder } from './write-online-order.ts';

/** Money that a provider says it moved is believed of the saga alone: nobody else knows. */
function byCloudItself(command: string, ctx: Pick<MutationContext, 'authority' | 'actor'>): void {
  if (!ctx.authority) throw cloudOnly({ command });
  if (!ctx.actor.system) throw cloudItselfOnly({ command });
}

export const placeHeld = defineMutator({
  name: 'orders.placeHeld',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'The order of an attempt whose payment is authorised, born from the units that are held for it, at the amounts it was frozen with; what was set aside on gift cards is paid with, the rest is due until its money is captured, or by the terms of whoever buys on account. Refused when the units are no longer held, a code was used up meanwhile, or more would be open on an account than may be. By the cloud itself.',
  args: z.strictObject({
    attemptId: id,
    /** Who authorised it, and the name they have for it */
    provider: z.optional(text(40)),
    reference: z.optional(text(200)),
    /** What a shopper who pays later was told to do */
    instructions: z.optional(text(5_000)),
    /** Its money is taken when its goods are sent; `until` epoch milliseconds, null: the provider does not say */
    hold: z.optional(z.strictObject({ until: z.nullable(instant), inParts: z.boolean(), takesInTime: z.boolean() })),
  }),
  run: async (tx, { attemptId, provider = '', reference = '', instructions = '', hold }, ctx) => {
    byCloudItself('orders.placeHeld', ctx);
    const attempt = await tx.get(checkoutAttempts, { id: attemptId });
    if (!attempt) throw attemptUnknown({ attemptId });
    const { orderId, frozen, checkoutId } = attempt;
    const [placed, checkout] = await atOnce([tx.get(orders, { id: orderId }), tx.get(checkouts, { id: checkoutId })]);
    if (placed) return;
    await refuseUsedUp(tx, frozen, checkout?.coupons ?? [], ctx.occurredAt);
    const terms = attempt.methodId === ON_ACCOUNT ? await accountFor(tx, attempt) : undefined;
    const order = await writeOnlineOrder(tx, ctx, { orderId, frozen, paid: false, isHeld: hold !== undefined });
    if (terms) await noteAccountSale(tx, order, { days: terms.days, dueOn: dueDayOf(terms, order.businessDate) });
    await payWithCredits(tx, ctx, order, attempt.credits);
    await writeAttempts(tx, ctx, order, attempt, { provider, reference, instructions, hold });
    if (hold) await writeHold(tx, ctx, attempt, hold);
  },
});

/** Whoever buys on account at the same moment waits here: together they may have no more open than they may. */
async function accountFor(tx: Tx, { frozen, credits }: CheckoutAttempt): Promise<AccountTerms> {
  const { customerId, currency, total } = frozen;
  if (customerId !== null) await tx.getForUpdate(accountTerms, [{ customerId }]);
  const amount = sum([total, ...credits.map((credit) => -credit.amount)]);
  return termsForMore(tx, { customerId, currency, amount });
}

/** Prices stay as they were frozen; what may be had only so often must still be there, whoever bought meanwhile. */
async function refuseUsedUp(tx: Tx, frozen: FrozenOrder, coupons: readonly string[], at: number): Promise<void> {
  const given = [...frozen.lines.flatMap(({ discounts }) => discounts), ...frozen.shippingDiscounts];
  if (given.length === 0) return;
  const live = await livePromotions(tx, { coupons, customerId: frozen.customerId }, true);
  for (const promotionId of new Set(given.map((discount) => discount.promotionId))) {
    const promotion = live.find(({ id: one }) => one === promotionId);
    // One that ended meanwhile was promised all the same.
    if (!promotion) continue;
    const { codes = [], budget } = promotion;
    const entered = new Set(coupons.map(couponKey));
    const situation = { at, customerKnown: frozen.customerId !== null };
    const why = whyNotUsable(promotion, { coupons: entered, situation });
    const gone = why?.code === 'code-used-up' || why?.code === 'customer-limit';
    const off = sum(given.filter((one) => one.promotionId === promotionId).map((one) => one.amount));
    const over = budget !== undefined && budget.used + (budget.kind === 'spend' ? off : 1) > budget.limit;
    if (!gone && !over) continue;
    const code = codes.find((one) => entered.has(couponKey(one.code)))?.code ?? promotion.name;
    throw couponRefused({ code, reason: why?.text ?? 'it has been given as often as it may be' });
  }
}

export const recordCapture = defineMutator({
  name: 'orders.recordCapture',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Writes down what a payment provider took for an order: its tender and its entry in the books. `captured` is all that was taken for it so far, so that saying it twice takes it once. Of an order that was cancelled meanwhile it is to go back at once. By the cloud itself.',
  args: z.strictObject({
    orderId: id,
    /** Minor units */
    captured: amount,
    /** The provider’s own name of the payment */
    reference: text(200),
    /** Which try to pay it was: how it stands is written beside the order at once */
    attemptId: z.optional(id),
  }),
  run: async (tx, { orderId, captured, reference, attemptId }, ctx) => {
    byCloudItself('orders.recordCapture', ctx);
    // The lock comes first, so that the others see what whoever held it wrote.
    const [order, done, all, others] = await atOnce([
      lockedOrder(tx, orderId),
      noted(tx, ctx),
      tx.list(tenders, { orderId }),
      tx.list(duePayments, { orderId }),
    ]);
    if (done) return;
    const fresh = sum([captured, -capturedOf(all, others)]);
    if (fresh <= 0) return;
    const { currency, month } = order;
    const of = { orderId, currency, month, placedAt: ctx.occurredAt };
    const row = { ...of, kind: 'online' as const, given: 0, change: 0, card: null, share: null, foreignCash: null };
    const tenderId = ctx.idFor('tender');
    const written = [
      attemptId && noteCaptured(tx, ctx, attemptId, captured),
      tx.insert(tenders, { ...row, id: tenderId, amount: fresh, reference, originalTenderId: null }),
      postEntry(tx, ctx, paymentEntry(order, { kind: 'online', amount: fresh }, momentOf(ctx))),
    ];
    if (order.status === 'cancelled') {
      await atOnce(written);
      const back = { id: ctx.idFor('back'), amount: sum([0, -fresh]), reference, originalTenderId: tenderId };
      await tx.insert(tenders, { ...row, ...back });
      const other = { ...ctx, idFor: (label: string) => ctx.idFor(`back:${label}`) };
      await postEntry(tx, other, refundEntry(order, { kind: 'online', amount: fresh }, momentOf(ctx)));
      await askProvider(tx, ctx, { id: back.id, orderId, saleId: orderId, amount: fresh, currency });
      return;
    }
    const money = { paid: sum([order.paid, fresh]), due: sum([order.due, -fresh]) };
    const next = { ...money, paymentStatus: paymentOf(money), ...settledStatus(order, money) };
    const now = become('orders.collect', order, next);
    const noting = noteChange(tx, ctx, order, { kind: 'collected', now, note: '' });
    await atOnce([...written, tx.update(orders, { id: orderId }, now), noting]);
    await followOrder(tx, ctx, { ...order, ...now });
  },
});
