import { runMutation } from '@tillhouse/shared/data/run-mutation.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import { idFor } from '../protocol/derive-id.ts';
import type { JournalRow } from './attention.ts';
import type { DeskConnection } from './desk-database.ts';
import { readMeta } from './meta.ts';
import type { Narrowed } from './months.ts';
import { entriesByOrder, type OutboxEntry } from './outbox.ts';
import { addPending, makeShared } from './pending.ts';
import { saveSteps, WriteRecorder } from './record-writes.ts';
import { addColumns, deleteRow, putRow, type RawRow, readRow, setColumns } from './row-sql.ts';

/** Intents taken off the desk's rows for a moment, so that the cloud's rows can be laid under them. */
export interface Lifted {
  readonly entries: readonly OutboxEntry[];
  /** What each of them had written when it was taken off, by its place in the desk's order */
  readonly journals: ReadonlyMap<number, readonly JournalRow[]>;
}

interface Journalled extends JournalRow {
  readonly orderNo: number;
  readonly step: number;
}

function journalOf(connection: DeskConnection, orderNo: number): Journalled[] {
  const rows = connection.allNow('SELECT * FROM sync_journal WHERE order_no = ? ORDER BY step', [orderNo]);
  return rows.map((row) => ({
    orderNo: row.order_no as number,
    step: row.step as number,
    tableName: row.table_name as string,
    key: row.row_key as string,
    op: row.op as string,
    before: JSON.parse(row.before as string) as RawRow,
    after: JSON.parse(row.after as string) as RawRow,
  }));
}

export function journalRows(connection: DeskConnection, orderNo: number): readonly JournalRow[] {
  return journalOf(connection, orderNo);
}

/** Intents whose effect lies on any of these rows. */
export function intentsOn(connection: DeskConnection, table: string, keys: readonly string[]): number[] {
  const rows = connection.allNow(
    `SELECT DISTINCT order_no FROM sync_journal
      WHERE table_name = ? AND row_key IN (SELECT value FROM json_each(?))`,
    [table, JSON.stringify(keys)],
  );
  return rows.map((row) => row.order_no as number);
}

/** Intents whose effect lies on rows of the table, of those that `within` narrows to by `row_key`. */
export function intentsIn(connection: DeskConnection, table: string, within: Narrowed): number[] {
  const sql = `SELECT DISTINCT order_no FROM sync_journal WHERE table_name = ?${within.sql}`;
  return connection.allNow(sql, [table, ...within.params]).map((row) => row.order_no as number);
}

/**
 * Intents that wait for the cloud and may lack an effect that they have on the rows of now, with every newer one, oldest
 * first: what has none on any row, and what waits again since the cloud was set back, of whose effect the tables had taken
 * over some by then.
 */
export function hiddenAndNewer(connection: DeskConnection): number[] {
  const hidden = connection.allNow(
    `SELECT order_no FROM sync_outbox o WHERE state = 'queued' AND kind = 'intent'
        AND (order_no <= ? OR NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.order_no = o.order_no)) ORDER BY order_no`,
    [Number(readMeta(connection, 'set_back_at') ?? 0)],
  );
  const orderNos = hidden.map((row) => row.order_no as number);
  if (orderNos.length === 0) return [];
  const sql =
    'SELECT order_no FROM sync_journal WHERE order_no >= ? UNION SELECT value FROM json_each(?) ORDER BY order_no';
  const rows = connection.allNow(sql, [orderNos[0] as number, JSON.stringify(orderNos)]);
  return rows.map((row) => row.order_no as number);
}

/** Tables on whose rows these intents have an effect. */
export function tablesOf(connection: DeskConnection, orderNos: readonly number[]): string[] {
  const sql = 'SELECT DISTINCT table_name FROM sync_journal WHERE order_no IN (SELECT value FROM json_each(?))';
  return connection.allNow(sql, [JSON.stringify(orderNos)]).map((row) => String(row.table_name));
}

