import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import { settleReached } from './acknowledge.ts';
import { anyIntents, intentsOn, layOn, lift, type OnNotShown } from './intents.ts';
import { notesOfMonth } from './months.ts';
import { layServerRows, type PendingIn, pendingIn, releaseDeltas, releaseInserts, type ServerRow } from './pending.ts';
import { deleteRow } from './row-sql.ts';
import { type QueuedRow, type ShapeState, saveShape, taken } from './shape-state.ts';

/** A range of LSNs that tables must cross in one step: outcomes came without their own LSN, known only to lie within. */
export interface Jump {
  readonly from: number;
  readonly to: number;
}

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

/** How many rows go in one step: intents that lie on them cost many times what the rows do, and machines differ. */
export interface Pace {
  rows: number;
}

const FEWEST_ROWS = 8;
const MOST_ROWS = 150;
/** One step; a slice is over at the first look at the clock after its time. */
const STEP_MS = 3;

export const newPace = (): Pace => ({ rows: 40 });

/** Follows what the last step took; a small one says little about large ones. */
function follow(pace: Pace, rows: number, took: number): void {
  if (rows < Math.min(FEWEST_ROWS, pace.rows)) return;
  const fitting = Math.round((rows * STEP_MS) / Math.max(0.2, took));
  pace.rows = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, fitting, pace.rows * 2));
}

export const inside = (jump: Jump, lsn: number): boolean => lsn > jump.from && lsn < jump.to;

/**
 * Applies queued changes of these shapes in commit order, up to `target` or until the slice's time is over. After each
 * step all of them stand at one LSN, with exactly the facts and intents of this desk on top that the LSN does not hold.
 * @returns true when there is more to do up to `target`
 */
export async function advanceSlice(slice: Slice, shapes: readonly ShapeState[], target: number): Promise<boolean> {
  for (;;) {
    const step = nextStep(slice, shapes, target);
    const before = slice.elapsed();
    await applyStep(slice, step);
    const rows = step.parts.reduce((sum, part) => sum + part.rows.length, 0);
    follow(slice.pace, rows, slice.elapsed() - before);
    if (!step.last && (!slice.isOver() || inside(slice.jump, step.frontier))) continue;
    // Where they stand is written once for all steps of this transaction.
    for (const shape of shapes) saveShape(slice.connection, shape);
    return !step.last;
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

/** The next changes in commit order, whole transactions; only a large one of others may be cut between rows. */
function nextStep(slice: Slice, shapes: readonly ShapeState[], target: number): Step {
  const counts = shapes.map(() => 0);
  let rows = 0;
  let reached = Math.min(...shapes.map((shape) => shape.frontier));
  for (;;) {
    const lsn = Math.min(...shapes.map((shape, at) => shape.queue[counts[at] as number]?.lsn ?? Infinity));
    if (lsn > target) return stepOf(shapes, counts, target, true);
    if (rows >= slice.pace.rows && !inside(slice.jump, reached)) return stepOf(shapes, counts, reached, false);
    const large = isLarge(shapes, counts, lsn) && !inside(slice.jump, lsn) && !isOwn(slice.connection, lsn);
    if (large && rows > 0 && !inside(slice.jump, reached)) return stepOf(shapes, counts, reached, false);
    const cut = large ? slice.pace.rows : Infinity;
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

/** Whether a commit is so large that people would wait for it. */
function isLarge(shapes: readonly ShapeState[], counts: readonly number[], lsn: number): boolean {
  let rows = 0;
  for (const [at, shape] of shapes.entries()) {
    for (let next = counts[at] as number; shape.queue[next]?.lsn === lsn; next += 1) {
      rows += 1;
      if (rows > MOST_ROWS) return true;
    }
  }
  return false;
}

function stepOf(shapes: readonly ShapeState[], counts: readonly number[], frontier: number, last: boolean): Step {
  const parts = shapes.map((shape, at) => ({ shape, rows: shape.queue.slice(0, counts[at]) }));
  return { frontier, parts, last };
}

/** A commit that holds mutations of this desk is applied whole: its deltas go and its rows come in one step. */
function isOwn(connection: DeskConnection, lsn: number): boolean {
  return (
    connection.allNow(`SELECT 1 FROM sync_outbox WHERE state = 'acknowledged' AND lsn = ? LIMIT 1`, [lsn]).length > 0
  );
}

async function applyStep(slice: Slice, step: Step): Promise<void> {
  const { connection, changed } = slice;
  // Nearly always nothing of this desk is reached: then what waits is not asked for each table whether it is.
  const reached = anyReached(connection, step.frontier);
  const parts = step.parts
    .filter(({ rows }) => reached || rows.length > 0)
    .map((part) => ({ ...part, reached, pending: pendingIn(connection, part.shape.table.name) }));
  const intents = parts.length > 0 && anyIntents(connection);
  const lifted = lift(connection, intents ? intentsToLift(connection, parts, step.frontier) : []);
  for (const entry of lifted.entries) for (const table of tablesOf(connection, entry.orderNo)) changed.add(table);
  if (intents && reached) for (const { shape } of parts) dropReached(connection, shape, step.frontier);
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
}

interface Part extends ShapeStep {
  /** Something of this desk that the cloud took in lies below the step's end. */
  readonly reached: boolean;
  readonly pending: PendingIn;
}

function anyReached(connection: DeskConnection, frontier: number): boolean {
  const sql = `SELECT 1 FROM sync_outbox WHERE state = 'acknowledged' AND lsn <= ? LIMIT 1`;
  return connection.allNow(sql, [frontier]).length > 0;
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
  const released = pending.deltas && reached ? releaseDeltas(connection, table.name, frontier, shape.month, laid) : 0;
  for (const { op, key } of last.values()) if (op === 'delete') deleteRow(connection, table, key);
  return layServerRows(connection, table, upserts, pending) > 0 || laid.size < last.size || released > 0;
}

/** Undecided and decided intents on the rows that come, and decided ones whose commit the tables now reach. */
function intentsToLift(connection: DeskConnection, parts: readonly Part[], frontier: number): Set<number> {
  const found = new Set<number>();
  for (const { shape, rows, reached } of parts) {
    if (rows.length > 0) {
      for (const orderNo of intentsOn(
        connection,
        shape.table.name,
        rows.map((row) => row.key),
      ))
        found.add(orderNo);
    }
    if (reached) for (const orderNo of reachedIntents(connection, shape, frontier)) found.add(orderNo);
  }
  return found;
}

const reachedOrders = `SELECT order_no FROM sync_outbox WHERE state = 'acknowledged' AND kind = 'intent' AND lsn <= ?`;

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
