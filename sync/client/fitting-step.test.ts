import { expect, test } from 'vitest';
import { memoryDesk } from '../testing/memory-desk.ts';
import { simTables } from '../testing/sim-domain.ts';
import type { DeskConnection } from './desk-database.ts';
import { fittingStep, Pace, rowsOf, type Step } from './fitting-step.ts';
import type { DeskTable } from './row-sql.ts';
import { newShape, type ShapeState, taken } from './shape-state.ts';

const items = simTables.find(({ name }) => name === 'sim_items') as unknown as DeskTable;
const keyOf = (at: number) => JSON.stringify([`item-${at}`]);

/** A commit of others of so many rows, an intent of this desk on every fourth of them. */
async function following(rows: number, work: (from: From, shape: ShapeState) => void): Promise<void> {
  const desk = memoryDesk([items]);
  const shape = { ...newShape(items, 'catalogue'), phase: 'live' as const, frontier: 10, fetched: 20 };
  shape.queue = Array.from({ length: rows }, (_, position) => {
    return { lsn: 20, position, op: 'upsert' as const, key: keyOf(position), values: [] };
  });
  await desk.transaction('foreground', async (connection) => {
    for (let at = 0; at < rows; at += 4)
      connection.runNow(
        `INSERT INTO sync_journal (order_no, step, table_name, row_key, op, before, after) VALUES (?, 0, ?, ?, 'update', '{}', '{}')`,
        [at, items.name, keyOf(at)],
      );
    work({ connection, jump: { from: 0, to: 0 }, pace: new Pace() }, shape);
  });
  desk.close();
}

interface From {
  readonly connection: DeskConnection;
  readonly jump: { readonly from: number; readonly to: number };
  readonly pace: Pace;
}

/** All steps up to the commit, as they are taken on a machine of which an intent takes two milliseconds. */
function stepsOf(from: From, shape: ShapeState): Step[] {
  const steps: Step[] = [];
  for (let last = false; !last; ) {
    const step = fittingStep(from, [shape], 20);
    steps.push(step);
    const rows = rowsOf(step);
    from.pace.follow(rows, step.intents.length, 0.05 * rows + 2 * step.intents.length);
    shape.frontier = step.frontier;
    taken(shape, rows, step.frontier);
    last = step.last;
  }
  return steps;
}

test('no step of a large commit takes more intents off than there is time for, nor does what is left of it', () =>
  following(400, (from, shape) => {
    // Rows that nothing lay on have just been quick.
    for (let before = 0; before < 20; before += 1) from.pace.follow(from.pace.rows, 0, 0.5);
    expect(from.pace.rows).toBeGreaterThan(100);
    const steps = stepsOf(from, shape);
    expect(steps.reduce((sum, step) => sum + rowsOf(step), 0)).toBe(400);
    expect(steps.flatMap(({ intents }) => intents)).toHaveLength(100);
    expect(Math.max(...steps.map(({ intents }) => intents.length))).toBe(1);
    expect(steps.slice(0, -1).every(({ frontier }) => frontier === 19)).toBe(true);
    expect(shape.frontier).toBe(20);
  }));

test('a commit that people see as one thing is taken whole, whatever lies on it', () =>
  following(40, (from, shape) => {
    expect(stepsOf(from, shape).map((step) => [rowsOf(step), step.intents.length, step.frontier])).toEqual([
      [40, 10, 20],
    ]);
  }));
