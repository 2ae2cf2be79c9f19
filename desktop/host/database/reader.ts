import type { FieldCipher, SqlValue } from '@tillhouse/shared/data/connection.ts';
import { openSealedViews } from '../keys/sealed-views.ts';
import { openStockViews } from '../neighbours/stock-now.ts';
import { nameList, type Names } from '../lists/names.ts';
import { type FileKey, openFile } from './engine.ts';
import { setReaderPragmas } from './pragmas.ts';
import { Statements } from './statements.ts';

/** Committed rows by a connection that cannot write, sealed columns opened. What queries are given. */
export interface Reader {
  /** Finds people by their names, though those are kept sealed. */
  readonly names: Names;
  all<R = Record<string, unknown>>(sql: string, params?: readonly SqlValue[]): R[];
  get<R = Record<string, unknown>>(sql: string, params?: readonly SqlValue[]): R | undefined;
}

export interface OpenReader extends Reader {
  close(): void;
}

export interface ReadersKeys {
  /** Left out: sealed columns are read as they are kept */
  readonly fields?: FieldCipher | undefined;
  /** Of a file that is encrypted as a whole */
  readonly fileKey?: FileKey | undefined;
}

export function openReader(
  file: string,
  log: (line: string) => void,
  { fields, fileKey }: ReadersKeys = {},
): OpenReader {
  const db = openFile(file, fileKey, { readonly: true, fileMustExist: true, timeout: 5_000 });
  db.pragma('temp_store = MEMORY');
  openSealedViews(db, fields);
  openStockViews(db);
  setReaderPragmas(db);
  const statements = new Statements(db, log);
  return {
    names: nameList(db),
    all: <R>(sql: string, params: readonly SqlValue[] = []) => statements.all(sql, params) as R[],
    get: <R>(sql: string, params: readonly SqlValue[] = []) => statements.all(sql, params)[0] as R | undefined,
    close: () => db.close(),
  };
}
