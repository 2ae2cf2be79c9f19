import { decode, encode, namesOf, textToSqlite } from '@tillhouse/shared/data/codec.ts';
import { openedValue, rowKeyText, sealedColumnsOf, sealedValue, sealRow } from '@tillhouse/shared/data/fields.ts';
import type { FieldCipher, SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { Column } from '@tillhouse/shared/kernel/columns.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import type { DeskConnection } from './desk-database.ts';

/** The few statements that lay rows into the desk's tables below the domain; identifiers come from table definitions only. */
export type DeskTable = Table<Record<string, unknown>>;
/** Column name in SQL → value as SQLite keeps it. */
export type RawRow = Record<string, string | number | null>;

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

interface TableSql {
  readonly columns: readonly string[];
  readonly keyColumns: readonly string[];
  readonly upsert: string;
  readonly select: string;
  readonly remove: string;
}

const cache = new WeakMap<DeskTable, TableSql>();

export function sqlOf(table: DeskTable): TableSql {
  let sql = cache.get(table);
  if (!sql) {
    sql = { ...statementsFor(table, table.name), keyColumns: keyColumnsOf(table), columns: columnsOf(table) };
    cache.set(table, sql);
  }
  return sql;
}

function columnsOf(table: DeskTable): string[] {
  return [...namesOf(table).columns.values()];
}

function keyColumnsOf(table: DeskTable): string[] {
  return table.key.map((part) => namesOf(table).columns.get(part) as string);
}

/** The same statements against a table of the same columns, such as the staged copy. */
export function statementsFor(table: DeskTable, name: string): Pick<TableSql, 'upsert' | 'select' | 'remove'> {
  const columns = columnsOf(table);
  const where = keyColumnsOf(table)
    .map((column) => `${quote(column)} = ?`)
    .join(' AND ');
  return {
    upsert: `INSERT OR REPLACE INTO ${quote(name)} (${columns.map(quote).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    select: `SELECT * FROM ${quote(name)} WHERE ${where}`,
    remove: `DELETE FROM ${quote(name)} WHERE ${where}`,
  };
}

const matching = (table: DeskTable) =>
  sqlOf(table)
    .keyColumns.map((column) => `${quote(column)} = ?`)
    .join(' AND ');

/** A row's key as text: its key values in the order of the table's key. */
export function keyText(values: readonly SqlValue[]): string {
  return JSON.stringify(values);
}

export function keyValues(text: string): (string | number)[] {
  return JSON.parse(text) as (string | number)[];
}

/** Key of a row, whole or partial, as the domain holds it. */
export function keyOfRow(table: DeskTable, row: Record<string, unknown>): string {
  return rowKeyText(table, row);
}

/** A row or a part of it as it is kept; `key` names the row that a part belongs to. */
export function encodeRow(
  { fields }: Pick<DeskConnection, 'fields'>,
  table: DeskTable,
  row: Record<string, unknown>,
  key: Record<string, unknown> = row,
): RawRow {
  const raw: RawRow = {};
  for (const [camel, value] of Object.entries(row)) {
    const name = namesOf(table).columns.get(camel);
    if (name) raw[name] = encode('sqlite', table.columns[camel] as Column, value) as string | number | null;
  }
  return sealRow(fields, table, { ...key, ...row }, raw as Record<string, SqlValue>) as RawRow;
}

/** Kinds whose text takes time to read and often repeats from row to row: the time of an import, an empty list. */
const REPEATING = new Set(['instant', 'json']);

/** A row as a shape carries it (Postgres' text forms) to values in the order of the table's columns. */
export function decoderFor(
  table: DeskTable,
  fields?: FieldCipher,
): (value: Readonly<Record<string, string | null>>) => SqlValue[] {
  const columns = [...namesOf(table).columns].map(([camel, name]) => {
    const column = table.columns[camel] as Column;
    const read = (text: string | null) => textToSqlite(column, text);
    return { name, read: REPEATING.has(column.kind) ? rememberLast(read) : read };
  });
  const plain = (value: Readonly<Record<string, string | null>>) =>
    columns.map(({ name, read }) => read(value[name] ?? null));
  const sealed = fields ? sealedColumnsOf(table) : [];
  if (sealed.length === 0) return plain;
  const names = [...namesOf(table).columns.keys()];
  const places = sealed.map((name) => [name, names.indexOf(name)] as const);
  const keys = table.key.map((part) => names.indexOf(part));
  // Sealed as soon as it is here: a copy that waits beside the live rows is on the disk too.
  return (value) => {
    const values = plain(value);
    const row = keyText(keys.map((at) => values[at] as SqlValue));
    for (const [name, at] of places) values[at] = sealedValue(fields, table, row, name, values[at] as SqlValue);
    return values;
  };
}

/** A raw value of a row as the domain holds it. */
export function openRaw(
  { fields }: Pick<DeskConnection, 'fields'>,
  table: DeskTable,
  key: string,
  name: string,
  raw: unknown,
): unknown {
  return decode(table.columns[name] as Column, openedValue(fields, table, key, name, raw));
}

function rememberLast(read: (text: string | null) => SqlValue): (text: string | null) => SqlValue {
  let known: { text: string | null; value: SqlValue } = { text: null, value: null };
  return (text) => {
    if (text !== known.text) known = { text, value: read(text) };
    return known.value;
  };
}

export function readRow(connection: DeskConnection, table: DeskTable, key: string): RawRow | undefined {
  return connection.allNow(sqlOf(table).select, keyValues(key))[0] as RawRow | undefined;
}

export function deleteRow(connection: DeskConnection, table: DeskTable, key: string): void {
  connection.runNow(sqlOf(table).remove, keyValues(key));
}

/** Writes a whole row; columns that `row` lacks become null. */
export function putRow(connection: DeskConnection, table: DeskTable, row: RawRow): void {
  const { columns, upsert } = sqlOf(table);
  connection.runNow(
    upsert,
    columns.map((column) => row[column] ?? null),
  );
}

export function setColumns(connection: DeskConnection, table: DeskTable, key: string, values: RawRow): void {
  const names = Object.keys(values);
  if (names.length === 0) return;
  const set = names.map((name) => `${quote(name)} = ?`).join(', ');
  const sql = `UPDATE ${quote(table.name)} SET ${set} WHERE ${matching(table)}`;
  connection.runNow(sql, [...names.map((name) => values[name] as SqlValue), ...keyValues(key)]);
}

/** Adds deltas by column name, `factor` 1 or −1. */
export function addColumns(
  connection: DeskConnection,
  table: DeskTable,
  key: string,
  deltas: Readonly<Record<string, number>>,
  factor: 1 | -1,
): void {
  const names = Object.keys(deltas);
  if (names.length === 0) return;
  const set = names.map((name) => `${quote(name)} = ${quote(name)} + ?`).join(', ');
  const sql = `UPDATE ${quote(table.name)} SET ${set} WHERE ${matching(table)}`;
  connection.runNow(sql, [...names.map((name) => factor * (deltas[name] as number)), ...keyValues(key)]);
}
