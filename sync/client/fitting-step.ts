import type { DeskConnection } from './desk-database.ts';
import { displacedBy } from './displaced.ts';
import { anyIntents, intentsOn, overlapping } from './intents.ts';
import { notesOfMonth } from './months.ts';
import type { QueuedRow, ShapeState } from './shape-state.ts';

/** A range of LSNs that tables must cross in one step: outcomes came without their own LSN, known only to lie within. */
export interface Jump {
  readonly from: number;
  readonly to: number;
}

export const inside = (jump: Jump, lsn: number): boolean => lsn > jump.from && lsn < jump.to;

const FEWEST_ROWS = 8;
const MOST_ROWS = 150;
/** One step; a slice is over at the first look at the clock after its time. */
const STEP_MS = 3;

/**
 * How much goes in one step on this machine: rows, and intents of this desk that lie on them. Each of those runs its command
 * again and takes as long as fifty rows, and rows that were quick because nothing lay on them say nothing about it.
 */
export class Pace {
  #rows = 40;
  #intentMs = 2;

  get rows(): number {
    return this.#rows;
  }

  /** At least one: less is no step. */
  get intents(): number {
    return Math.max(1, Math.floor(STEP_MS / this.#intentMs));
  }

  /** Follows what the last step took; a small one says little about large ones. */
  follow(rows: number, intents: number, took: number): void {
    if (intents > 0) this.#intentMs = Math.max(0.2, 0.7 * this.#intentMs + (0.3 * took) / intents);
    if (rows < Math.min(FEWEST_ROWS, this.#rows)) return;
    const fitting = Math.round((rows * STEP_MS) / Math.max(0.2, took));
    this.#rows = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, fitting, this.#rows * 2));
  }
}

interface ShapeStep {
  readonly shape: ShapeState;
  readonly rows: readonly QueuedRow[];
}

interface Cut {
  readonly frontier: number;
  readonly parts: readonly ShapeStep[];
  readonly last: boolean;
}

export interface Step extends Cut {
  /** Something of this desk that the cloud took in lies below the step's end. */
  readonly reached: boolean;
  /** What has to be taken off before its rows are laid down, oldest first */
  readonly intents: readonly number[];
}

interface From {
  readonly connection: DeskConnection;
  readonly jump: Jump;
  readonly pace: Pace;
}

/** The next changes in commit order up to `target`, as many as this machine applies in a step's time. */
export function fittingStep(from: From, shapes: readonly ShapeState[], target: number): Step {
  const { connection, pace } = from;
  let most = pace.rows;
  for (let before = Infinity; ; ) {
    const cut = nextCut(from, shapes, target, most);
    const reached = anyReached(connection, cut.frontier);
    const step = { ...cut, reached, intents: intentsToLift(connection, cut, reached) };
    const rows = rowsOf(cut);
    // What belongs together is no smaller than it is.
    if (step.intents.length <= pace.intents || rows <= 1 || rows >= before) return step;
    most = Math.max(1, Math.floor((Math.min(most, rows) * pace.intents) / step.intents.length));
    before = rows;
  }
}

export const rowsOf = ({ parts }: Cut): number => parts.reduce((sum, { rows }) => sum + rows.length, 0);

/** Whole transactions; only a large one of others may be cut between rows. */
function nextCut({ connection, jump }: From, shapes: readonly ShapeState[], target: number, most: number): Cut {
  const counts = shapes.map(() => 0);
  let rows = 0;
  let reached = Math.min(...shapes.map((shape) => shape.frontier));
  for (;;) {
    const lsn = Math.min(...shapes.map((shape, at) => shape.queue[counts[at] as number]?.lsn ?? Infinity));
    if (lsn > target) return cutAt(shapes, counts, target, true);
    if (rows >= most && !inside(jump, reached)) return cutAt(shapes, counts, reached, false);
    const large = isLarge(shapes, counts, lsn) && !inside(jump, lsn) && !isOwn(connection, lsn);
    if (large && rows > 0 && !inside(jump, reached)) return cutAt(shapes, counts, reached, false);
    const end = large ? most : Infinity;
    let whole = true;
    shapes.forEach((shape, at) => {
      while (shape.queue[counts[at] as number]?.lsn === lsn) {
        if (rows >= end && rows > 0) {
          whole = false;
          return;
        }
        counts[at] = (counts[at] as number) + 1;
        rows += 1;
      }
    });
    if (!whole) return cutAt(shapes, counts, lsn - 1, false);
    reached = lsn;
  }
}

/** Whether a commit is so large that people would wait for it, or was, before a part of it was laid down. */
function isLarge(shapes: readonly ShapeState[], counts: readonly number[], lsn: number): boolean {
  let rows = 0;
  for (const [at, shape] of shapes.entries()) {
    if (shape.frontier < lsn && shape.position.offset?.startsWith(`${lsn}_`)) return true;
    for (let next = counts[at] as number; shape.queue[next]?.lsn === lsn; next += 1) {
      rows += 1;
      if (rows > MOST_ROWS) return true;
    }
  }
  return false;
}

function cutAt(shapes: readonly ShapeState[], counts: readonly number[], frontier: number, last: boolean): Cut {
  const parts = shapes.map((shape, at) => ({ shape, rows: shape.queue.slice(0, counts[at]) }));
  return { frontier, parts, last };
}

/** A commit that holds mutations of this desk is applied whole: its deltas go and its rows come in one step. */
function isOwn(connection: DeskConnection, lsn: number): boolean {
  return (
    connection.allNow(`SELECT 1 FROM sync_outbox WHERE state = 'acknowledged' AND lsn = ? LIMIT 1`, [lsn]).length > 0
  );
}

/** Nearly always nothing is: then what waits is not asked for each table whether it is. */
function anyReached(connection: DeskConnection, frontier: number): boolean {
  const sql = `SELECT 1 FROM sync_outbox WHERE state = 'acknowledged' AND lsn <= ? LIMIT 1`;
  return connection.allNow(sql, [frontier]).length > 0;
}

/**
 * Undecided and decided intents on the rows that come and on those that they displace, and decided ones whose commit the tables now reach, with every newer
 * one that overlaps them.
 */
function intentsToLift(connection: DeskConnection, { parts, frontier }: Cut, reached: boolean): number[] {
  if ((!reached && parts.every(({ rows }) => rows.length === 0)) || !anyIntents(connection)) return [];
  const found = new Set<number>();
  const add = (orderNos: readonly number[]) => {
    for (const orderNo of orderNos) found.add(orderNo);
  };
  for (const { shape, rows } of parts) {
    const keys = rows.map((row) => row.key);
    if (keys.length > 0)
      add(intentsOn(connection, shape.table.name, [...keys, ...displacedBy(connection, shape.table, rows)]));
    if (reached) add(reachedIntents(connection, shape, frontier));
  }
  return overlapping(connection, found);
}

/** Intents that the cloud has taken in by the position given as the parameter. */
export const reachedOrders = `SELECT order_no FROM sync_outbox WHERE state = 'acknowledged' AND kind = 'intent' AND lsn <= ?`;

function reachedIntents(connection: DeskConnection, shape: ShapeState, frontier: number): number[] {
  const narrowed = notesOfMonth(shape.table, shape.month);
  const rows = connection.allNow(
    `SELECT DISTINCT order_no FROM sync_journal
      WHERE table_name = ? AND order_no IN (${reachedOrders})${narrowed.sql}`,
    [shape.table.name, frontier, ...narrowed.params],
  );
  return rows.map((row) => row.order_no as number);
}
