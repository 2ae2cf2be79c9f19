import { readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { SqlConnection, SqlValue } from '../data/connection.ts';

const migrations = new URL('../../desktop/host/migrations/', import.meta.url);

const bindable = (values: readonly SqlValue[]) =>
  values.map((value) => (typeof value === 'boolean' ? Number(value) : value));

/** A desk's file in memory, migrated as a desk migrates; or a copy of another one, which is at that already. */
export function openSqlite(copyOf?: Buffer) {
  const db = new Database(copyOf ?? ':memory:');
  for (const name of readdirSync(migrations)
    .filter((file) => !copyOf && file.endsWith('.sql'))
    .sort()) {
    db.exec(readFileSync(new URL(name, migrations), 'utf8'));
  }
  const statements = new Map<string, Database.Statement<unknown[], Record<string, unknown>>>();
  const prepared = (sql: string) => {
    const known = statements.get(sql) ?? db.prepare<unknown[], Record<string, unknown>>(sql);
    statements.set(sql, known);
    return known;
  };
  const connection: SqlConnection = {
    engine: 'sqlite',
    all: async (sql, params) => prepared(sql).all(...bindable(params)),
    run: async (sql, params) => prepared(sql).run(...bindable(params)).changes,
  };
  return {
    engine: 'sqlite' as const,
    db,
    transaction: async <T>(fn: (connection: SqlConnection) => Promise<T>): Promise<T> => {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = await fn(connection);
        db.exec('COMMIT');
        return result;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    close: async () => {
      db.close();
    },
  };
}
