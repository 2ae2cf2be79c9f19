import type { DeskConnection } from './desk-database.ts';
import type { QueuedRow, ShapeState } from './shape-state.ts';

/** A range of LSNs that tables must cross in one step: outcomes came without their own LSN, known only to lie within. */
export interface Jump {
  readonly from: number;
  readonly to: number;
}

export const inside = (jump: Jump, lsn: number): boolean => lsn > jump.from && lsn < jump.to;

/** How many rows go in one step: intents that lie on them cost many times what the rows do, and machines differ. */
export interface Pace {
  rows: number;
}

const FEWEST = 8;
const MOST = 150;
/** One step; a slice is over at the first look at the clock after its time. */
const STEP_MS = 3;

export const newPace = (): Pace => ({ rows: 40 });

/** Follows what the last step took; a small one says little about large ones. */
export function follow(pace: Pace, rows: number, took: number): void {
  if (rows < Math.min(FEWEST, pace.rows)) return;
  const fitting = Math.round((rows * STEP_MS) / Math.max(0.2, took));
  pace.rows = Math.max(FEWEST, Math.min(MOST, fitting, pace.rows * 2));
}

export interface ShapeStep {
  readonly shape: ShapeState;
  readonly rows: readonly QueuedRow[];
}

export interface Step {
  readonly frontier: number;
  readonly parts: readonly ShapeStep[];
  readonly last: boolean;
}

export interface StepBounds {
  readonly connection: DeskConnection;
  readonly jump: Jump;
  readonly pace: Pace;
}

/** The next changes in commit order, whole transactions; only a large one of others may be cut between rows. */
export function nextStep(bounds: StepBounds, shapes: readonly ShapeState[], target: number): Step {
  const { connection, jump, pace } = bounds;
  const counts = shapes.map(() => 0);
  let rows = 0;
  let reached = Math.min(...shapes.map((shape) => shape.frontier));
  const step = (frontier: number, last: boolean): Step => {
    const parts = shapes.map((shape, at) => ({ shape, rows: shape.queue.slice(0, counts[at]) }));
    return { frontier, parts, last };
  };
  for (;;) {
    const lsn = Math.min(...shapes.map((shape, at) => shape.queue[counts[at] as number]?.lsn ?? Infinity));
    if (lsn > target) return step(target, true);
    if (rows >= pace.rows && !inside(jump, reached)) return step(reached, false);
    const large = isLarge(shapes, counts, lsn) && !inside(jump, lsn) && !isOwn(connection, lsn);
    if (large && rows > 0 && !inside(jump, reached)) return step(reached, false);
    const cut = large ? pace.rows : Infinity;
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
    if (!whole) return step(lsn - 1, false);
    reached = lsn;
  }
}

/** Whether a commit is so large that people would wait for it. */
function isLarge(shapes: readonly ShapeState[], counts: readonly number[], lsn: number): boolean {
  let rows = 0;
  for (const [at, shape] of shapes.entries()) {
    for (let next = counts[at] as number; shape.queue[next]?.lsn === lsn; next += 1) {
      rows += 1;
      if (rows > MOST) return true;
    }
  }
  return false;
}

/** A commit that holds mutations of this desk is applied whole: its deltas go and its rows come in one step. */
function isOwn(connection: DeskConnection, lsn: number): boolean {
  return (
    connection.allNow(`SELECT 1 FROM sync_outbox WHERE state = 'acknowledged' AND lsn = ? LIMIT 1`, [lsn]).length > 0
  );
}
