import { settleReached } from './acknowledge.ts';
import { dropReached, type Slice } from './advance.ts';
import type { DeskConnection } from './desk-database.ts';
import type { JournalRow } from './attention.ts';
import {
  hiddenAndNewer,
  intentsIn,
  intentsOn,
  layOn,
  type Lifted,
  liftWhole,
  overlapping,
  tablesOf,
} from './intents.ts';
import { whole } from './months.ts';
import { entriesByOrder } from './outbox.ts';
import { addPending, anyPendingIn, confirm, makeOwn, releaseDeltas, releaseInserts } from './pending.ts';
import { deleteRow, keyValues, statementsFor } from './row-sql.ts';
import { type ShapeState, saveShape, taken } from './shape-state.ts';
import { dropStage, stageName } from './snapshot.ts';
import { besideOf, copyRange, nextEnd, notesIn, rangeUpTo } from './swap-range.ts';

/** The copy is whole up to `frontier`: changes that came after its rows go into it, and the swap begins. */
export function beginSwap(connection: DeskConnection, shape: ShapeState, frontier: number): void {
  const { table } = shape;
  const { upsert, remove } = statementsFor(table, stageName(shape));
  const count = shape.queue.findIndex((row) => row.lsn > frontier);
  const rows = count < 0 ? shape.queue : shape.queue.slice(0, count);
  for (const row of rows) {
    if (row.op === 'delete') connection.runNow(remove, keyValues(row.key));
    else connection.runNow(upsert, row.values);
  }
  taken(shape, rows.length, frontier);
  shape.phase = 'swapping';
  shape.copiedAt = frontier;
  shape.swapAfter = null;
  saveShape(connection, shape);
}

/** Puts the next rows of the new generation in place. @returns true when the swap is over and the table is live */
export async function swapSlice(slice: Slice, shape: ShapeState): Promise<boolean> {
  const { connection, changed } = slice;
  const { table } = shape;
  const frontier = shape.copiedAt as number;
  changed.add(table.name);
  const pending = anyPendingIn(connection, table.name);
  for (;;) {
    // Intents on rows of the range first: taking one back may bring a row back that the new generation lacks.
    const most = nextEnd(connection, shape);
    const lifted = liftIn(connection, shape, most);
    for (const journal of lifted.journals.values()) for (const { tableName } of journal) changed.add(tableName);
    const { fresh, gone, end } = rangeUpTo(connection, shape, most);
    const { also } = besideOf(connection, shape, end);
    // What this desk still has on rows beyond the range stays on them, as the old generation does.
    const within = end === null ? whole : notesIn(shape, end, also);
    dropReached(connection, shape, frontier, within);
    if (pending) releaseDeltas(connection, table.name, frontier, shape.month, { within });
    copyRange(connection, shape, end, also);
    if (pending) {
      const laid = [...fresh, ...also];
      for (const key of laid) addPending(connection, table, key);
      confirm(connection, table.name, laid);
    }
    for (const key of gone) if (!pending || !makeOwn(connection, table, key)) deleteRow(connection, table, key);
    if (end === null && pending) releaseInserts(connection, table.name, frontier, shape.month);
    await layOn(connection, lifted, slice.onNotShown);
    shape.swapAfter = end;
    if (end === null) {
      finishSwap(connection, shape, frontier);
      await layHidden(slice);
      return true;
    }
    saveShape(connection, shape);
    if (slice.isOver()) return false;
  }
}

/**
 * Takes back what intents did on rows of the range and on those that its rows displace. What one of them had written may be a
 * unique value, without which its row is displaced as well: so it goes on until there is none.
 */
function liftIn(connection: DeskConnection, shape: ShapeState, most: string | null): Lifted {
  const { name } = shape.table;
  const journals = new Map<number, readonly JournalRow[]>();
  const left = (orderNos: readonly number[]) => orderNos.filter((orderNo) => !journals.has(orderNo));
  for (let next = intentsIn(connection, name, notesIn(shape, most)); ; ) {
    const lifted = liftWhole(connection, left(overlapping(connection, next)));
    for (const [orderNo, journal] of lifted.journals) journals.set(orderNo, journal);
    next = left(intentsOn(connection, name, besideOf(connection, shape, most).displaced));
    if (next.length === 0) break;
  }
  const all = [...journals.keys()].sort((a, b) => a - b);
  return { entries: all.length === 0 ? [] : entriesByOrder(connection, all), journals };
}

function finishSwap(connection: DeskConnection, shape: ShapeState, frontier: number): void {
  shape.phase = 'live';
  shape.frontier = frontier;
  shape.copiedAt = null;
  saveShape(connection, shape);
  dropStage(connection, shape);
  settleReached(connection);
}

/**
 * Intents that could not run on the rows of before run again on those of now, and those of a desk whose cloud was set back:
 * its rows held what they write, the new generation does not.
 */
async function layHidden({ connection, changed, onNotShown }: Slice): Promise<void> {
  const orderNos = hiddenAndNewer(connection);
  await layOn(connection, liftWhole(connection, orderNos), onNotShown);
  for (const name of tablesOf(connection, orderNos)) changed.add(name);
}
