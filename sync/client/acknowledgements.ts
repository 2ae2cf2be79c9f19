import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { OutcomeStatus } from '../protocol/push.ts';
import { type KnownOutcome, settleReached, takeOutcome } from './acknowledge.ts';
import type { Slice } from './advance.ts';
import type { DeskConnection } from './desk-database.ts';
import { journalRows } from './intents.ts';
import { writeMeta } from './meta.ts';
import { sqlOf } from './row-sql.ts';
import { type QueuedRow, type ShapeState, saveShape, taken } from './shape-state.ts';

/** Outcomes taken in one transaction. */
const STEP = 100;

/**
 * Takes in what the acknowledgement shape told. A row's LSN is the commit of its mutation. Rows of a copy have none:
 * they lie somewhere between the old frontier and the copy's own, so every table has to cross that range in one step.
 * @returns true when there is more
 */
export async function applyAcknowledgements(slice: Slice, shape: ShapeState, now: number): Promise<boolean> {
  const { connection } = slice;
  const copiedAt = shape.copiedAt;
  if (copiedAt !== null && copiedAt > shape.frontier && awaitsAny(connection)) {
    // A range that some table has still to cross stays part of it.
    const from = slice.lowestFrontier < slice.jump.to ? Math.min(slice.jump.from, shape.frontier) : shape.frontier;
    writeMeta(connection, 'jump_from', String(from));
    writeMeta(connection, 'jump_to', String(copiedAt));
  }
  let took = 0;
  const next = () => shape.queue[took];
  const isTold = (row: QueuedRow | undefined): row is QueuedRow => row !== undefined && row.lsn <= shape.fetched;
  for (let row = next(); isTold(row) && took < STEP && (took === 0 || !slice.isOver()); row = next()) {
    await takeRow(slice, shape, row, copiedAt, now);
    took += 1;
  }
  settleReached(connection);
  if (isTold(next())) {
    shape.queue = shape.queue.slice(took);
    return true;
  }
  shape.frontier = Math.max(shape.frontier, shape.fetched);
  taken(shape, took, shape.fetched);
  shape.phase = 'live';
  shape.copiedAt = null;
  saveShape(connection, shape);
  return false;
}

async function takeRow(
  slice: Slice,
  shape: ShapeState,
  row: QueuedRow,
  copiedAt: number | null,
  now: number,
): Promise<void> {
  if (row.op === 'delete') return;
  const outcome = readAcknowledgement(shape, row.values);
  const lsn = row.lsn === 0 ? copiedAt : row.lsn;
  const orderNo = outcome.status === 'applied' ? null : orderOf(slice.connection, outcome.id);
  const journal = orderNo === null ? [] : journalRows(slice.connection, orderNo);
  const took = await takeOutcome(slice.connection, outcome, lsn, now, slice.onNotShown);
  if (took) for (const { tableName } of journal) slice.changed.add(tableName);
  if (took) slice.changed.add('sync_outbox');
}

function orderOf(connection: DeskConnection, mutationId: string): number | null {
  const [row] = connection.allNow('SELECT order_no FROM sync_outbox WHERE mutation_id = ?', [mutationId]);
  return (row?.order_no as number | undefined) ?? null;
}

function awaitsAny(connection: DeskConnection): boolean {
  const sql = `SELECT 1 FROM sync_outbox WHERE state IN ('queued', 'answered') LIMIT 1`;
  return connection.allNow(sql, []).length > 0;
}

function readAcknowledgement(shape: ShapeState, values: readonly SqlValue[]): KnownOutcome {
  const at = (name: string) => (values[sqlOf(shape.table).columns.indexOf(name)] ?? null) as string | null;
  const details = at('details');
  return {
    id: at('mutation_id') as string,
    status: at('status') as OutcomeStatus,
    code: at('code'),
    message: at('message'),
    details: details === null ? null : (JSON.parse(details) as Record<string, unknown>),
  };
}
