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

/** Narrows what sync notes about rows of the table (by `row_key`) to those between where the swap has come and `end`, and `also`. */
export function notesIn({ table, swapAfter }: ShapeState, end: string | null, also: readonly string[] = []): Narrowed {
  const keys = sqlOf(table).keyColumns.map((_, at) => `json_extract(row_key, '$[${at}]')`);
  const { sql, params } = range(table, swapAfter, end, keys.join(', '));
  if (also.length === 0) return { sql: ` AND ${sql}`, params };
  return {
    sql: ` AND ((${sql}) OR row_key IN (SELECT value FROM json_each(?)))`,
    params: [...params, JSON.stringify(also)],
  };
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

interface Beside {
  /** Live rows beyond the range whose unique value a row that comes has: they would go before their turn. */
  readonly displaced: readonly string[];
  /** Those of them that the new generation has too, which therefore come with the range */
  readonly also: readonly string[];
}

export function besideOf(connection: DeskConnection, shape: ShapeState, end: string | null): Beside {
  const displaced = new Set<string>();
  const also: string[] = [];
  const all = shape.swapAfter === null && end === null;
  if (all || shape.table.unique.length === 0) return { displaced: [], also };
  // Each that comes along may displace another one.
  let coming: readonly string[] | null = null;
  do {
    const found: readonly Displaced[] = displacedByThose(connection, shape, end, coming);
    const fresh: readonly Displaced[] = found.filter(({ key }) => !displaced.has(key));
    for (const { key } of fresh) displaced.add(key);
    coming = fresh.filter(({ isStaged }) => isStaged).map(({ key }) => key);
    also.push(...coming);
  } while (coming.length > 0);
  return { displaced: [...displaced], also };
}

interface Displaced {
  readonly key: string;
  /** The new generation has it too. */
  readonly isStaged: boolean;
}

/** @param coming keys of the new generation; null: those of the range */
function displacedByThose(
  connection: DeskConnection,
  shape: ShapeState,
  end: string | null,
  coming: readonly string[] | null,
): Displaced[] {
  const { table, swapAfter } = shape;
  const { columns, keyColumns } = sqlOf(table);
  const names = Object.keys(table.columns);
  const keysOf = (row: string) => keyColumns.map((name) => `${row}.${quote(name)}`).join(', ');
  const same = (a: string, b: string) =>
    keyColumns.map((name) => `${a}.${quote(name)} = ${b}.${quote(name)}`).join(' AND ');
  const stage = quote(stageName(shape));
  const inRange = range(table, swapAfter, end, keysOf('t'));
  const listed = keyColumns.map((name, at) => `s.${quote(name)} = json_extract(j.value, '$[${at}]')`).join(' AND ');
  const from = coming
    ? { sql: `json_each(?) j CROSS JOIN ${stage} s ON ${listed}`, where: '1', params: [JSON.stringify(coming)] }
    : { sql: `${stage} s`, where: range(table, swapAfter, end, keysOf('s')).sql, params: inRange.params };
  return table.unique.flatMap((unique) => {
    const values = unique.map((name) => quote(columns[names.indexOf(name)] as string));
    const rows = connection.allNow(
      `SELECT DISTINCT ${keysOf('t')}, EXISTS (SELECT 1 FROM ${stage} x WHERE ${same('x', 't')}) AS is_staged
         FROM ${from.sql} CROSS JOIN ${quote(table.name)} t ON ${values.map((value) => `t.${value} = s.${value}`).join(' AND ')}
        WHERE ${from.where} AND NOT (${same('s', 't')}) AND NOT (${inRange.sql})`,
      [...from.params, ...inRange.params],
    );
    return rows.map((row) => ({ key: rawKey(table, row), isStaged: row.is_staged === 1 }));
  });
}

/** Lays the new generation's rows up to `end`, and `also`, over the table's own. */
export function copyRange(
  connection: DeskConnection,
  shape: ShapeState,
  end: string | null,
  also: readonly string[] = [],
): void {
  const { table, swapAfter } = shape;
  const { sql, params } = range(table, swapAfter, end);
  const columns = sqlOf(table).columns.map(quote).join(', ');
  connection.runNow(
    `INSERT OR REPLACE INTO ${quote(table.name)} (${columns})
     SELECT ${columns} FROM ${quote(stageName(shape))} WHERE ${sql}`,
    params,
  );
  const one = sqlOf(table).keyColumns.map((name) => `${quote(name)} = ?`);
  connection.runEach(
    `INSERT OR REPLACE INTO ${quote(table.name)} (${columns})
     SELECT ${columns} FROM ${quote(stageName(shape))} WHERE ${one.join(' AND ')}`,
    also.map(keyValues),
  );
}

function rawKey(table: DeskTable, row: Record<string, unknown>): string {
  return keyText(sqlOf(table).keyColumns.map((name) => (row as RawRow)[name] ?? null));
}
