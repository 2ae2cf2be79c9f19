import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { variants } from '../catalog/schema.ts';
import { followReturn } from '../invoices/follow-order.ts';
import { followTaxes } from '../orders/follow-taxes.ts';
import { raiseFlag } from '../orders/flags.ts';
import { gone, standingOf } from '../orders/goods.ts';
import { type Refundable, refundable } from '../orders/plan-refunds.ts';
import { type Order, orderLines, orders, tenders } from '../orders/schema.ts';
import { compareTrade } from './compare-trade.ts';
import { completeReturn } from './complete-return.ts';
import { notLeftYet, otherCurrency, saleIncomplete, saleUnknown } from './errors.ts';
import { goodsReturned } from './events.ts';
import { flagLacks } from './flag-lacks.ts';
import { inspectTrade } from './inspect-trade.ts';
import { completeCredits } from './move-credits.ts';
import { paidBack, paidOut } from './return-tenders.ts';
import { type ReturnArgs, returnArgs } from './sale-args.ts';
import { sellingRegister, sellingStore } from './till-reads.ts';
import { pointsTakenBack, withPoints } from './trade-points.ts';
import { returnNeeds } from './trade-needs.ts';
import { type Trade, writeTrade } from './write-trade.ts';

/** Units that came back so far, positive, by sold line. */
async function returnedSoFar(tx: Tx, soldLineIds: readonly string[]): Promise<Map<string, number>> {
  const back = new Map(soldLineIds.map((id) => [id, 0]));
  const keys = [...back.keys()].map((originalLineId) => ({ originalLineId }));
  for (const { originalLineId, quantity } of await tx.listMany(orderLines, keys))
    if (originalLineId !== null) back.set(originalLineId, (back.get(originalLineId) ?? 0) - quantity);
  return back;
}

/** What of each payment of a sale can still be given back, after its returns so far. */
async function paymentsOf(tx: Tx, sale: Order, earlier: readonly Order[]): Promise<Refundable[]> {
  const own = await tx.list(tenders, { orderId: sale.id });
  const back = await tx.listMany(
    tenders,
    earlier.map(({ id }) => ({ orderId: id })),
  );
  return refundable(own, [...own.filter(({ amount }) => amount < 0), ...back]);
}

export function tradeOf(args: ReturnArgs): Trade {
  const { decided, payBack, refunds = [], owed = 0 } = args;
  if (!decided) throw saleIncomplete({ orderId: args.orderId, missing: 'its receipt number' });
  const rest = sum([-decided.total, -owed, ...refunds.map(({ amount }) => -amount)]);
  return {
    kind: 'return',
    orderId: args.orderId,
    registerId: args.registerId,
    sessionId: args.sessionId,
    customerId: args.customerId ?? null,
    originalOrderId: args.originalOrderId,
    decided,
    reason: args.reason,
    lines: args.lines.map(({ key, originalLineId, quantity, snapshot, reason, condition, restock, loads }) => {
      if (!snapshot) throw saleIncomplete({ orderId: args.orderId, missing: 'the amount of a line' });
      const { variantId, ...kept } = snapshot;
      const back = { reason, condition, restock };
      return { key, variantId, originalLineId, quantity: -quantity, snapshot: kept, back, loads };
    }),
    tenders: [
      ...refunds.map(({ tenderId = null, amount, ...refund }) => ({
        ...paidOut(refund, amount),
        originalTenderId: tenderId,
      })),
      ...(payBack && (rest !== 0 || refunds.length + owed === 0) ? [paidBack(payBack, rest)] : []),
    ],
  };
}

/** What was paid at a till and leaves later comes back once it left: before that its goods are promised, and would be sent all the same. */
async function refuseNotLeft(
  tx: Tx,
  sale: Order,
  { lines }: Pick<ReturnArgs, 'lines'>,
  returnedBefore: ReadonlyMap<string, number>,
): Promise<void> {
  if (sale.channel !== 'till' || gone(sale)) return;
  const left = new Map((await standingOf(tx, sale)).map((line) => [line.id, line]));
  for (const { originalLineId, quantity } of lines) {
    const line = left.get(originalLineId);
    if (line && line.variantId !== null && (returnedBefore.get(line.id) ?? 0) + quantity > line.sent)
      throw notLeftYet({ lineId: line.id, number: sale.number });
  }
}

