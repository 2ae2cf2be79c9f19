import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { GoodsLine } from '../register/events.ts';
import { stockOversold } from './events.ts';
import { isOversold } from './rules.ts';
import { type StockTask, stockLevels, stockTasks } from './schema.ts';

export interface TaskToLeave {
  readonly label: string;
  readonly kind: StockTask['kind'];
  readonly locationId: string;
  readonly variantId: string | null;
  readonly documentId: string;
  readonly title: string;
  readonly details: Record<string, unknown>;
}

export async function leaveTask(tx: Tx, ctx: MutationContext, { label, ...task }: TaskToLeave): Promise<void> {
  await tx.insertOnce(stockTasks, {
    ...task,
    id: ctx.idFor(label),
    status: 'open',
    createdAt: ctx.occurredAt,
    doneAt: null,
    doneBy: null,
    note: null,
  });
}

/** In the cloud, after a sale: an event per variant that is short now, and one task while none is open for it. */
export async function reportOversold(
  tx: Tx,
  ctx: MutationContext,
  sale: { orderId: string; number: string; locationId: string; lines: readonly GoodsLine[] },
): Promise<void> {
  const { orderId, locationId } = sale;
  const variantIds = [...new Set(sale.lines.map((line) => line.variantId))];
  const levels = await tx.getMany(
    stockLevels,
    variantIds.map((variantId) => ({ variantId, locationId })),
  );
  const short = levels.filter(isOversold);
  if (short.length === 0) return;
  const open = await tx.list(stockTasks, { status: 'open', kind: 'oversold', locationId });
  for (const { variantId, onHand, committed, reserved } of short) {
    const promised = committed + reserved;
    await tx.emit(stockOversold, { orderId, variantId, locationId, onHand, promised });
    if (open.some((task) => task.variantId === variantId)) continue;
    await leaveTask(tx, ctx, {
      label: `task:oversold:${variantId}`,
      kind: 'oversold',
      locationId,
      variantId,
      documentId: orderId,
      title: `Oversold on ${sale.number}`,
      details: { onHand, promised },
    });
  }
}
