import type { MutationContext } from '../../kernel/define-mutator.ts';
import { localMonth } from '../../kernel/instant.ts';
import type { Tx } from '../../kernel/tx.ts';
import { orderFlagged } from './events.ts';
import { type OrderFlag, orderFlags, orders } from './schema.ts';

export interface FlagToRaise {
  readonly orderId: string;
  readonly code: OrderFlag['code'];
  /** What of the order it is about: one flag per code and this. */
  readonly about: string;
  readonly details: Record<string, unknown>;
}

/** Leaves a flag on an accepted order for a person. Inserts only, so that facts may raise it. */
export async function raiseFlag(
  tx: Tx,
  ctx: Pick<MutationContext, 'idFor' | 'occurredAt' | 'store'>,
  { orderId, code, about, details }: FlagToRaise,
): Promise<void> {
  const at = ctx.occurredAt;
  const order = await tx.get(orders, { id: orderId });
  const month = order?.month ?? localMonth(at, ctx.store.timeZone);
  const row = { id: ctx.idFor(`flag:${code}:${about}`), orderId, code, details, placedAt: at, raisedAt: at, month };
  if (await tx.insertOnce(orderFlags, { ...row, resolvedAt: null, resolvedBy: null, note: null }))
    await tx.emit(orderFlagged, { orderId, code, details });
}
