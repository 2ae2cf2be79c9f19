import { encode, namesOf } from '@tillhouse/shared/data/codec.ts';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { Column } from '@tillhouse/shared/kernel/columns.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';

type Row = Record<string, unknown>;

/** Lays rows below the domain, as sync does. */
export function layRows<R extends object>(
  connection: DeskConnection,
  table: Table<R>,
  rows: readonly NoInfer<R>[],
): void {
  const plain = table as unknown as Table<Row>;
  const columns = [...namesOf(plain).columns];
  const names = columns.map(([, name]) => `"${name}"`).join(', ');
  const sql = `INSERT OR REPLACE INTO "${plain.name}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`;
  const encoded = rows.map((row) =>
    columns.map(([camel]): SqlValue => encode('sqlite', plain.columns[camel] as Column, (row as Row)[camel] ?? null)),
  );
  connection.runEach(sql, encoded);
}
