import { existsSync } from 'node:fs';
import { valueTypes } from '@tillhouse/cloud-api/platform/db/value-types.ts';
import type { FieldsOf } from '@tillhouse/cloud-api/platform/db/pool-fields.ts';
import { openFile } from '@tillhouse/desktop/host/database/engine.ts';
import { keysBeside } from '@tillhouse/desktop/host/keys/sealed-reader.ts';
import { openSealedViews } from '@tillhouse/desktop/host/keys/sealed-views.ts';
import pg from 'pg';
import { Plain } from './plain.ts';

/** Rows of a desk's file or of the cloud's database; both are only read. */
export interface RowSource {
  readonly engine: 'sqlite' | 'postgres';
  readonly name: string;
  rows<R extends object = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** Of the cloud, where its keys are given: opens what lies sealed */
  readonly fieldsOf?: FieldsOf;
  close(): Promise<void>;
}

/** @throws Plain when there is no such file or it is no desk */
export function openDeskFile(file: string): RowSource {
  if (!existsSync(file)) throw new Plain(`There is no desk file at ${file}. Give another with --desk.`);
  const { fields, fileKey } = keysBeside(file, () => {});
  const db = openFile(file, fileKey, { readonly: true, fileMustExist: true });
  db.pragma('busy_timeout = 5000');
  db.pragma('temp_store = MEMORY');
  // Names of people are sealed: with the key beside the file they are read, without it they stay so.
  openSealedViews(db, fields);
  db.pragma('query_only = 1');
  return {
    engine: 'sqlite',
    name: file,
    rows: async <R extends object>(sql: string, params: readonly unknown[] = []) =>
      db.prepare(sql).all(...(params as never[])) as R[],
    close: async () => {
      db.close();
    },
  };
}

/** @param url of the database as its administrator: checks read every tenant @throws Plain when it does not answer */
export async function openCloudDatabase(url: string): Promise<RowSource> {
  const client = new pg.Client({
    connectionString: url,
    types: valueTypes,
    connectionTimeoutMillis: 5_000,
    application_name: 'tillhouse-cli',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SET default_transaction_read_only = on');
  } catch (error) {
    const where = new URL(url);
    throw new Plain(
      `The database at ${where.host}${where.pathname} does not answer (${(error as Error).message}). Nothing was checked there. Start it, or give another with --cloud.`,
    );
  }
  return {
    engine: 'postgres',
    name: `${new URL(url).host}${new URL(url).pathname}`,
    rows: async <R extends object>(sql: string, params: readonly unknown[] = []) =>
      (await client.query<R & pg.QueryResultRow>(sql, params as unknown[])).rows,
    close: () => client.end(),
  };
}
