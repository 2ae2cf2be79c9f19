import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { orderNoted } from './events.ts';
import { type Order, type OrderChange, orderChanges } from './schema.ts';

export type Details = Readonly<Record<string, unknown>>;

export interface Change {
  readonly kind: OrderChange['kind'];
  /** The columns that are set; those that stay as they were are left out of the record */
  readonly now?: Partial<Order>;
  readonly note?: string;
  /** What stood before and after beside the order's own columns: its lines, its address, a parcel */
  readonly also?: { readonly before?: Details; readonly after?: Details };
}

/** Writes a change of an order onto its timeline, with what stood there before, and tells whoever shows it. */
export async function noteChange(
  tx: Tx,
  ctx: Pick<MutationContext, 'idFor' | 'occurredAt' | 'actor'>,
  order: Order,
  { kind, now = {}, note = '', also = {} }: Change,
): Promise<void> {
  const changed = (Object.keys(now) as (keyof Order)[]).filter(
    (name) => name !== 'version' && now[name] !== order[name],
  );
  await tx.insertOnce(orderChanges, {
    id: ctx.idFor('change'),
    orderId: order.id,
    kind,
    before: { ...Object.fromEntries(changed.map((name) => [name, order[name]])), ...also.before },
    after: { ...Object.fromEntries(changed.map((name) => [name, now[name]])), ...also.after },
    note,
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    occurredAt: ctx.occurredAt,
    month: order.month,
  });
  const orderId = order.kind === 'return' ? order.originalOrderId : order.id;
  if (orderId) await tx.emit(orderNoted, { orderId, kind });
}

/** Whether this mutation has left its change already: then it ran before. */
export async function noted(tx: Tx, ctx: Pick<MutationContext, 'idFor'>): Promise<boolean> {
  return (await tx.get(orderChanges, { id: ctx.idFor('change') })) !== undefined;
}
