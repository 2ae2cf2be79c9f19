import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import { createTableSql } from '@tillhouse/shared/data/ddl.ts';
import { settleReached } from './acknowledge.ts';
import { dropReached, type Slice } from './advance.ts';
import type { DeskConnection } from './desk-database.ts';
import { intentsOnTable, layOn, lift } from './intents.ts';
import { rowsOfMonth } from './months.ts';
import {
  addPending,
  anyPendingIn,
  confirm,
  layServerRows,
  makeOwn,
  pendingIn,
  releaseDeltas,
  releaseInserts,
} from './pending.ts';
import { type DeskTable, deleteRow, keyText, keyValues, quote, type RawRow, sqlOf, statementsFor } from './row-sql.ts';
import { type ShapeState, saveShape, taken } from './shape-state.ts';

/** Rows of the new generation that take their place in one transaction. */
const SWAP_ROWS = 400;

type Copied = Pick<ShapeState, 'table' | 'name' | 'month'>;

const stageName = (shape: Copied) => `sync_stage_${shape.name}`;

/** The first copy goes straight into the table where nothing is in it yet and nothing of this desk waits on it. */
export function mayFill(connection: DeskConnection, { table, name, month }: Copied): boolean {
  if (anyPendingIn(connection, table.name)) return false;
  if (connection.allNow('SELECT 1 FROM sync_journal WHERE table_name = ? LIMIT 1', [table.name]).length > 0)
    return false;
  // A month that nothing was ever noted of has no rows: looking for them would read the whole table.
  if (month !== null) {
    const noted = 'SELECT 1 FROM sync_shapes WHERE table_name IN (?, ?)';
    return connection.allNow(noted, [table.name, name]).length === 0;
  }
  return connection.allNow(`SELECT 1 FROM ${quote(table.name)} LIMIT 1`, []).length === 0;
}

export function openStage(connection: DeskConnection, shape: Copied): void {
  dropStage(connection, shape);
  const [create] = createTableSql('sqlite', { ...shape.table, name: stageName(shape), unique: [], indexes: [] });
  connection.execute(create as string);
}

export function dropStage(connection: DeskConnection, shape: Copied): void {
  connection.execute(`DROP TABLE IF EXISTS ${quote(stageName(shape))}`);
}

/** Writes rows of a copy from `start` until the slice's time is over. @returns where to go on */
export function writeCopy(
  slice: Slice,
  shape: ShapeState,
  rows: readonly (readonly SqlValue[])[],
  start: number,
): number {
  const { connection } = slice;
  const { table } = shape;
  const pending = pendingIn(connection, table.name);
  const direct = shape.phase === 'filling' && !pending.deltas && !pending.inserts;
  const upsert = shape.phase === 'filling' ? sqlOf(table).upsert : statementsFor(table, stageName(shape)).upsert;
  let at = start;
  while (at < rows.length && (at === start || !slice.isOver())) {
    const some = rows.slice(at, at + 200);
    if (shape.phase === 'staging' || direct) connection.runEach(upsert, some);
    else {
      const laid = some.map((values) => ({ key: keyOfValues(table, values), values }));
      layServerRows(connection, table, laid, pending);
    }
    at += some.length;
  }
  if (shape.phase === 'filling') slice.changed.add(table.name);
  return at;
}

const keyAt = new WeakMap<DeskTable, number[]>();

/** Key of a row given as values in the order of the table's columns. */
export function keyOfValues(table: DeskTable, values: readonly SqlValue[]): string {
  let places = keyAt.get(table);
  if (!places) {
    const { columns, keyColumns } = sqlOf(table);
    places = keyColumns.map((name) => columns.indexOf(name));
    keyAt.set(table, places);
  }
  return keyText(places.map((place) => values[place] as SqlValue));
}

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
    // All intents on the table first: taking one back may bring a row back that the new generation lacks.
    const lifted = lift(connection, intentsOnTable(connection, table.name));
    dropReached(connection, shape, frontier);
    if (pending) releaseDeltas(connection, table.name, frontier, shape.month);
    const { fresh, gone, end } = nextRange(connection, shape);
    copyRange(connection, shape, end);
    if (pending) {
      for (const key of fresh) addPending(connection, table, key);
      confirm(connection, table.name, fresh);
    }
    for (const key of gone) if (!pending || !makeOwn(connection, table, key)) deleteRow(connection, table, key);
    if (end === null && pending) releaseInserts(connection, table.name, frontier, shape.month);
    await layOn(connection, lifted, slice.onNotShown);
    shape.swapAfter = end;
    if (end === null) return finishSwap(connection, shape, frontier);
    saveShape(connection, shape);
    if (slice.isOver()) return false;
  }
}

