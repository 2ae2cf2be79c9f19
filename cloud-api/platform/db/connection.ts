import type { RowsToInsert, SqlConnection, SqlValue } from '@tillhouse/shared/data/connection.ts';
import type pg from 'pg';
import { quoteName } from './quote.ts';
import { namedStalePlan } from './unavailable.ts';

/** One connection inside one open transaction. */
export interface Connection extends SqlConnection {
  readonly engine: 'postgres';
  /** For what the port does not cover: arrays for unnest, COPY. */
  readonly client: pg.PoolClient;
  /** Typed rows of a statement; parameters may be arrays. */
  rows<R extends object>(sql: string, params?: readonly unknown[]): Promise<R[]>;
}

/** Statements of one text are prepared once a connection. Bounded: lists of changing length make new texts. */
const names = new Map<string, string>();
const MAX_NAMES = 500;
const MAX_LENGTH = 4_000;

function nameOf(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= MAX_NAMES || sql.length > MAX_LENGTH) return known;
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
}

export function connectionOver(client: pg.PoolClient): Connection {
  const query = (sql: string, params: readonly unknown[]) => {
    const name = nameOf(sql);
    const query = { text: sql, values: params as unknown[], ...(name === undefined ? {} : { name }) };
    return client.query(query).catch((error: unknown) => {
      throw namedStalePlan(error);
    });
  };
  return {
    engine: 'postgres',
    client,
    all: async (sql: string, params: readonly SqlValue[]) => (await query(sql, params)).rows,
    run: async (sql: string, params: readonly SqlValue[]) => (await query(sql, params)).rowCount ?? 0,
    insertRows: async (insert: RowsToInsert) => {
      const { sql, arrays } = insertFromArrays(insert);
      await query(sql, arrays);
    },
    rows: async <R extends object>(sql: string, params: readonly unknown[] = []) =>
      (await query(sql, params)).rows as R[],
  };
}

/**
 * One array a column: the text is the same for any number of rows, so it is planned once, and a hundred thousand values
 * are few parameters. (COPY would be refused under row-level security.) jsonb travels as text.
 */
function insertFromArrays({ table, columns, rows }: RowsToInsert): { sql: string; arrays: unknown[] } {
  const names = columns.map(({ name }) => quoteName(name));
  const casts = columns.map(({ type }, at) => (type === 'jsonb' ? `$${at + 1}::text[]` : `$${at + 1}::${type}[]`));
  const picked = columns.map(({ type }, at) => (type === 'jsonb' ? `r.${names[at]}::jsonb` : `r.${names[at]}`));
  const sql =
    `INSERT INTO ${quoteName(table)} (${names.join(', ')}) ` +
    `SELECT ${picked.join(', ')} FROM unnest(${casts.join(', ')}) AS r (${names.join(', ')})`;
  return { sql, arrays: columns.map((_column, at) => rows.map((row) => row[at])) };
}
