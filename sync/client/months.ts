import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import type { ShapeState } from './shape-state.ts';
import { shapeName } from '../protocol/shape-name.ts';
import { type DeskTable, deleteRow, keyText, quote, type RawRow, sqlOf } from './row-sql.ts';

/** Tables of which a desk holds the last months: one shape each month, and the column `month` says whose a row is. */

export const isMonthly = (table: DeskTable): boolean => table.replication.rows === 'months';

/** A term more of a WHERE, with what is bound in it */
export interface Narrowed {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

export const whole: Narrowed = { sql: '', params: [] };

/** Narrows the table's own rows to a month. */
export function rowsOfMonth(month: string | null): Narrowed {
  return month === null ? whole : { sql: ' AND "month" = ?', params: [month] };
}

/**
 * Narrows what sync notes about rows (by `row_key`) to those whose row is of the month, or is not there any more. A row that
 * an intent made or took away is of the month that its note says, also while the intent is lifted and the row is not there.
 */
export function notesOfMonth(table: DeskTable | undefined, month: string | null): Narrowed {
  if (month === null || !table) return whole;
  const sql = ` AND NOT EXISTS (${rowOfNote(table)} AND r."month" <> ?) AND NOT EXISTS (${rowOfIntent})`;
  return { sql, params: [month, table.name, month] };
}

/** Named apart, so that `row_key` is that of the note which is asked about. */
const rowOfIntent = `SELECT 1 FROM (SELECT table_name AS of_table, row_key AS of_row, op,
    CASE op WHEN 'insert' THEN after ELSE before END AS values_then FROM sync_journal) i
  WHERE i.of_table = ? AND i.of_row = row_key AND i.op IN ('insert', 'delete') AND json_extract(i.values_then, '$.month') <> ?`;

function rowOfNote(table: DeskTable): string {
  const same = sqlOf(table).keyColumns.map((name, at) => `r.${quote(name)} = json_extract(row_key, '$[${at}]')`);
  return `SELECT 1 FROM ${quote(table.name)} r WHERE ${same.join(' AND ')}`;
}

type Notes = 'sync_inserts' | 'sync_journal';

/** What is noted (as `n`) of a table by mutations that the cloud has taken in: from those few, not from all that wait. */
const acknowledged = (notes: Notes) =>
  `sync_outbox o CROSS JOIN ${notes} n ON n.order_no = o.order_no WHERE o.state = 'acknowledged' AND n.table_name = ?`;

/**
 * Rows of this desk's own facts that are of no month it follows, such as a sale kept for long: once the cloud has taken
 * them in, no shape will bring them, so they are done, and they are not for this desk to hold.
 */
export function releaseOutside(connection: DeskConnection, table: DeskTable, months: readonly string[]): number {
  const inside = months.map(() => '?').join(', ');
  const rows = connection.allNow(
    `SELECT n.order_no, n.step, n.row_key FROM ${acknowledged('sync_inserts')} AND n.released = 0
      AND EXISTS (${rowOfNote(table)} AND r."month" NOT IN (${inside}))`,
    [table.name, ...months],
  );
  for (const row of rows) {
    deleteRow(connection, table, row.row_key as string);
    connection.runNow('UPDATE sync_inserts SET released = 1 WHERE order_no = ? AND step = ?', [
      row.order_no as number,
      row.step as number,
    ]);
  }
  return rows.length;
}

/** Whether any row of this desk's own facts is of none of these months, taken in by the cloud and not yet let go. */
export function waitsOutside(database: DeskDatabase, table: DeskTable, months: readonly string[]): boolean {
  const inside = months.map(() => '?').join(', ');
  const found = database.read(
    `SELECT 1 FROM ${acknowledged('sync_inserts')} AND n.released = 0
      AND EXISTS (${rowOfNote(table)} AND r."month" NOT IN (${inside})) LIMIT 1`,
    [table.name, ...months],
  );
  return found.length > 0;
}

/** Shapes of the table that were followed once, by what is written down of them, and are of none of these months. */
export function notedOutside(database: DeskDatabase, table: DeskTable, months: readonly string[]): string[] {
  const inside = new Set(months.map((month) => shapeName(table.name, month)));
  const rows = database.read('SELECT table_name FROM sync_shapes WHERE table_name = ? OR table_name GLOB ?', [
    table.name,
    `${table.name}@*`,
  ]);
  return rows.map((row) => row.table_name as string).filter((name) => !inside.has(name));
}

/** Whether this desk's own writes, taken in by the cloud, wait for the shape. */
export function owes(database: DeskDatabase, shape: ShapeState): boolean {
  const { sql, params } = notesOfMonth(shape.table, shape.month);
  const found = database.read(
    `SELECT 1 FROM ${acknowledged('sync_inserts')} AND n.released = 0${sql}
      UNION ALL SELECT 1 FROM ${acknowledged('sync_journal')}${sql} LIMIT 1`,
    [shape.table.name, ...params, shape.table.name, ...params],
  );
  return found.length > 0;
}

/** Mutations that the cloud has taken in and that wait for tables to reach them. */
export function acknowledgedOrders(database: DeskDatabase): number[] {
  const rows = database.read(`SELECT order_no FROM sync_outbox WHERE state = 'acknowledged'`);
  return rows.map((row) => row.order_no as number);
}

/** Which of these mutations noted a row of the table that is of none of these months, or that is not there any more. */
export function notedElsewhere(
  database: DeskDatabase,
  table: DeskTable,
  months: readonly string[],
  orderNos: readonly number[],
): number[] {
  const inside = months.map(() => '?').join(', ');
  const elsewhere = (notes: Notes) =>
    `SELECT n.order_no FROM json_each(?) j CROSS JOIN ${notes} n ON n.order_no = j.value
      WHERE n.table_name = ? AND NOT EXISTS (${rowOfNote(table)} AND r."month" IN (${inside}))`;
  const params = [JSON.stringify(orderNos), table.name, ...months];
  const sql = `${elsewhere('sync_inserts')} UNION ${elsewhere('sync_journal')}`;
  return database.read(sql, [...params, ...params]).map((row) => row.order_no as number);
}

/** Rows looked at in one step. */
const STEP = 2_000;

/**
 * Takes away rows of other months, from `after` on; those of facts on their way stay until they are through.
 * @returns the key to go on after; null at the end of the table
 */
export function dropOutside(
  connection: DeskConnection,
  table: DeskTable,
  months: readonly string[],
  after: string | null,
): string | null {
  const keys = sqlOf(table).keyColumns.map(quote).join(', ');
  const marks = sqlOf(table)
    .keyColumns.map(() => '?')
    .join(', ');
  const from = after === null ? { sql: '1', params: [] } : { sql: `(${keys}) > (${marks})`, params: JSON.parse(after) };
  const rows = connection.allNow(
    `SELECT ${keys}, "month" FROM ${quote(table.name)} WHERE ${from.sql} ORDER BY ${keys} LIMIT ${STEP}`,
    from.params,
  );
  const keyOf = (row: Record<string, unknown>) =>
    keyText(sqlOf(table).keyColumns.map((name) => (row as RawRow)[name] ?? null));
  for (const row of rows) {
    if (months.includes(row.month as string)) continue;
    const key = keyOf(row);
    const pending = 'SELECT 1 FROM sync_inserts WHERE table_name = ? AND row_key = ? AND released = 0 LIMIT 1';
    if (connection.allNow(pending, [table.name, key]).length === 0) deleteRow(connection, table, key);
  }
  return rows.length < STEP ? null : keyOf(rows.at(-1) as Record<string, unknown>);
}
