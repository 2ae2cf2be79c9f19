import BetterSqlite from 'better-sqlite3';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import { setReaderPragmas } from './pragmas.ts';
import { Statements } from './statements.ts';

/** Committed rows by a connection that cannot write. What queries are given. */
export interface Reader {
  all<R = Record<string, unknown>>(sql: string, params?: readonly SqlValue[]): R[];
  get<R = Record<string, unknown>>(sql: string, params?: readonly SqlValue[]): R | undefined;
}

export interface OpenReader extends Reader {
  close(): void;
}

export function openReader(file: string, log: (line: string) => void): OpenReader {
  const db = new BetterSqlite(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
  setReaderPragmas(db);
  const statements = new Statements(db, log);
  return {
    all: <R>(sql: string, params: readonly SqlValue[] = []) => statements.all(sql, params) as R[],
    get: <R>(sql: string, params: readonly SqlValue[] = []) => statements.all(sql, params)[0] as R | undefined,
    close: () => db.close(),
  };
}
