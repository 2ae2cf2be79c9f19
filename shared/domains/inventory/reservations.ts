import { atOnce } from '../../kernel/at-once.ts';
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

/**
 * Holds all lines or throws. Lines of one variant and place are one reservation.
 * @returns what was reserved for the order before: then nothing is held now
 */
export async function hold(
  tx: Tx,
  ctx: MutationContext,
  { orderId, number, expiresAt, lines }: ToHold,
): Promise<readonly Reservation[]> {
  const before = await tx.list(reservations, { orderId });
  if (before.length > 0) return before;
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
  const moved = changeLevels(tx, ctx, documentOf(orderId, number), changes, promise);
  const held = tx.insertMany(
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
  await atOnce([moved, held]);
  await tx.emit(reservationChanged, { orderId, status: 'held' });
  return before;
}

/** What of `rows` is still held, locked, so that it ends exactly once. */
async function stillHeld(tx: Tx, rows: readonly Reservation[]): Promise<Reservation[]> {
  const locked = await tx.getForUpdate(
    reservations,
    rows.map(({ id }) => ({ id })),
  );
  return locked.filter((row) => row.status === 'held');
}

interface Ending {
  readonly document: StockDocument;
  readonly status: Reservation['status'];
  readonly changes: Parameters<typeof changeLevels>[3];
}

/** Ends what is held and is locked, and moves its units. */
async function end(
  tx: Tx,
  ctx: MutationContext,
  held: readonly Reservation[],
  { document, status, changes }: Ending,
): Promise<void> {
  if (held.length === 0) return;
  const moved = changeLevels(tx, ctx, document, changes);
  await atOnce([moved, ...held.map(({ id }) => tx.update(reservations, { id }, { status }))]);
  await tx.emit(reservationChanged, { orderId: document.id, status });
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
  const held = await stillHeld(tx, await tx.list(reservations, { orderId }));
  const changes = changesOf(ctx, held, 'released', note, 0);
  await end(tx, ctx, held, { document: documentOf(orderId, ''), status: reason, changes });
}

/** @param known what is reserved for the order, where that was just read */
export async function commitHeld(
  tx: Tx,
  ctx: MutationContext,
  { orderId, number }: { orderId: string; number: string },
  known: readonly Reservation[] = [],
): Promise<void> {
  const rows = known.length > 0 ? known : await tx.list(reservations, { orderId });
  const held = await stillHeld(tx, rows);
  if (held.length === 0) {
    const [row] = await tx.list(reservations, { orderId });
    if (row?.status === 'consumed') return;
    throw reservationEnded({ orderId, status: row?.status ?? 'never held' });
  }
  const changes = changesOf(ctx, held, 'committed', '', 1);
  await end(tx, ctx, held, { document: documentOf(orderId, number), status: 'consumed', changes });
}