export function anyIntents(connection: DeskConnection): boolean {
  return connection.allNow('SELECT 1 FROM sync_journal LIMIT 1', []).length > 0;
}

/** Those given, and every newer intent that wrote on a row of one of them, oldest first: what is taken back with them. */
export function overlapping(connection: DeskConnection, orderNos: Iterable<number>): number[] {
  const found = new Set(orderNos);
  const waiting = [...found];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const newer = connection.allNow(
      `SELECT DISTINCT other.order_no FROM sync_journal mine
         JOIN sync_journal other ON other.table_name = mine.table_name AND other.row_key = mine.row_key
        WHERE mine.order_no = ? AND other.order_no > mine.order_no`,
      [next],
    );
    for (const row of newer) {
      const orderNo = row.order_no as number;
      if (!found.has(orderNo)) waiting.push(orderNo);
      found.add(orderNo);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Takes intents back, newest first, with every newer one that overlaps them. */
export function lift(connection: DeskConnection, orderNos: Iterable<number>): Lifted {
  return liftWhole(connection, overlapping(connection, orderNos));
}

/** As `lift`, of what `overlapping` gave. */
export function liftWhole(connection: DeskConnection, all: readonly number[]): Lifted {
  const journals = new Map<number, readonly JournalRow[]>();
  for (const orderNo of [...all].reverse()) {
    const journal = journalOf(connection, orderNo);
    journals.set(orderNo, journal);
    for (const row of [...journal].reverse()) takeBack(connection, row);
  }
  return { entries: all.length === 0 ? [] : entriesByOrder(connection, all), journals };
}

function takeBack(connection: DeskConnection, row: Journalled): void {
  const table = tableNamed(row.tableName);
  if (!table) return;
  if (row.op === 'insert') {
    deleteRow(connection, table, row.key);
    makeShared(connection, table, row.key);
  } else if (row.op === 'update') setColumns(connection, table, row.key, row.before);
  else if (row.op === 'add') addColumns(connection, table, row.key, row.after as Record<string, number>, -1);
  else if (!readRow(connection, table, row.key)) putRow(connection, table, row.before);
}

/** Tells of a command whose replay failed: its effect is not shown until the cloud has decided. */
export type OnNotShown = (entry: OutboxEntry, error: unknown) => void;

/** Lays lifted intents on again, oldest first: those not decided yet run again, decided ones as they were. */
export async function layOn(connection: DeskConnection, lifted: Lifted, onNotShown?: OnNotShown): Promise<void> {
  for (const entry of lifted.entries) {
    if (entry.status === 'applied') layJournal(connection, entry.orderNo);
    else if (entry.status === null)
      await replay(connection, entry, lifted.journals.get(entry.orderNo) ?? [], onNotShown);
  }
}

function layJournal(connection: DeskConnection, orderNo: number): void {
  for (const row of journalOf(connection, orderNo)) {
    const table = tableNamed(row.tableName);
    if (!table) continue;
    const present = readRow(connection, table, row.key);
    if (row.op === 'insert') {
      // The cloud's own row of this key is there by now: it is not this intent's to take away again.
      if (present) dropStep(connection, row);
      else {
        putRow(connection, table, row.after);
        addPending(connection, table, row.key);
      }
      continue;
    }
    if (!present) continue;
    if (row.op === 'add') {
      addColumns(connection, table, row.key, row.after as Record<string, number>, 1);
      continue;
    }
    const before = row.op === 'delete' ? present : pick(present, Object.keys(row.after));
    connection.runNow('UPDATE sync_journal SET before = ? WHERE order_no = ? AND step = ?', [
      JSON.stringify(before),
      row.orderNo,
      row.step,
    ]);
    if (row.op === 'delete') deleteRow(connection, table, row.key);
    else setColumns(connection, table, row.key, row.after);
  }
}

function dropStep(connection: DeskConnection, { orderNo, step }: Journalled): void {
  connection.runNow('DELETE FROM sync_journal WHERE order_no = ? AND step = ?', [orderNo, step]);
}

const pick = (row: RawRow, names: readonly string[]): RawRow =>
  Object.fromEntries(names.map((name) => [name, row[name] ?? null]));

async function replay(
  connection: DeskConnection,
  entry: OutboxEntry,
  before: readonly JournalRow[],
  onNotShown?: OnNotShown,
): Promise<void> {
  const shown = [...before, ...lastShown(connection, entry.orderNo)];
  connection.runNow('DELETE FROM sync_journal WHERE order_no = ?', [entry.orderNo]);
  const recorder = new WriteRecorder(connection);
  connection.runNow('SAVEPOINT replay', []);
  let problem: string | null = null;
  try {
    const { mutationId: id, name, version, args, occurredAt, actor, deviceId, store, approval } = entry;
    await runMutation({
      connection,
      mutation: { id, name, version, args, occurredAt, actor, deviceId },
      store,
      ...(approval && { approval }),
      authority: false,
      prepare: false,
      idFor,
      observer: recorder,
    });
    for (const step of recorder.steps) if (step.op === 'insert') addPending(connection, step.table, step.key);
  } catch (error) {
    connection.runNow('ROLLBACK TO SAVEPOINT replay', []);
    recorder.rewind(0);
    problem = error instanceof DomainError ? error.code : String(error);
    onNotShown?.(entry, error);
  }
  connection.runNow('RELEASE SAVEPOINT replay', []);
  saveSteps(connection, entry.orderNo, 'intent', recorder.steps);
  const own = recorder.steps.filter(({ shared }) => !shared);
  const written = own.map(({ table, key, after }) => ({ tableName: table.name, key, after }));
  const kept = problem === null ? withoutWritten(shown, written) : shown;
  connection.runNow('UPDATE sync_outbox SET not_shown = ?, last_shown = ? WHERE order_no = ?', [
    problem,
    kept.length > 0 ? JSON.stringify(kept) : null,
    entry.orderNo,
  ]);
}

/**
 * Of what an intent once wrote, the columns that it does not write now: somebody else had written the same, and may write
 * another value before this intent is decided. Refused then, it still says what its person wanted.
 */
function withoutWritten(
  shown: readonly JournalRow[],
  written: readonly Pick<JournalRow, 'tableName' | 'key' | 'after'>[],
): JournalRow[] {
  return shown.flatMap((row) => {
    const same = written.filter((each) => each.tableName === row.tableName && each.key === row.key);
    const names = Object.keys(row.after).filter((name) => !same.some(({ after }) => name in after));
    if (row.op !== 'update' || names.length === 0) return [];
    return [{ ...row, before: pick(row.before, names), after: pick(row.after, names) }];
  });
}

/** Undoes a refused intent for good and lays newer ones that overlap on again. @returns its journal, for the person */
export async function discardIntent(
  connection: DeskConnection,
  entry: OutboxEntry,
  onNotShown?: OnNotShown,
): Promise<readonly JournalRow[]> {
  const journal = journalOf(connection, entry.orderNo);
  const shown = [...journal, ...lastShown(connection, entry.orderNo)];
  const lifted = lift(connection, journal.length > 0 ? [entry.orderNo] : []);
  connection.runNow('DELETE FROM sync_journal WHERE order_no = ?', [entry.orderNo]);
  const others = lifted.entries.filter((each) => each.orderNo !== entry.orderNo);
  await layOn(connection, { entries: others, journals: lifted.journals }, onNotShown);
  return shown;
}

/** What is not shown any more of what the intent wrote; empty when all of it was shown to the end. */
function lastShown(connection: DeskConnection, orderNo: number): readonly JournalRow[] {
  const [row] = connection.allNow('SELECT last_shown FROM sync_outbox WHERE order_no = ?', [orderNo]);
  return row?.last_shown ? (JSON.parse(row.last_shown as string) as JournalRow[]) : [];
}
