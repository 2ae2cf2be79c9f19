import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { changeLevels, type LevelGuard, type StockDocument } from './change-levels.ts';
import { notEnough, reservationEnded } from './errors.ts';
import { reservationChanged } from './events.ts';
import { availableGuard, availableOf } from './rules.ts';
import { type Reservation, reservations, type StockMovement } from './schema.ts';

export interface ToHold {
  readonly orderId: string;
  readonly number: string;
  readonly expiresAt: number;
  readonly lines: readonly { readonly locationId: string; readonly variantId: string; readonly quantity: number }[];
}

const promise: LevelGuard = {
  guard: availableGuard,
  refuse: (level, deltas) =>
    notEnough({
      variantId: level.variantId,
      locationId: level.locationId,
      wanted: deltas.reserved ?? 0,
      available: Math.max(0, availableOf(level)),
    }),
};

const documentOf = (orderId: string, number: string): StockDocument => ({ kind: 'order', id: orderId, number });

/** Holds all lines or throws. Lines of one variant and place are one reservation. */
export async function hold(tx: Tx, ctx: MutationContext, { orderId, number, expiresAt, lines }: ToHold): Promise<void> {
  const [before] = await tx.list(reservations, { orderId });
  if (before) return;
  const merged = new Map<string, ToHold['lines'][number]>();
  for (const line of lines) {
    const name = `${line.variantId}:${line.locationId}`;
    merged.set(name, { ...line, quantity: line.quantity + (merged.get(name)?.quantity ?? 0) });
  }
  const changes = [...merged].map(([name, { locationId, variantId, quantity }]) => ({
    movementId: ctx.idFor(`reserved:${name}`),
    locationId,
    variantId,
    cause: 'reserved' as const,
    deltas: { reserved: quantity },
  }));
  await changeLevels(tx, ctx, documentOf(orderId, number), changes, promise);
  await tx.insertMany(
    reservations,
    [...merged].map(([name, line]) => ({
      id: ctx.idFor(`reservation:${name}`),
      ...line,
      orderId,
      status: 'held' as const,
      expiresAt,
      createdAt: ctx.occurredAt,
    })),
  );
  await tx.emit(reservationChanged, { orderId, status: 'held' });
}

/** Ends what is held, exactly once: rows are locked, and only held ones end. */
async function end(tx: Tx, orderId: string, status: Reservation['status']): Promise<Reservation[]> {
  const rows = await tx.list(reservations, { orderId });
  const locked = await tx.getForUpdate(
    reservations,
    rows.map(({ id }) => ({ id })),
  );
  const held = locked.filter((row) => row.status === 'held');
  for (const { id } of held) await tx.update(reservations, { id }, { status });
  if (held.length > 0) await tx.emit(reservationChanged, { orderId, status });
  return held;
}

const changesOf = (
  ctx: MutationContext,
  held: readonly Reservation[],
  cause: StockMovement['cause'],
  note: string,
  committed: 0 | 1,
) =>
  held.map(({ id, locationId, variantId, quantity }) => ({
    movementId: ctx.idFor(`${cause}:${id}`),
    locationId,
    variantId,
    cause,
    deltas: committed === 1 ? { reserved: -quantity, committed: quantity } : { reserved: -quantity },
    note,
  }));

export async function releaseHeld(
  tx: Tx,
  ctx: MutationContext,
  { orderId, reason, note }: { orderId: string; reason: 'released' | 'expired'; note: string },
): Promise<void> {
  const held = await end(tx, orderId, reason);
  await changeLevels(tx, ctx, documentOf(orderId, ''), changesOf(ctx, held, 'released', note, 0));
}

export async function commitHeld(
  tx: Tx,
  ctx: MutationContext,
  { orderId, number }: { orderId: string; number: string },
): Promise<void> {
  const held = await end(tx, orderId, 'consumed');
  if (held.length === 0) {
    const [row] = await tx.list(reservations, { orderId });
    if (row?.status === 'consumed') return;
    throw reservationEnded({ orderId, status: row?.status ?? 'never held' });
  }
  await changeLevels(tx, ctx, documentOf(orderId, number), changesOf(ctx, held, 'committed', '', 1));
}
