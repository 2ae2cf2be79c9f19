import type { MutationContext } from '../../kernel/define-mutator.ts';
import { localMonth } from '../../kernel/instant.ts';
import type { Guard, Tx } from '../../kernel/tx.ts';
import { stockMoved } from './events.ts';
import { type LevelColumn, type LevelDeltas, levelColumns, noQuantities } from './rules.ts';
import { type StockLevel, type StockMovement, stockLevels, stockMovements, stockPeriods } from './schema.ts';

export interface LevelChange {
  readonly movementId: string;
  readonly locationId: string;
  readonly variantId: string;
  readonly cause: StockMovement['cause'];
  readonly deltas: LevelDeltas;
  readonly note?: string;
  readonly reversesId?: string;
}

export interface StockDocument {
  readonly kind: StockMovement['documentKind'];
  readonly id: string;
  readonly number: string;
}

/** Refuses an intent when a level after its deltas fails the guard; facts pass none. */
export interface LevelGuard {
  readonly guard: Guard<StockLevel>;
  readonly refuse: (level: StockLevel, deltas: LevelDeltas) => Error;
}

interface Merged {
  readonly key: { readonly variantId: string; readonly locationId: string };
  readonly deltas: Record<LevelColumn, number>;
}

/** Deltas per level in the order in which rows are locked everywhere: by the bytes of the primary key. */
function merge(changes: readonly LevelChange[]): Merged[] {
  const levels = new Map<string, Merged>();
  for (const { variantId, locationId, deltas } of changes) {
    const name = `${variantId} ${locationId}`;
    const merged = levels.get(name) ?? { key: { variantId, locationId }, deltas: { ...noQuantities } };
    for (const column of levelColumns) merged.deltas[column] += deltas[column] ?? 0;
    levels.set(name, merged);
  }
  return [...levels].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, merged]) => merged);
}

const changedOnly = (deltas: Record<LevelColumn, number>): LevelDeltas =>
  Object.fromEntries(levelColumns.flatMap((column) => (deltas[column] === 0 ? [] : [[column, deltas[column]]])));

/** The only way a stock level changes: each change writes its movement, and the level takes the sum. */
export async function changeLevels(
  tx: Tx,
  ctx: MutationContext,
  document: StockDocument,
  changes: readonly LevelChange[],
  guarded?: LevelGuard,
): Promise<void> {
  if (changes.length === 0) return;
  const merged = merge(changes);
  for (const { key, deltas } of merged) await changeOne(tx, key, changedOnly(deltas), guarded);
  const month = localMonth(ctx.occurredAt, ctx.store.timeZone);
  for (const { key, deltas } of merged) await addToPeriod(tx, { ...key, month }, changedOnly(deltas));
  await tx.insertMany(
    stockMovements,
    changes.map((change) => ({
      ...noQuantities,
      ...change.deltas,
      id: change.movementId,
      locationId: change.locationId,
      variantId: change.variantId,
      cause: change.cause,
      documentKind: document.kind,
      documentId: document.id,
      documentNumber: document.number,
      reversesId: change.reversesId ?? null,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
      deviceId: ctx.deviceId,
      note: change.note ?? '',
      occurredAt: ctx.occurredAt,
      month,
    })),
  );
  await tx.emit(stockMoved, {
    documentId: document.id,
    changes: merged.map(({ key, deltas }) => ({
      ...key,
      onHand: deltas.onHand,
      available:
        deltas.onHand - deltas.committed - deltas.reserved - deltas.damaged - deltas.safety - deltas.qualityControl,
    })),
  });
}

/** After the level, whose row lock makes all who write here wait for each other. */
async function addToPeriod(tx: Tx, key: Merged['key'] & { month: string }, deltas: LevelDeltas): Promise<void> {
  if (Object.keys(deltas).length === 0 || (await tx.add(stockPeriods, key, deltas))) return;
  await tx.insertOnce(stockPeriods, { ...key, ...noQuantities });
  await tx.add(stockPeriods, key, deltas);
}

async function changeOne(tx: Tx, key: Merged['key'], deltas: LevelDeltas, guarded?: LevelGuard): Promise<void> {
  if (Object.keys(deltas).length === 0) return;
  const write = () => (guarded ? tx.addIf(stockLevels, key, deltas, guarded.guard) : tx.add(stockLevels, key, deltas));
  if (await write()) return;
  // No row yet, or the guard failed. The zero row is inserted once, so two that meet here both find it afterwards.
  if (await tx.insertOnce(stockLevels, { ...key, ...noQuantities })) {
    if (await write()) return;
  } else if (!guarded) {
    if (await tx.add(stockLevels, key, deltas)) return;
  }
  const level = (await tx.get(stockLevels, key)) ?? { ...key, ...noQuantities };
  throw guarded ? guarded.refuse(level, deltas) : new Error('a stock level vanished while it was written');
}
