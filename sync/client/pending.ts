import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import type { DeskConnection } from './desk-database.ts';
import { type Narrowed, notesOfMonth, whole } from './months.ts';
import { addColumns, type DeskTable, deleteRow, keyValues, putRow, type RawRow, setColumns, sqlOf } from './row-sql.ts';

/** Facts on their way: their deltas lie over the cloud's values until the table has reached the fact's commit LSN. */

type Deltas = Record<string, number>;

/** Whether facts of this desk still wait on a table, with deltas and with rows of their own. */
export interface PendingIn {
  readonly deltas: boolean;
  readonly inserts: boolean;
}

export function pendingIn(connection: DeskConnection, table: string): PendingIn {
  const deltas = 'SELECT 1 FROM sync_deltas WHERE table_name = ? AND released = 0 LIMIT 1';
  const inserts = 'SELECT 1 FROM sync_inserts WHERE table_name = ? AND released = 0 LIMIT 1';
  return {
    deltas: connection.allNow(deltas, [table]).length > 0,
    inserts: connection.allNow(inserts, [table]).length > 0,
  };
}

export function anyPendingIn(connection: DeskConnection, table: string): boolean {
  const { deltas, inserts } = pendingIn(connection, table);
  return deltas || inserts;
}

/** Sum of the pending deltas on each of these rows that has any, by its key and by column name. */
export function pendingOn(connection: DeskConnection, table: string, keys: readonly string[]): Map<string, Deltas> {
  const sums = new Map<string, Deltas>();
  const [only] = keys;
  const rows =
    keys.length === 1 && only !== undefined
      ? connection.allNow(
          `SELECT row_key, changes FROM sync_deltas WHERE table_name = ? AND row_key = ? AND released = 0`,
          [table, only],
        )
      : connection.allNow(
          `SELECT d.row_key, d.changes FROM json_each(?) j CROSS JOIN sync_deltas d
            WHERE d.table_name = ? AND d.row_key = j.value AND d.released = 0`,
          [JSON.stringify(keys), table],
        );
  for (const { row_key: key, changes } of rows as { row_key: string; changes: string }[]) {
    const sum = sums.get(key) ?? {};
    for (const [name, delta] of Object.entries(JSON.parse(changes) as Deltas)) sum[name] = (sum[name] ?? 0) + delta;
    sums.set(key, sum);
  }
  return sums;
}

