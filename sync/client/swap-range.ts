import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { DeskConnection } from './desk-database.ts';
import { type Narrowed, rowsOfMonth } from './months.ts';
import { type DeskTable, keyText, keyValues, quote, type RawRow, sqlOf } from './row-sql.ts';
import type { ShapeState } from './shape-state.ts';
import { stageName } from './snapshot.ts';

/** Rows of the new generation that take their place in one transaction. */
const SWAP_ROWS = 400;

function keyList(table: DeskTable): string {
  return sqlOf(table).keyColumns.map(quote).join(', ');
}

const marks = (table: DeskTable) =>
  sqlOf(table)
    .keyColumns.map(() => '?')
    .join(', ');

/** `key > after AND key <= end`, each side only where given. */
function range(table: DeskTable, after: string | null, end: string | null, keys = keyList(table)): Narrowed {
  const terms: string[] = [];
  const params: SqlValue[] = [];
  if (after !== null) {
    terms.push(`(${keys}) > (${marks(table)})`);
    params.push(...keyValues(after));
  }
  if (end !== null) {
    terms.push(`(${keys}) <= (${marks(table)})`);
    params.push(...keyValues(end));
  }
  return { sql: terms.length === 0 ? '1' : terms.join(' AND '), params };
}

/** Narrows what sync notes about rows of the table (by `row_key`) to those between where the swap has come and `end`. */
export function notesIn({ table, swapAfter }: ShapeState, end: string | null): Narrowed {
  const keys = sqlOf(table).keyColumns.map((_, at) => `json_extract(row_key, '$[${at}]')`);
  const { sql, params } = range(table, swapAfter, end, keys.join(', '));
  return { sql: ` AND ${sql}`, params };
}

export interface Range {
  /** Keys of the new generation */
  readonly fresh: readonly string[];
  /** Keys of live rows that it lacks */
  readonly gone: readonly string[];
  /** Null: to the end of the table */
  readonly end: string | null;
}

/** Where the next range ends by the rows of the new generation alone; null: at the end of the table. */
export function nextEnd(connection: DeskConnection, shape: ShapeState): string | null {
  const staged = stagedKeys(connection, shape, null);
  return staged.length < SWAP_ROWS ? null : (staged.at(-1) as string);
}

/** The next keys in order up to `most`, or fewer, so that there are few enough of both kinds for one transaction. */
export function rangeUpTo(connection: DeskConnection, shape: ShapeState, most: string | null): Range {
  const gone = liveWithout(connection, shape, most);
  const end = gone.length < SWAP_ROWS ? most : (gone.at(-1) as string);
  return { fresh: stagedKeys(connection, shape, end), gone, end };
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

/** Lays the new generation's rows up to `end` over the table's own. */
export function copyRange(connection: DeskConnection, shape: ShapeState, end: string | null): void {
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
