import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import { createTableSql } from '@tillhouse/shared/data/ddl.ts';
import type { Slice } from './advance.ts';
import type { DeskConnection } from './desk-database.ts';
import { anyPendingIn, layServerRows, pendingIn } from './pending.ts';
import { type DeskTable, keyText, quote, sqlOf, statementsFor } from './row-sql.ts';
import type { ShapeState } from './shape-state.ts';

type Copied = Pick<ShapeState, 'table' | 'name' | 'month'>;

export const stageName = (shape: Copied) => `sync_stage_${shape.name}`;

/** The first copy goes straight into the table where nothing is in it yet and nothing of this desk waits on it. */
export function mayFill(connection: DeskConnection, { table, name, month }: Copied): boolean {
  if (anyPendingIn(connection, table.name)) return false;
  if (connection.allNow('SELECT 1 FROM sync_journal WHERE table_name = ? LIMIT 1', [table.name]).length > 0)
    return false;
  // A month that nothing was ever noted of has no rows: looking for them would read the whole table.
  if (month !== null) {
    const noted = 'SELECT 1 FROM sync_shapes WHERE table_name IN (?, ?)';
    return connection.allNow(noted, [table.name, name]).length === 0;
  }
  return connection.allNow(`SELECT 1 FROM ${quote(table.name)} LIMIT 1`, []).length === 0;
}

export function openStage(connection: DeskConnection, shape: Copied): void {
  dropStage(connection, shape);
  const [create] = createTableSql('sqlite', { ...shape.table, name: stageName(shape), unique: [], indexes: [] });
  connection.execute(create as string);
}

export function dropStage(connection: DeskConnection, shape: Copied): void {
  connection.execute(`DROP TABLE IF EXISTS ${quote(stageName(shape))}`);
}

/** Writes rows of a copy from `start` until the slice's time is over. @returns where to go on */
export function writeCopy(
  slice: Slice,
  shape: ShapeState,
  rows: readonly (readonly SqlValue[])[],
  start: number,
): number {
  const { connection } = slice;
  const { table } = shape;
  const pending = pendingIn(connection, table.name);
  const direct = shape.phase === 'filling' && !pending.deltas && !pending.inserts;
  const upsert = shape.phase === 'filling' ? sqlOf(table).upsert : statementsFor(table, stageName(shape)).upsert;
  let at = start;
  while (at < rows.length && (at === start || !slice.isOver())) {
    const some = rows.slice(at, at + 200);
    if (shape.phase === 'staging' || direct) connection.runEach(upsert, some);
    else {
      const laid = some.map((values) => ({ key: keyOfValues(table, values), values }));
      layServerRows(connection, table, laid, pending);
    }
    at += some.length;
  }
  if (shape.phase === 'filling') slice.changed.add(table.name);
  return at;
}

const keyAt = new WeakMap<DeskTable, number[]>();

/** Key of a row given as values in the order of the table's columns. */
export function keyOfValues(table: DeskTable, values: readonly SqlValue[]): string {
  let places = keyAt.get(table);
  if (!places) {
    const { columns, keyColumns } = sqlOf(table);
    places = keyColumns.map((name) => columns.indexOf(name));
    keyAt.set(table, places);
  }
  return keyText(places.map((place) => values[place] as SqlValue));
}
