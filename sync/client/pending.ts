import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import type { DeskConnection } from './desk-database.ts';
import { notesOfMonth } from './months.ts';
import { addColumns, type DeskTable, deleteRow, putRow, type RawRow, sqlOf } from './row-sql.ts';

/** Facts on their way: their deltas lie over the cloud's values until the table has reached the fact's commit LSN. */

type Deltas = Record<string, number>;

/** Tables on which facts of this desk still wait. */
export function pendingTables(connection: DeskConnection): Set<string> {
  const rows = connection.allNow(
    `SELECT table_name FROM sync_deltas WHERE released = 0
      UNION SELECT table_name FROM sync_inserts WHERE released = 0`,
    [],
  );
  return new Set(rows.map((row) => row.table_name as string));
}

/** Sum of the pending deltas on a row, by column name. */
export function pendingOn(connection: DeskConnection, table: string, key: string): Deltas {
  const sum: Deltas = {};
  const rows = connection.allNow(
    'SELECT changes FROM sync_deltas WHERE table_name = ? AND row_key = ? AND released = 0',
    [table, key],
  );
  for (const row of rows) {
    for (const [name, delta] of Object.entries(JSON.parse(row.changes as string) as Deltas)) {
      sum[name] = (sum[name] ?? 0) + delta;
    }
  }
  return sum;
}

/** Lays the pending deltas over a row that was just written with the cloud's values, or made again. */
export function addPending(connection: DeskConnection, table: DeskTable, key: string): void {
  addColumns(connection, table, key, pendingOn(connection, table.name, key), 1);
}

/** A fact shared this row with an intent that is taken back now: the row is made again as the fact's own. */
export function makeShared(connection: DeskConnection, table: DeskTable, key: string): void {
  const [row] = connection.allNow(
    `SELECT shared_row FROM sync_inserts
      WHERE table_name = ? AND row_key = ? AND released = 0 AND shared_row IS NOT NULL ORDER BY order_no LIMIT 1`,
    [table.name, key],
  );
  if (!row) return;
  putRow(connection, table, JSON.parse(row.shared_row as string) as RawRow);
  addPending(connection, table, key);
}

/** Lays the cloud's row down: its values plus what is still pending on it. */
export function layServerRow(
  connection: DeskConnection,
  table: DeskTable,
  key: string,
  values: readonly SqlValue[],
): void {
  connection.runNow(sqlOf(table).upsert, values);
  addPending(connection, table, key);
  connection.runNow('UPDATE sync_inserts SET confirmed = 1 WHERE table_name = ? AND row_key = ? AND released = 0', [
    table.name,
    key,
  ]);
}

const reached = `order_no IN (SELECT order_no FROM sync_outbox WHERE lsn IS NOT NULL AND lsn <= ? AND state = 'acknowledged')`;

/**
 * Takes the deltas of facts that the table will now contain off its rows. The cloud's rows are laid down after it; where
 * none comes (the cloud did not add it), this is what puts the value right.
 */
export function releaseDeltas(
  connection: DeskConnection,
  tableName: string,
  frontier: number,
  month: string | null,
): number {
  const table = tableNamed(tableName);
  const narrowed = notesOfMonth(table, month);
  const rows = connection.allNow(
    `SELECT order_no, step, row_key, changes FROM sync_deltas
      WHERE table_name = ? AND released = 0 AND ${reached}${narrowed.sql}`,
    [tableName, frontier, ...narrowed.params],
  );
  for (const row of rows) {
    if (table) addColumns(connection, table, row.row_key as string, JSON.parse(row.changes as string) as Deltas, -1);
    connection.runNow('UPDATE sync_deltas SET released = 1 WHERE order_no = ? AND step = ?', [
      row.order_no as number,
      row.step as number,
    ]);
  }
  return rows.length;
}

/** After the cloud's rows were laid down: rows of facts that it did not make go. */
export function releaseInserts(
  connection: DeskConnection,
  tableName: string,
  frontier: number,
  month: string | null,
): number {
  const table = tableNamed(tableName);
  const narrowed = notesOfMonth(table, month);
  const rows = connection.allNow(
    `SELECT order_no, step, row_key, confirmed FROM sync_inserts
      WHERE table_name = ? AND released = 0 AND ${reached}${narrowed.sql}`,
    [tableName, frontier, ...narrowed.params],
  );
  for (const row of rows) {
    const key = row.row_key as string;
    if (table && row.confirmed === 0 && !keptByAnother(connection, tableName, key, row.order_no as number)) {
      deleteRow(connection, table, key);
    }
    connection.runNow('UPDATE sync_inserts SET released = 1 WHERE order_no = ? AND step = ?', [
      row.order_no as number,
      row.step as number,
    ]);
  }
  return rows.length;
}

function keptByAnother(connection: DeskConnection, table: string, key: string, orderNo: number): boolean {
  const found = connection.allNow(
    'SELECT 1 FROM sync_inserts WHERE table_name = ? AND row_key = ? AND released = 0 AND order_no <> ? LIMIT 1',
    [table, key, orderNo],
  );
  return found.length > 0;
}
