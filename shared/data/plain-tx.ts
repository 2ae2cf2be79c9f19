import type { Table } from '../kernel/define-table.ts';
import type { Tx } from '../kernel/tx.ts';

export type PlainRow = Record<string, unknown>;
export type PlainTable = Table<PlainRow>;
export type PlainDeltas = Record<string, number>;

/** `Tx` for what works on any table alike: rows by column name, without the types of their table. */
export interface PlainTx {
  get(table: PlainTable, key: PlainRow): Promise<PlainRow | undefined>;
  getMany(table: PlainTable, keys: readonly PlainRow[]): Promise<PlainRow[]>;
  getForUpdate(table: PlainTable, keys: readonly PlainRow[]): Promise<PlainRow[]>;
  list(table: PlainTable, where: PlainRow): Promise<PlainRow[]>;
  listMany(table: PlainTable, wheres: readonly PlainRow[]): Promise<PlainRow[]>;
  insert(table: PlainTable, row: PlainRow): Promise<void>;
  insertMany(table: PlainTable, rows: readonly PlainRow[]): Promise<void>;
  insertOnce(table: PlainTable, row: PlainRow): Promise<boolean>;
  update(table: PlainTable, key: PlainRow, patch: PlainRow): Promise<boolean>;
  delete(table: PlainTable, key: PlainRow): Promise<boolean>;
  add(table: PlainTable, key: PlainRow, deltas: PlainDeltas): Promise<boolean>;
  addMany(table: PlainTable, additions: readonly { key: PlainRow; deltas: PlainDeltas }[]): Promise<boolean[]>;
  addIf(table: PlainTable, key: PlainRow, deltas: PlainDeltas, guard: unknown): Promise<boolean>;
  emit(event: unknown, payload: unknown): Promise<void>;
}

/** A table of typed rows, for what works on any alike. */
export const plainTable = <R extends object>(table: Table<R>): PlainTable => table as unknown as PlainTable;
export const plain = (tx: Tx): PlainTx => tx as unknown as PlainTx;
export const typed = (tx: PlainTx): Tx => tx as unknown as Tx;

/** Values as they compare in a database: uuids whatever their case. */
function comparable(table: PlainTable, name: string, value: unknown): unknown {
  return table.columns[name]?.kind === 'uuid' && typeof value === 'string' ? value.toLowerCase() : (value ?? null);
}

/** Of a key, or of a row: its key as text. */
export function keyName(table: PlainTable, row: PlainRow): string {
  return JSON.stringify(table.key.map((part) => comparable(table, part, row[part])));
}

export function whereName(table: PlainTable, where: PlainRow): string {
  return JSON.stringify(
    Object.keys(where)
      .sort()
      .map((name) => [name, comparable(table, name, where[name])]),
  );
}

export function matches(table: PlainTable, row: PlainRow, where: PlainRow): boolean {
  return Object.keys(where).every(
    (name) => comparable(table, name, row[name]) === comparable(table, name, where[name]),
  );
}

/** By the bytes of the primary key, as the database would list them. */
export function inKeyOrder(table: PlainTable, rows: PlainRow[]): PlainRow[] {
  if (rows.length < 2) return rows;
  const compare = (one: PlainRow, other: PlainRow): number => {
    for (const part of table.key) {
      const [a, b] = [one[part], other[part]] as [string | number, string | number];
      if (a !== b) return a < b ? -1 : 1;
    }
    return 0;
  };
  return rows.sort(compare);
}

/** A row with what is added to it. */
export function plus(row: PlainRow, deltas: PlainDeltas): PlainRow {
  const sum = { ...row };
  for (const [name, delta] of Object.entries(deltas)) sum[name] = ((row[name] as number | undefined) ?? 0) + delta;
  return sum;
}
