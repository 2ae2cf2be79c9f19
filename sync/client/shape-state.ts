import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { ShapeGroup } from '@tillhouse/shared/kernel/define-table.ts';
import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import { shapeName } from '../protocol/shape-name.ts';
import type { DeskTable } from './row-sql.ts';

/**
 * - `empty`: nothing of this table has come
 * - `filling`: the first copy goes straight into the empty table
 * - `staging`: a later copy is collected beside the live rows
 * - `swapping`: the copy is complete and takes the live rows' place in slices
 * - `live`: changes arrive
 */
export type ShapePhase = 'empty' | 'filling' | 'staging' | 'swapping' | 'live';

export interface Position {
  readonly handle: string | null;
  readonly offset: string | null;
}

/** A change that waits until it may be applied. */
export interface QueuedRow {
  readonly lsn: number;
  readonly position: number;
  readonly op: 'upsert' | 'delete';
  readonly key: string;
  readonly values: readonly SqlValue[];
}

/** One shape in memory; what is written down of it is in sync_shapes. */
export interface ShapeState {
  readonly table: DeskTable;
  /** `orders`, or `orders@2026-11` */
  readonly name: string;
  /** Which month of the table; null: all of it */
  readonly month: string | null;
  /** Shapes of one group advance together; older months go apart, at their own slower pace. */
  group: ShapeGroup | 'acknowledgements' | `${ShapeGroup}:older`;
  phase: ShapePhase;
  /** Where to go on after a restart: behind the last row applied. */
  position: Position;
  /** All up to this LSN is applied. */
  frontier: number;
  /** All up to this LSN has been received. */
  fetched: number;
  /** Where the feed stands, behind the last row of the queue. */
  received: Position;
  queue: QueuedRow[];
  /** The first copy is whole up to this LSN; null while it is still coming. */
  copiedAt: number | null;
  swapAfter: string | null;
}

export function newShape(table: DeskTable, group: ShapeState['group'], month: string | null = null): ShapeState {
  return { table, group, month, name: shapeName(table.name, month), ...nothingYet(), phase: 'empty' };
}

/** Shapes that advance to one LSN together; the acknowledgements lead all of them. */
export function groupsOf(shapes: Iterable<ShapeState>): Map<ShapeState['group'], ShapeState[]> {
  const groups = new Map<ShapeState['group'], ShapeState[]>();
  for (const shape of shapes) {
    if (shape.group !== 'acknowledgements') groups.set(shape.group, [...(groups.get(shape.group) ?? []), shape]);
  }
  return groups;
}

export function nothingYet(): Omit<ShapeState, 'table' | 'name' | 'month' | 'group' | 'phase'> {
  const nowhere = { handle: null, offset: null };
  return {
    position: nowhere,
    frontier: 0,
    fetched: 0,
    received: nowhere,
    queue: [],
    copiedAt: null,
    swapAfter: null,
  };
}

/** Reads what was written down. A copy that was broken off starts anew; a swap goes on where it stopped. */
export function loadShape(database: DeskDatabase, shape: ShapeState): void {
  const [row] = database.read('SELECT * FROM sync_shapes WHERE table_name = ?', [shape.name]);
  Object.assign(shape, nothingYet(), { phase: 'empty' });
  if (!row || (row.phase !== 'live' && row.phase !== 'swapping')) return;
  const position = { handle: row.handle as string | null, offset: row.offset as string | null };
  Object.assign(shape, { phase: row.phase, position, received: position });
  shape.frontier = row.frontier as number;
  shape.fetched = shape.frontier;
  if (row.phase === 'swapping') {
    shape.copiedAt = row.swap_frontier as number;
    shape.fetched = shape.copiedAt;
    shape.swapAfter = row.swap_after as string | null;
  }
}

export function saveShape(connection: DeskConnection, shape: ShapeState): void {
  connection.runNow(
    `INSERT INTO sync_shapes (table_name, phase, handle, "offset", frontier, swap_frontier, swap_after)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (table_name) DO UPDATE SET phase = excluded.phase, handle = excluded.handle, "offset" = excluded."offset",
       frontier = excluded.frontier, swap_frontier = excluded.swap_frontier, swap_after = excluded.swap_after,
       generation = generation + (excluded.phase = 'live' AND sync_shapes.phase <> 'live')`,
    [
      shape.name,
      shape.phase,
      shape.position.handle,
      shape.position.offset,
      shape.frontier,
      shape.phase === 'swapping' ? shape.copiedAt : null,
      shape.swapAfter,
    ],
  );
}

/** Takes the rows up to `count` off the queue; the position then is behind the last of them. */
export function taken(shape: ShapeState, count: number, reached: number): void {
  const last = shape.queue[count - 1];
  shape.queue = count === shape.queue.length ? [] : shape.queue.slice(count);
  if (shape.queue.length === 0 && reached >= shape.fetched) shape.position = shape.received;
  else if (last) shape.position = { handle: shape.received.handle, offset: `${last.lsn}_${last.position}` };
}
