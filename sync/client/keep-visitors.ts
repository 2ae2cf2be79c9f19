import type { DeskConnection } from './desk-database.ts';
import { shapeName } from '../protocol/shape-name.ts';
import { type DeskTable, encodeRow, keyOfRow, putRow, readRow } from './row-sql.ts';

export interface VisitingRows {
  readonly table: DeskTable;
  /** As the domain holds them */
  readonly rows: readonly Record<string, unknown>[];
}

/**
 * Keeps rows of months that this desk does not follow, fetched because somebody asked for them. Those of followed months
 * are the shapes' own. They go when the months turn, or at the next start, as every row outside of them does: each month
 * is noted for that.
 */
export function keepVisitors(
  connection: DeskConnection,
  visitors: readonly VisitingRows[],
  months: readonly string[],
): void {
  for (const { table, rows } of visitors) {
    for (const row of rows) {
      const month = String(row.month);
      if (months.includes(month)) continue;
      const noted = `INSERT OR IGNORE INTO sync_shapes (table_name, phase) VALUES (?, 'empty')`;
      connection.runNow(noted, [shapeName(table.name, month)]);
      if (!readRow(connection, table, keyOfRow(table, row)))
        putRow(connection, table, encodeRow(connection, table, row));
    }
  }
}
