import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import { metaOf } from './meta.ts';
import { settleReached } from './acknowledge.ts';
import { anyIntents, intentsOn, layOn, lift, type OnNotShown } from './intents.ts';
import { notesOfMonth } from './months.ts';
import { layServerRow, pendingTables, releaseDeltas, releaseInserts } from './pending.ts';
import { deleteRow, sqlOf } from './row-sql.ts';
import { type QueuedRow, type ShapeState, saveShape, taken } from './shape-state.ts';

/** A range of LSNs that tables must cross in one step: outcomes came without their own LSN, known only to lie within. */
export interface Jump {
  readonly from: number;
  readonly to: number;
}

export function jumpOf(database: DeskDatabase): Jump {
  const meta = metaOf(database);
  return { from: Number(meta.jump_from ?? 0), to: Number(meta.jump_to ?? 0) };
}

export interface Slice {
  readonly connection: DeskConnection;
  readonly jump: Jump;
  /** Of the table that is furthest behind */
  readonly lowestFrontier: number;
  /** The time for this slice is over. */
  readonly isOver: () => boolean;
  readonly onNotShown?: OnNotShown | undefined;
  /** SQL names of tables whose rows changed; added to. */
  readonly changed: Set<string>;
}

/** Rows laid down in one step, small enough to look at the clock often. */
const STEP_ROWS = 150;

export const inside = (jump: Jump, lsn: number): boolean => lsn > jump.from && lsn < jump.to;

/**
 * Applies queued changes of these shapes in commit order, up to `target` or until the slice's time is over. After each
 * step all of them stand at one LSN, with exactly the facts and intents of this desk on top that the LSN does not hold.
 * @returns true when there is more to do up to `target`
 */
export async function advanceSlice(slice: Slice, shapes: readonly ShapeState[], target: number): Promise<boolean> {
  for (;;) {
    const step = nextStep(slice, shapes, target);
    await applyStep(slice, shapes, step);
    if (step.last) return false;
    if (slice.isOver() && !inside(slice.jump, step.frontier)) return true;
  }
}

interface ShapeStep {
  readonly shape: ShapeState;
  readonly rows: readonly QueuedRow[];
}

interface Step {
  readonly frontier: number;
  readonly parts: readonly ShapeStep[];
  readonly last: boolean;
}

/** The next changes in commit order, whole transactions; a large one of others may be cut between rows. */
function nextStep(slice: Slice, shapes: readonly ShapeState[], target: number): Step {
  const counts = shapes.map(() => 0);
  let rows = 0;
  let reached = Math.min(...shapes.map((shape) => shape.frontier));
  for (;;) {
    const lsn = Math.min(...shapes.map((shape, at) => shape.queue[counts[at] as number]?.lsn ?? Infinity));
    if (lsn > target) return stepOf(shapes, counts, target, true);
    if (rows >= STEP_ROWS && !inside(slice.jump, reached)) return stepOf(shapes, counts, reached, false);
    const cut = !inside(slice.jump, lsn) && !isOwn(slice.connection, lsn) ? STEP_ROWS : Infinity;
    let whole = true;
    shapes.forEach((shape, at) => {
      while (shape.queue[counts[at] as number]?.lsn === lsn) {
        if (rows >= cut && rows > 0) {
          whole = false;
          return;
        }
        counts[at] = (counts[at] as number) + 1;
        rows += 1;
      }
    });
    if (!whole) return stepOf(shapes, counts, lsn - 1, false);
    reached = lsn;
  }
}

function stepOf(shapes: readonly ShapeState[], counts: readonly number[], frontier: number, last: boolean): Step {
  const parts = shapes.map((shape, at) => ({ shape, rows: shape.queue.slice(0, counts[at]) }));
  return { frontier, parts, last };
}

/** A commit that holds mutations of this desk is applied whole: its deltas go and its rows come in one step. */
function isOwn(connection: DeskConnection, lsn: number): boolean {
  return connection.allNow('SELECT 1 FROM sync_outbox WHERE lsn = ? LIMIT 1', [lsn]).length > 0;
}

