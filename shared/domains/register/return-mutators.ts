import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { toMinorUnits } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { variants } from '../catalog/schema.ts';
import { raiseFlag } from '../orders/flags.ts';
import { orderLines, orders } from '../orders/schema.ts';
import { compareTrade } from './compare-trade.ts';
import { completeReturn } from './complete-return.ts';
import { saleIncomplete, saleUnknown } from './errors.ts';
import { goodsReturned } from './events.ts';
import { flagLacks } from './flag-lacks.ts';
import { inspectTrade } from './inspect-trade.ts';
import { type ReturnArgs, returnArgs } from './sale-args.ts';
import { sellingRegister, settingsOf } from './till-reads.ts';
import { returnNeeds } from './trade-needs.ts';
import { type Trade, writeTrade } from './write-trade.ts';

/** Units that came back so far, positive, by sold line. */
async function returnedSoFar(tx: Tx, soldLineIds: readonly string[]): Promise<Map<string, number>> {
  const back = new Map<string, number>();
  for (const originalLineId of soldLineIds) {
    const rows = await tx.list(orderLines, { originalLineId });
    back.set(
      originalLineId,
      rows.reduce((units, row) => units - row.quantity, 0),
    );
  }
  return back;
}

function tradeOf(args: ReturnArgs): Trade {
  const { decided, payBack } = args;
  if (!decided) throw saleIncomplete({ orderId: args.orderId, missing: 'its receipt number' });
  const amount = decided.total;
  const back = toMinorUnits(-BigInt(amount));
  return {
    kind: 'return',
    orderId: args.orderId,
    registerId: args.registerId,
    sessionId: args.sessionId,
    customerId: args.customerId ?? null,
    originalOrderId: args.originalOrderId,
    decided,
    reason: args.reason,
    lines: args.lines.map(({ key, originalLineId, quantity, snapshot }) => {
      if (!snapshot) throw saleIncomplete({ orderId: args.orderId, missing: 'the amount of a line' });
      const { variantId, ...kept } = snapshot;
      return { key, variantId, originalLineId, quantity: -quantity, snapshot: kept };
    }),
    tenders: [{ key: 'back', ...payBack, amount, given: 0, change: payBack.kind === 'cash' && back > 0 ? back : 0 }],
  };
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
    payBack: payBack.kind,
  }),
  prepare: async (tx, args, ctx) => {
    const sale = await tx.get(orders, { id: args.originalOrderId });
    if (sale?.kind !== 'sale') throw saleUnknown({ orderId: args.originalOrderId });
    const soldLines = await tx.list(orderLines, { orderId: sale.id });
    const { register, sequence } = await sellingRegister(tx, args);
    const settings = await settingsOf(tx, ctx);
    const variantIds = soldLines.flatMap(({ variantId }) => variantId ?? []);
    const known = await tx.getMany(
      variants,
      variantIds.map((id) => ({ id })),
    );
    return completeReturn(args, {
      sale,
      soldLines,
      returnedBefore: await returnedSoFar(
        tx,
        args.lines.map((line) => line.originalLineId),
      ),
      tracked: new Map(known.map((row) => [row.id, row.tracked])),
      register,
      sequence,
      settings,
      occurredAt: ctx.occurredAt,
    });
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
}
