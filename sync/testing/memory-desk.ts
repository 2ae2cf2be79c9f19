import { readdirSync, readFileSync } from 'node:fs';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import { createTableSql } from '@tillhouse/shared/data/ddl.ts';
import BetterSqlite from 'better-sqlite3';
import type { DeskConnection, DeskDatabase, WritePriority } from '../client/desk-database.ts';
import type { DeskTable } from '../client/row-sql.ts';

/** A desk's file in memory, with the same one writer and the same order of waiting as the host's. */
export interface MemoryDesk extends DeskDatabase {
  /** A copy of the file as last committed. */
  copy(): Buffer;
  close(): void;
}

const migrations = new URL('../client/migrations/', import.meta.url);

export function connectionOn(db: BetterSqlite.Database): DeskConnection {
  const cache = new Map<string, BetterSqlite.Statement>();
  const prepared = (sql: string): BetterSqlite.Statement => {
    let statement = cache.get(sql);
    if (!statement) {
      statement = db.prepare(sql);
      cache.set(sql, statement);
    }
    return statement;
  };
  const bind = (params: readonly SqlValue[]) => params.map((each) => (typeof each === 'boolean' ? Number(each) : each));
  const allNow = (sql: string, params: readonly SqlValue[]) =>
    prepared(sql).all(bind(params)) as Record<string, unknown>[];
  const runNow = (sql: string, params: readonly SqlValue[]) => prepared(sql).run(bind(params)).changes;
  return {
    engine: 'sqlite',
    allNow,
    runNow,
    all: async (sql, params) => allNow(sql, params),
    run: async (sql, params) => runNow(sql, params),
    runEach: (sql, rows) => {
      for (const row of rows) prepared(sql).run(bind(row));
    },
    execute: (sql) => {
      cache.clear();
      db.exec(sql);
    },
  };
}

export function memoryDesk(tables: readonly DeskTable[], file?: Buffer): MemoryDesk {
  const db = file ? new BetterSqlite(file) : new BetterSqlite(':memory:');
  if (!file) {
    for (const name of readdirSync(migrations).sort()) db.exec(readFileSync(new URL(name, migrations), 'utf8'));
    for (const table of tables) for (const sql of createTableSql('sqlite', table)) db.exec(sql);
  }
  const connection = connectionOn(db);
  const waiting: Record<WritePriority, (() => Promise<void>)[]> = { foreground: [], background: [] };
  let busy = false;
  const next = (): void => {
    if (busy) return;
    const run = waiting.foreground.shift() ?? waiting.background.shift();
    if (!run) return;
    busy = true;
    void run().finally(() => {
      busy = false;
      next();
    });
  };
  const alone = async <T>(work: (connection: DeskConnection) => Promise<T>): Promise<T> => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = await work(connection);
      db.exec('COMMIT');
      return result;
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };
  const transaction = <T>(priority: WritePriority, work: (connection: DeskConnection) => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      waiting[priority].push(() => alone(work).then(resolve, reject));
      next();
    });
  return {
    transaction,
    repeatable: (work) => transaction('background', work),
    foregroundWaits: () => waiting.foreground.length > 0,
    read: (sql, params = []) => connection.allNow(sql, params),
    copy: () => db.serialize(),
    close: () => db.close(),
  };
}
