import type BetterSqlite from 'better-sqlite3';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';

/** Milliseconds from which on a statement is worth a line in the log. */
export const SLOW_MS = 50;
/** Letters of a statement, and of its plan, that are logged. */
const MOST_TEXT = 400;

/** Logs a slow statement with its plan; parameters stay out of the log, since they can be personal. */
export function logSlow(
  db: BetterSqlite.Database,
  log: (line: string) => void,
  sql: string,
  params: readonly SqlValue[],
  milliseconds: number,
): void {
  let plan: string;
  try {
    const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...params) as { detail: string }[];
    plan = rows.map((row) => row.detail).join(' | ');
  } catch {
    plan = 'no plan';
  }
  const text = sql.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_TEXT);
  log(`slow query, ${Math.round(milliseconds)} ms: ${text} — ${plan.slice(0, MOST_TEXT)}`);
}