function finishSwap(connection: DeskConnection, shape: ShapeState, frontier: number): boolean {
  shape.phase = 'live';
  shape.frontier = frontier;
  shape.copiedAt = null;
  saveShape(connection, shape);
  dropStage(connection, shape);
  settleReached(connection);
  return true;
}

function keyList(table: DeskTable): string {
  return sqlOf(table).keyColumns.map(quote).join(', ');
}

const marks = (table: DeskTable) =>
  sqlOf(table)
    .keyColumns.map(() => '?')
    .join(', ');

/** `key > after AND key <= end`, each side only where given. */
function range(table: DeskTable, after: string | null, end: string | null): { sql: string; params: SqlValue[] } {
  const terms: string[] = [];
  const params: SqlValue[] = [];
  if (after !== null) {
    terms.push(`(${keyList(table)}) > (${marks(table)})`);
    params.push(...keyValues(after));
  }
  if (end !== null) {
    terms.push(`(${keyList(table)}) <= (${marks(table)})`);
    params.push(...keyValues(end));
  }
  return { sql: terms.length === 0 ? '1' : terms.join(' AND '), params };
}

interface Range {
  /** Keys of the new generation */
  readonly fresh: readonly string[];
  /** Keys of live rows that it lacks */
  readonly gone: readonly string[];
  /** Null: to the end of the table */
  readonly end: string | null;
}

/** The next keys in order, few enough of both kinds for one transaction. */
function nextRange(connection: DeskConnection, shape: ShapeState): Range {
  const staged = stagedKeys(connection, shape, null);
  const end = staged.length < SWAP_ROWS ? null : (staged.at(-1) as string);
  const gone = liveWithout(connection, shape, end);
  if (gone.length < SWAP_ROWS) return { fresh: staged, gone, end };
  const last = gone.at(-1) as string;
  return { fresh: stagedKeys(connection, shape, last), gone, end: last };
}

function stagedKeys(connection: DeskConnection, shape: ShapeState, end: string | null): string[] {
  const { table, swapAfter } = shape;
  const { sql, params } = range(table, swapAfter, end);
  const keys = keyList(table);
  const from = quote(stageName(shape));
  const rows = connection.allNow(
    `SELECT ${keys} FROM ${from} WHERE ${sql} ORDER BY ${keys} LIMIT ${SWAP_ROWS}`,
    params,
  );
  return rows.map((row) => rawKey(table, row));
}

function liveWithout(connection: DeskConnection, shape: ShapeState, end: string | null): string[] {
  const { table, swapAfter } = shape;
  const { sql, params } = range(table, swapAfter, end);
  const narrowed = rowsOfMonth(shape.month);
  const keys = keyList(table);
  const same = sqlOf(table)
    .keyColumns.map((name) => `staged.${quote(name)} = ${quote(table.name)}.${quote(name)}`)
    .join(' AND ');
  const rows = connection.allNow(
    `SELECT ${keys} FROM ${quote(table.name)} WHERE ${sql}${narrowed.sql}
      AND NOT EXISTS (SELECT 1 FROM ${quote(stageName(shape))} staged WHERE ${same})
      ORDER BY ${keys} LIMIT ${SWAP_ROWS}`,
    [...params, ...narrowed.params],
  );
  return rows.map((row) => rawKey(table, row));
}

function copyRange(connection: DeskConnection, shape: ShapeState, end: string | null): void {
  const { table, swapAfter } = shape;
  const { sql, params } = range(table, swapAfter, end);
  const columns = sqlOf(table).columns.map(quote).join(', ');
  connection.runNow(
    `INSERT OR REPLACE INTO ${quote(table.name)} (${columns})
     SELECT ${columns} FROM ${quote(stageName(shape))} WHERE ${sql}`,
    params,
  );
}

function rawKey(table: DeskTable, row: Record<string, unknown>): string {
  return keyText(sqlOf(table).keyColumns.map((name) => (row as RawRow)[name] ?? null));
}
