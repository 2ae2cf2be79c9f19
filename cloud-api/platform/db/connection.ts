import type { SqlConnection, SqlValue } from '@tillhouse/shared/data/connection.ts';
import type pg from 'pg';

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
    return client.query({ text: sql, values: params as unknown[], ...(name === undefined ? {} : { name }) });
  };
  return {
    engine: 'postgres',
    client,
    all: async (sql: string, params: readonly SqlValue[]) => (await query(sql, params)).rows,
    run: async (sql: string, params: readonly SqlValue[]) => (await query(sql, params)).rowCount ?? 0,
    rows: async <R extends object>(sql: string, params: readonly unknown[] = []) =>
      (await query(sql, params)).rows as R[],
  };
}
