import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import { settleReached } from './acknowledge.ts';
import { anyIntents, intentsOn, layOn, lift, type OnNotShown } from './intents.ts';
import { notesOfMonth } from './months.ts';
import { layServerRows, type PendingIn, pendingIn, releaseDeltas, releaseInserts, type ServerRow } from './pending.ts';
import { deleteRow } from './row-sql.ts';
import { follow, inside, type Jump, nextStep, type Pace, type ShapeStep, type Step } from './next-step.ts';
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
    const step = nextStep(slice, shapes, target);
    const before = slice.elapsed();
    await applyStep(slice, shapes, step);
    const rows = step.parts.reduce((sum, part) => sum + part.rows.length, 0);
    follow(slice.pace, rows, slice.elapsed() - before);
    if (step.last) return false;
    if (slice.isOver() && !inside(slice.jump, step.frontier)) return true;
  }
}

async function applyStep(slice: Slice, shapes: readonly ShapeState[], step: Step): Promise<void> {
  const { connection, changed } = slice;
  const intents = anyIntents(connection);
  const parts = step.parts.map((part) => ({ ...part, pending: pendingIn(connection, part.shape.table.name) }));
  const lifted = lift(connection, intents ? intentsToLift(connection, step) : []);
  for (const entry of lifted.entries) for (const table of tablesOf(connection, entry.orderNo)) changed.add(table);
  if (intents) for (const { shape } of parts) dropReached(connection, shape, step.frontier);
  for (const part of parts) if (layPart(connection, part, step.frontier)) changed.add(part.shape.table.name);
  for (const { shape, pending } of parts) {
    if (!pending.inserts) continue;
    if (releaseInserts(connection, shape.table.name, step.frontier, shape.month) > 0) changed.add(shape.table.name);
  }
  await layOn(connection, lifted, slice.onNotShown);
  for (const { shape, rows } of parts) {
    shape.frontier = Math.max(shape.frontier, step.frontier);
    taken(shape, rows.length, step.frontier);
    saveShape(connection, shape);
  }
  if (shapes.length > 0) settleReached(connection);
}

/** The rows of one table: upserts of one key after another end as its last one. @returns whether anything differed */
function layPart(connection: DeskConnection, part: ShapeStep & { pending: PendingIn }, frontier: number): boolean {
  const { shape, pending } = part;
  const { table } = shape;
  const last = new Map<string, QueuedRow>();
  for (const row of part.rows) {
    if (row.lsn <= shape.frontier && shape.phase === 'live') continue;
    last.set(row.key, row);
  }
  const upserts: ServerRow[] = [...last.values()].filter(({ op }) => op !== 'delete');
  const laid = new Set(upserts.map(({ key }) => key));
  const released = pending.deltas ? releaseDeltas(connection, table.name, frontier, shape.month, laid) : 0;
  for (const { op, key } of last.values()) if (op === 'delete') deleteRow(connection, table, key);
  return layServerRows(connection, table, upserts, pending) > 0 || laid.size < last.size || released > 0;
}

/** Undecided and decided intents on the rows that come, and decided ones whose commit the tables now reach. */
function intentsToLift(connection: DeskConnection, step: Step): Set<number> {
  const found = new Set<number>();
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
