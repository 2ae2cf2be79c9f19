import type { MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { AttemptCredit } from '../checkout/schema.ts';
import { creditUnknown } from '../credit/errors.ts';
import { moveCredit } from '../credit/move-credit.ts';
import { creditAccounts, creditMovements } from '../credit/schema.ts';
import { followOrder } from '../invoices/follow-order.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { paymentEntry } from '../ledger/rules.ts';
import { become, paymentOf } from './life-cycle.ts';
import { noteChange } from './note-change.ts';
import { creditKindsOfTender, type Order, orders, type Tender, tenders } from './schema.ts';

/**
 * What was set aside on gift cards and as store credit before an order was placed is paid with now. Each tender has the id of the movement
 * that took it, as a till’s has.
 */
export async function payWithCredits(
  tx: Tx,
  ctx: MutationContext,
  order: Order,
  credits: readonly AttemptCredit[],
): Promise<void> {
  if (credits.length === 0) return;
  const { id: orderId, currency, month } = order;
  for (const { takeId, kind, end, amount } of credits) {
    await tx.insert(tenders, {
      ...{ id: takeId, orderId, kind, amount, given: 0, change: 0, currency, reference: end, originalTenderId: null },
      ...{ card: null, share: null, foreignCash: null, placedAt: ctx.occurredAt, month },
    });
    const entry = paymentEntry(order, { kind, amount }, momentOf(ctx));
    await postEntry(tx, ctx, entry, `journal:credit-tender:${takeId}`);
  }
  const taken = sum(credits.map(({ amount }) => amount));
  const money = { paid: sum([order.paid, taken]), due: sum([order.due, -taken]) };
  const now = become('orders.collect', order, { ...money, paymentStatus: paymentOf(money) });
  await tx.update(orders, { id: orderId }, now);
  await noteChange(tx, ctx, order, { kind: 'collected', now, note: '' });
  if (money.due <= 0) await followOrder(tx, ctx, { ...order, ...now });
}

/** What is paid back of a tender that was a gift card or store credit is on it again. @param id of the tender that pays it back */
export async function backToCredit(
  tx: Tx,
  ctx: MutationContext,
  tender: Pick<Tender, 'id' | 'kind'>,
  back: { readonly id: string; readonly orderId: string; readonly amount: number },
): Promise<void> {
  if (!creditKindsOfTender.includes(tender.kind)) return;
  const taken = await tx.get(creditMovements, { id: tender.id });
  const account = taken && (await tx.get(creditAccounts, { id: taken.accountId }));
  // A desk that has not heard of the card leaves it to the cloud.
  if (!account && !ctx.authority) return;
  if (!account) throw creditUnknown({ creditId: taken?.accountId ?? '' });
  await moveCredit(tx, ctx, account, { ...back, accountId: account.id, kind: 'refunded' }, momentOf(ctx));
}