/** Lays the pending deltas over a row that was just written with the cloud's values, or made again. */
export function addPending(connection: DeskConnection, table: DeskTable, key: string): void {
  addColumns(connection, table, key, pendingOn(connection, table.name, [key]).get(key) ?? {}, 1);
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

/**
 * The cloud's new generation lacks this row, and facts on their way stand on it: a cloud that was set back has lost who made
 * it. A row that only counts is made again of what is pending, as those facts make it there; from now on it is theirs.
 * @returns false where nothing of this desk stands on it
 */
export function makeOwn(connection: DeskConnection, table: DeskTable, key: string): boolean {
  const counted = countersOf(table);
  if (counted) {
    connection.runNow(
      `INSERT INTO sync_inserts (order_no, step, table_name, row_key)
       SELECT order_no, min(step), table_name, row_key FROM sync_deltas d
        WHERE table_name = ? AND row_key = ? AND released = 0 AND NOT EXISTS (SELECT 1 FROM sync_inserts i
          WHERE i.order_no = d.order_no AND i.table_name = d.table_name AND i.row_key = d.row_key)
        GROUP BY order_no`,
      [table.name, key],
    );
  }
  const own = 'SELECT 1 FROM sync_inserts WHERE table_name = ? AND row_key = ? AND released = 0 LIMIT 1';
  if (connection.allNow(own, [table.name, key]).length === 0) return false;
  if (counted) {
    setColumns(connection, table, key, counted);
    addPending(connection, table, key);
  }
  return true;
}

/** Each counter of a table of nothing else at nothing, as every command makes such a row; null for other tables. */
function countersOf(table: DeskTable): RawRow | null {
  const { columns, keyColumns } = sqlOf(table);
  const kinds = Object.values(table.columns);
  const others = columns.flatMap((name, at) => (keyColumns.includes(name) ? [] : [{ name, column: kinds[at] }]));
  const count = others.every(({ column }) => column?.kind === 'integer' && !column.nullable);
  return others.length > 0 && count ? Object.fromEntries(others.map(({ name }) => [name, 0])) : null;
}

/** One of the cloud's rows, its values in the order of the table's columns. */
export interface ServerRow {
  readonly key: string;
  readonly values: readonly SqlValue[];
}

/**
 * Lays the cloud's rows down: their values plus what is still pending on them. A row that stands so already is not written
 * again; most of what comes back of this desk's own sales is.
 * @returns how many rows differed
 */
export function layServerRows(
  connection: DeskConnection,
  table: DeskTable,
  rows: readonly ServerRow[],
  pending: PendingIn,
): number {
  const { upsert, select, columns } = sqlOf(table);
  const keys = rows.map((row) => row.key);
  const sums = pending.deltas ? pendingOn(connection, table.name, keys) : new Map<string, Deltas>();
  let written = 0;
  for (const { key, values } of rows) {
    const sum = sums.get(key);
    const wanted = sum ? values.map((value, at) => plus(value, sum[columns[at] as string])) : values;
    const [present] = connection.allNow(select, keyValues(key));
    if (present && columns.every((name, at) => present[name] === wanted[at])) continue;
    connection.runNow(upsert, wanted);
    written += 1;
  }
  if (pending.inserts) confirm(connection, table.name, keys);
  return written;
}

const plus = (value: SqlValue, delta: number | undefined): SqlValue =>
  delta === undefined ? value : (value as number) + delta;

/** The cloud's rows of these keys have come: a fact that inserted one does not take it away again. */
export function confirm(connection: DeskConnection, table: string, keys: readonly string[]): void {
  connection.runNow(
    `UPDATE sync_inserts SET confirmed = 1
      WHERE table_name = ? AND row_key IN (SELECT value FROM json_each(?)) AND released = 0 AND confirmed = 0`,
    [table, JSON.stringify(keys)],
  );
}

/** What is noted (as `n`) of facts whose commit a table now reaches: from the few acknowledged ones, not from all that wait. */
const reached = (notes: 'sync_deltas' | 'sync_inserts') =>
  `sync_outbox o CROSS JOIN ${notes} n ON n.order_no = o.order_no
    WHERE o.state = 'acknowledged' AND o.lsn <= ? AND n.table_name = ? AND n.released = 0`;

/**
 * Takes the deltas of facts that the table will now contain off its rows (of those `within`), but for rows in `laid`, which
 * are written anew after it. Where the cloud sends no row (it did not add it), this is what puts the value right.
 */
export function releaseDeltas(
  connection: DeskConnection,
  tableName: string,
  frontier: number,
  month: string | null,
  { laid = new Set(), within = whole }: { readonly laid?: ReadonlySet<string>; readonly within?: Narrowed } = {},
): number {
  const table = tableNamed(tableName);
  const narrowed = notesOfMonth(table, month);
  const rows = connection.allNow(
    `SELECT n.order_no, n.step, n.row_key, n.changes FROM ${reached('sync_deltas')}${narrowed.sql}${within.sql}`,
    [frontier, tableName, ...narrowed.params, ...within.params],
  ) as { order_no: number; step: number; row_key: string; changes: string }[];
  for (const { row_key: key, changes } of rows) {
    if (table && !laid.has(key)) addColumns(connection, table, key, JSON.parse(changes) as Deltas, -1);
  }
  const release = 'UPDATE sync_deltas SET released = 1 WHERE order_no = ? AND step = ?';
  connection.runEach(
    release,
    rows.map((row) => [row.order_no, row.step]),
  );
  return rows.filter(({ row_key: key }) => !laid.has(key)).length;
}

/** After the cloud's rows were laid down: rows of facts that it did not make go. @returns how many went */
export function releaseInserts(
  connection: DeskConnection,
  tableName: string,
  frontier: number,
  month: string | null,
): number {
  const table = tableNamed(tableName);
  const narrowed = notesOfMonth(table, month);
  const rows = connection.allNow(
    `SELECT n.order_no, n.step, n.row_key, n.confirmed FROM ${reached('sync_inserts')}${narrowed.sql}`,
    [frontier, tableName, ...narrowed.params],
  ) as { order_no: number; step: number; row_key: string; confirmed: number }[];
  const release = 'UPDATE sync_inserts SET released = 1 WHERE order_no = ? AND step = ?';
  let gone = 0;
  for (const { order_no: orderNo, step, row_key: key, confirmed } of rows) {
    if (table && confirmed === 0 && !keptByAnother(connection, tableName, key, orderNo)) {
      deleteRow(connection, table, key);
      gone += 1;
    }
    connection.runNow(release, [orderNo, step]);
  }
  return gone;
}

function keptByAnother(connection: DeskConnection, table: string, key: string, orderNo: number): boolean {
  const found = connection.allNow(
    'SELECT 1 FROM sync_inserts WHERE table_name = ? AND row_key = ? AND released = 0 AND order_no <> ? LIMIT 1',
    [table, key, orderNo],
  );
  return found.length > 0;
}
