import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { DeskConnection } from './desk-database.ts';
import { type DeskTable, keyText, quote, type RawRow, sqlOf } from './row-sql.ts';
import type { QueuedRow } from './shape-state.ts';

/**
 * Keys of rows here whose unique value rows to come have under another key: laid down, those take their place. Nothing
 * but an intent of this desk can stand on such a row, as the cloud holds each value once.
 */
export function displacedBy(connection: DeskConnection, table: DeskTable, rows: readonly QueuedRow[]): string[] {
  const coming = new Set(rows.map(({ key }) => key));
  const found = new Set<string>();
  const { columns, keyColumns } = sqlOf(table);
  const names = Object.keys(table.columns);
  for (const unique of table.unique) {
    const places = unique.map((name) => names.indexOf(name));
    const values = rows
      .filter(({ op }) => op !== 'delete')
      .map((row) => places.map((at) => row.values[at] as SqlValue));
    const same = places.map((at, nth) => `t.${quote(columns[at] as string)} = json_extract(j.value, '$[${nth}]')`);
    const keys = keyColumns.map((name) => `t.${quote(name)}`).join(', ');
    const sql = `SELECT ${keys} FROM json_each(?) j CROSS JOIN ${quote(table.name)} t ON ${same.join(' AND ')}`;
    for (const row of connection.allNow(sql, [JSON.stringify(values)])) {
      const key = keyText(keyColumns.map((name) => (row as RawRow)[name] as SqlValue));
      if (!coming.has(key)) found.add(key);
    }
  }
  return [...found];
}
