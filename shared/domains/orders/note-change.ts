import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { type Order, type OrderChange, orderChanges } from './schema.ts';

export interface Change {
  readonly kind: OrderChange['kind'];
  /** The columns that are set; those that stay as they were are left out of the record */
  readonly now?: Partial<Order>;
  readonly note?: string;
  readonly label?: string;
}

/** Writes a change of an order onto its timeline, with what stood there before. */
export async function noteChange(
  tx: Tx,
  ctx: Pick<MutationContext, 'idFor' | 'occurredAt' | 'actor'>,
  order: Order,
  { kind, now = {}, note = '', label = 'change' }: Change,
): Promise<void> {
  const changed = (Object.keys(now) as (keyof Order)[]).filter((name) => now[name] !== order[name]);
  await tx.insertOnce(orderChanges, {
    id: ctx.idFor(label),
    orderId: order.id,
    kind,
    before: Object.fromEntries(changed.map((name) => [name, order[name]])),
    after: Object.fromEntries(changed.map((name) => [name, now[name]])),
    note,
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    occurredAt: ctx.occurredAt,
    month: order.month,
  });
}
