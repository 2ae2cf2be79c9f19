import { atOnce } from '../../kernel/at-once.ts';
import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Table } from '../../kernel/define-table.ts';
import { localMonth } from '../../kernel/instant.ts';
import type { Addition, Guard, Tx } from '../../kernel/tx.ts';
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
  const moved = merged.flatMap(({ key, deltas }) => {
    const changed = changedOnly(deltas);
    return Object.keys(changed).length === 0 ? [] : [{ key, deltas: changed }];
  });
  const month = localMonth(ctx.occurredAt, ctx.store.timeZone);
  const levels = guarded
    ? atOnce(moved.map(({ key, deltas }) => changeOne(tx, key, deltas, guarded)))
    : addAll(tx, stockLevels, moved);
  const inMonth = moved.map(({ key, deltas }) => ({ key: { ...key, month }, deltas }));
  // After the levels, whose row locks make all who write here wait for each other, also where one was not there before.
  const periods = levels.then(() => addAll(tx, stockPeriods, inMonth));
  const movements = tx.insertMany(
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
  await atOnce([levels, periods, movements]);
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

/** Adds to rows that are there, and to zero rows in place of those that are not yet. */
async function addAll<R extends StockLevel>(
  tx: Tx,
  table: Table<R>,
  additions: readonly (Addition<R> & { readonly key: Omit<R, LevelColumn> })[],
): Promise<void> {
  if (additions.length === 0) return;
  const found = await tx.addMany(table, additions);
  const lacking = additions.filter((_each, at) => !found[at]);
  if (lacking.length === 0) return;
  // Inserted once, so two that meet here both find it afterwards.
  const inserted = lacking.map(({ key }) => tx.insertOnce(table, { ...key, ...noQuantities } as unknown as R));
  const [added] = await atOnce([tx.addMany(table, lacking), ...inserted]);
  if (added.includes(false)) throw new Error(`a row of ${table.name} vanished while it was written`);
}

async function changeOne(tx: Tx, key: Merged['key'], deltas: LevelDeltas, guarded: LevelGuard): Promise<void> {
  const write = () => tx.addIf(stockLevels, key, deltas, guarded.guard);
  if (await write()) return;
  // No row yet, or the guard failed. Where there was one, the guard refused it.
  if ((await tx.insertOnce(stockLevels, { ...key, ...noQuantities })) && (await write())) return;
  const level = (await tx.get(stockLevels, key)) ?? { ...key, ...noQuantities };
  throw guarded.refuse(level, deltas);
}
