import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import { settleReached } from './acknowledge.ts';
import { fittingStep, inside, type Jump, type Pace, reachedOrders, rowsOf, type Step } from './fitting-step.ts';
import { layOn, liftWhole, type OnNotShown } from './intents.ts';
import { notesOfMonth, whole } from './months.ts';
import { layServerRows, type PendingIn, pendingIn, releaseDeltas, releaseInserts, type ServerRow } from './pending.ts';
import { deleteRow } from './row-sql.ts';
import { type QueuedRow, type ShapeState, saveShape, taken } from './shape-state.ts';

export function jumpOf(database: DeskDatabase): Jump {
  const rows = database.read(`SELECT name, value FROM sync_meta WHERE name IN ('jump_from', 'jump_to')`);
  const value = (name: string) => Number(rows.find((row) => row.name === name)?.value ?? 0);
  return { from: value('jump_from'), to: value('jump_to') };
}

export interface Slice {
  readonly connection: DeskConnection;
  readonly jump: Jump;
  /** Of the table that is furthest behind */
  readonly lowestFrontier: number;
  /** The time for this slice is over. */
  readonly isOver: () => boolean;
  /** Milliseconds by a clock that only goes forward */
  readonly elapsed: () => number;
  readonly pace: Pace;
  readonly onNotShown?: OnNotShown | undefined;
  /** SQL names of tables whose rows changed; added to. */
  readonly changed: Set<string>;
}

/**
 * Applies queued changes of these shapes in commit order, up to `target` or until the slice's time is over. After each
 * step all of them stand at one LSN, with exactly the facts and intents of this desk on top that the LSN does not hold.
 * @returns true when there is more to do up to `target`
 */
export async function advanceSlice(slice: Slice, shapes: readonly ShapeState[], target: number): Promise<boolean> {
  for (;;) {
    const before = slice.elapsed();
    const step = fittingStep(slice, shapes, target);
    const intents = await applyStep(slice, step);
    slice.pace.follow(rowsOf(step), intents, slice.elapsed() - before);
    if (!step.last && (!slice.isOver() || inside(slice.jump, step.frontier))) continue;
    // Where they stand is written once for all steps of this transaction.
    for (const shape of shapes) saveShape(slice.connection, shape);
    return !step.last;
  }
}

/** @returns how many intents were taken off and laid on again */
async function applyStep(slice: Slice, step: Step): Promise<number> {
  const { connection, changed } = slice;
  const { reached } = step;
  const parts = step.parts
    .filter(({ rows }) => reached || rows.length > 0)
    .map((part) => ({ ...part, reached, pending: pendingIn(connection, part.shape.table.name) }));
  const lifted = liftWhole(connection, step.intents);
  for (const journal of lifted.journals.values()) for (const { tableName } of journal) changed.add(tableName);
  if (reached && step.intents.length > 0) for (const { shape } of parts) dropReached(connection, shape, step.frontier);
  for (const part of parts) if (layPart(connection, part, step.frontier)) changed.add(part.shape.table.name);
  for (const { shape, pending } of parts) {
    if (!pending.inserts || !reached) continue;
    if (releaseInserts(connection, shape.table.name, step.frontier, shape.month) > 0) changed.add(shape.table.name);
  }
  await layOn(connection, lifted, slice.onNotShown);
  for (const { shape, rows } of step.parts) {
    shape.frontier = Math.max(shape.frontier, step.frontier);
    taken(shape, rows.length, step.frontier);
  }
  if (parts.length > 0) settleReached(connection);
  return step.intents.length;
}

interface Part {
  readonly shape: ShapeState;
  readonly rows: readonly QueuedRow[];
  /** As of the step */
  readonly reached: boolean;
  readonly pending: PendingIn;
}

/** The rows of one table: upserts of one key after another end as its last one. @returns whether anything differed */
function layPart(connection: DeskConnection, part: Part, frontier: number): boolean {
  const { shape, pending, reached } = part;
  const { table } = shape;
  const last = new Map<string, QueuedRow>();
  for (const row of part.rows) {
    if (row.lsn <= shape.frontier && shape.phase === 'live') continue;
    last.set(row.key, row);
  }
  const upserts: ServerRow[] = [...last.values()].filter(({ op }) => op !== 'delete');
  const laid = new Set(upserts.map(({ key }) => key));
  const released =
    pending.deltas && reached ? releaseDeltas(connection, table.name, frontier, shape.month, { laid }) : 0;
  for (const { op, key } of last.values()) if (op === 'delete') deleteRow(connection, table, key);
  return layServerRows(connection, table, upserts, pending) > 0 || laid.size < last.size || released > 0;
}

/** The table now holds what the cloud made of these intents: their own steps on it are over. */
export function dropReached(connection: DeskConnection, shape: ShapeState, frontier: number, within = whole): void {
  const narrowed = notesOfMonth(shape.table, shape.month);
  connection.runNow(
    `DELETE FROM sync_journal
      WHERE table_name = ? AND order_no IN (${reachedOrders})${narrowed.sql}${within.sql}`,
    [shape.table.name, frontier, ...narrowed.params, ...within.params],
  );
}