async function applyStep(slice: Slice, shapes: readonly ShapeState[], step: Step): Promise<void> {
  const { connection, changed } = slice;
  const pending = pendingTables(connection);
  const lifted = lift(connection, intentsToLift(connection, step));
  for (const entry of lifted.entries) for (const table of tablesOf(connection, entry.orderNo)) changed.add(table);
  for (const { shape } of step.parts) dropReached(connection, shape, step.frontier);
  for (const { shape } of step.parts) {
    if (!pending.has(shape.table.name)) continue;
    if (releaseDeltas(connection, shape.table.name, step.frontier, shape.month) > 0) changed.add(shape.table.name);
  }
  for (const part of step.parts) layRows(connection, part, pending, changed);
  for (const { shape } of step.parts) {
    if (!pending.has(shape.table.name)) continue;
    if (releaseInserts(connection, shape.table.name, step.frontier, shape.month) > 0) changed.add(shape.table.name);
  }
  await layOn(connection, lifted, slice.onNotShown);
  for (const { shape, rows } of step.parts) {
    shape.frontier = Math.max(shape.frontier, step.frontier);
    taken(shape, rows.length, step.frontier);
    saveShape(connection, shape);
  }
  if (pending.size > 0 || lifted.entries.length > 0 || shapes.length > 0) settleReached(connection);
}

function layRows(
  connection: DeskConnection,
  part: ShapeStep,
  pending: ReadonlySet<string>,
  changed: Set<string>,
): void {
  const { table, frontier } = part.shape;
  const { upsert } = sqlOf(table);
  if (part.rows.length > 0) changed.add(table.name);
  for (const row of part.rows) {
    if (row.lsn <= frontier && part.shape.phase === 'live') continue;
    if (row.op === 'delete') deleteRow(connection, table, row.key);
    else if (pending.has(table.name)) layServerRow(connection, table, row.key, row.values);
    else connection.runNow(upsert, row.values);
  }
}

/** Undecided and decided intents on the rows that come, and decided ones whose commit the tables now reach. */
function intentsToLift(connection: DeskConnection, step: Step): Set<number> {
  const found = new Set<number>();
  if (!anyIntents(connection)) return found;
  for (const { shape, rows } of step.parts) {
    if (rows.length > 0) {
      for (const orderNo of intentsOn(
        connection,
        shape.table.name,
        rows.map((row) => row.key),
      ))
        found.add(orderNo);
    }
    for (const orderNo of reachedIntents(connection, shape, step.frontier)) found.add(orderNo);
  }
  return found;
}

const reachedOrders = `SELECT order_no FROM sync_outbox WHERE kind = 'intent' AND lsn IS NOT NULL AND lsn <= ?`;

export function reachedIntents(connection: DeskConnection, shape: ShapeState, frontier: number): number[] {
  const narrowed = notesOfMonth(shape.table, shape.month);
  const rows = connection.allNow(
    `SELECT DISTINCT order_no FROM sync_journal
      WHERE table_name = ? AND order_no IN (${reachedOrders})${narrowed.sql}`,
    [shape.table.name, frontier, ...narrowed.params],
  );
  return rows.map((row) => row.order_no as number);
}

/** The table now holds what the cloud made of these intents: their own steps on it are over. */
export function dropReached(connection: DeskConnection, shape: ShapeState, frontier: number): void {
  const narrowed = notesOfMonth(shape.table, shape.month);
  connection.runNow(`DELETE FROM sync_journal WHERE table_name = ? AND order_no IN (${reachedOrders})${narrowed.sql}`, [
    shape.table.name,
    frontier,
    ...narrowed.params,
  ]);
}

function tablesOf(connection: DeskConnection, orderNo: number): string[] {
  const rows = connection.allNow('SELECT DISTINCT table_name FROM sync_journal WHERE order_no = ?', [orderNo]);
  return rows.map((row) => row.table_name as string);
}