export const recordReturn = defineMutator({
  name: 'register.recordReturn',
  version: 1,
  kind: 'fact',
  permission: 'till.return',
  doc: 'Goods came back to a till, linked to their sale; each unit carries its part of what was paid. Within the store’s limit, or with till.return-over-limit.',
  args: returnArgs,
  needs: returnNeeds,
  bound: ({ orderId, originalOrderId, registerId, lines, payBack }) => ({
    orderId,
    originalOrderId,
    registerId,
    lines: lines.map(({ originalLineId, quantity, restock }) => ({ originalLineId, quantity, restock })),
    payBack: payBack?.kind ?? 'owed',
  }),
  prepare: async (tx, args, ctx) => {
    const sale = await tx.get(orders, { id: args.originalOrderId });
    if (sale?.kind !== 'sale') throw saleUnknown({ orderId: args.originalOrderId });
    const soldLines = await tx.list(orderLines, { orderId: sale.id });
    const { register, session, sequence } = await sellingRegister(tx, args);
    const settings = await sellingStore(tx, ctx, { register, session });
    const { currency } = settings;
    if (sale.currency !== currency) throw otherCurrency({ sold: sale.currency, here: currency });
    const variantIds = soldLines.flatMap(({ variantId }) => variantId ?? []);
    const known = await tx.getMany(
      variants,
      variantIds.map((id) => ({ id })),
    );
    const earlier = await tx.list(orders, { originalOrderId: sale.id });
    const { date } = localDayAndHour(ctx.occurredAt, settings.timeZone);
    const returnedBefore = await returnedSoFar(
      tx,
      soldLines.map(({ id }) => id),
    );
    await refuseNotLeft(tx, sale, args, returnedBefore);
    const whole = await completeCredits(tx, args, { customerId: sale.customerId, currency, date }, soldLines);
    const complete = completeReturn(whole, {
      sale,
      soldLines,
      returnedBefore,
      earlier,
      payments: await paymentsOf(tx, sale, earlier),
      tracked: new Map(known.map((row) => [row.id, row.tracked])),
      register,
      sequence,
      settings,
      occurredAt: ctx.occurredAt,
    });
    const back = await pointsTakenBack(tx, complete, { sale, soldLines, returnedBefore, earlier });
    return withPoints(complete, -back);
  },
  inspect: (tx, args, ctx) => inspectTrade(tx, ctx, tradeOf(args)),
  run: async (tx, args, ctx) => {
    const trade = tradeOf(args);
    if (!(await writeTrade(tx, ctx, trade))) return;
    const lines = trade.lines.flatMap(({ key, variantId, quantity, snapshot }, index) => {
      const restock = args.lines[index]?.restock ?? 'none';
      return variantId !== null && snapshot.tracked ? [{ key, variantId, quantity: -quantity, restock }] : [];
    });
    const { number, locationId, total, currency } = trade.decided;
    const { orderId, registerId } = trade;
    await tx.emit(goodsReturned, { orderId, number, locationId, registerId, total, currency, lines });
    if (ctx.authority) {
      await compareTrade(tx, ctx, trade);
      await compareWithSale(tx, ctx, args);
      await flagLacks(tx, ctx, orderId);
      await followReturn(tx, ctx, { orderId });
      await followTaxes(tx, ctx, args.originalOrderId);
    }
  },
});

/** Two tills offline may both take the same goods back, so the cloud counts again. */
async function compareWithSale(tx: Tx, ctx: MutationContext, args: ReturnArgs): Promise<void> {
  const { orderId } = args;
  const soldLineIds = [...new Set(args.lines.map((line) => line.originalLineId))];
  const back = await returnedSoFar(tx, soldLineIds);
  for (const line of await tx.getMany(
    orderLines,
    soldLineIds.map((id) => ({ id })),
  )) {
    const returned = back.get(line.id) ?? 0;
    if (returned <= line.quantity) continue;
    const details = { lineId: line.id, sold: line.quantity, returned };
    await raiseFlag(tx, ctx, { orderId, code: 'over-refunded', about: line.id, details });
  }
  const named = [...new Set((args.refunds ?? []).flatMap(({ tenderId }) => tenderId ?? []))];
  for (const payment of await tx.getMany(
    tenders,
    named.map((id) => ({ id })),
  )) {
    const back = await tx.list(tenders, { originalTenderId: payment.id });
    const refunded = -sum(back.map(({ amount }) => amount));
    if (refunded <= payment.amount) continue;
    const details = { tenderId: payment.id, paid: payment.amount, refunded };
    await raiseFlag(tx, ctx, { orderId, code: 'over-refunded', about: payment.id, details });
  }
}
