import type BetterSqlite from 'better-sqlite3';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import { logSlow, SLOW_MS } from './slow-queries.ts';

/** Prepared statements kept by their text; the least recently used one makes room. */
const KEPT = 400;

interface Kept {
  readonly statement: BetterSqlite.Statement;
  /** The table it writes, by SQL name */
  readonly writes: string | null;
}

const written =
  /^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+"?(\w+)"?/i;

export class Statements {
  readonly #db: BetterSqlite.Database;
  readonly #log: (line: string) => void;
  readonly #kept = new Map<string, Kept>();
  /** Called with the table of each statement that wrote. */
  onWrite: (table: string) => void = () => {};

  constructor(db: BetterSqlite.Database, log: (line: string) => void) {
    this.#db = db;
    this.#log = log;
  }

  #take(sql: string): Kept {
    let kept = this.#kept.get(sql);
    if (kept) {
      this.#kept.delete(sql);
    } else {
      kept = { statement: this.#db.prepare(sql), writes: written.exec(sql)?.[1] ?? null };
      if (this.#kept.size >= KEPT) this.#kept.delete(this.#kept.keys().next().value as string);
    }
    this.#kept.set(sql, kept);
    return kept;
  }

  all(sql: string, params: readonly SqlValue[]): Record<string, unknown>[] {
    const { statement, writes } = this.#take(sql);
    const before = performance.now();
    if (!statement.reader) {
      statement.run(...params);
      if (writes) this.onWrite(writes);
      return [];
    }
    const rows = statement.all(...params) as Record<string, unknown>[];
    this.#measure(sql, params, before);
    if (writes) this.onWrite(writes);
    return rows;
  }

  run(sql: string, params: readonly SqlValue[]): number {
    const { statement, writes } = this.#take(sql);
    const before = performance.now();
    const { changes } = statement.run(...params);
    this.#measure(sql, params, before);
    if (writes && changes > 0) this.onWrite(writes);
    return changes;
  }

  runEach(sql: string, rows: readonly (readonly SqlValue[])[]): void {
    if (rows.length === 0) return;
    const { statement, writes } = this.#take(sql);
    for (const row of rows) statement.run(...row);
    if (writes) this.onWrite(writes);
  }

  #measure(sql: string, params: readonly SqlValue[], before: number): void {
    const took = performance.now() - before;
    if (took > SLOW_MS) logSlow(this.#db, this.#log, sql, params, took);
  }
}
