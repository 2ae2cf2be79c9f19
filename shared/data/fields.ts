import type { Column } from '../kernel/columns.ts';
import type { Table } from '../kernel/define-table.ts';
import type { FieldCipher, SqlValue } from './connection.ts';
import { encode, namesOf } from './codec.ts';

type PlainRow = Record<string, unknown>;
type PlainTable = Table<PlainRow>;

/** Personal columns and those that prove who somebody is are kept sealed where a connection has a cipher. */
export const isSealedColumn = (column: Column<unknown> | undefined): boolean =>
  column !== undefined && (column.personal !== undefined || column.secret === true);

const cache = new WeakMap<PlainTable, readonly string[]>();

/** The columns of a table that are kept sealed, in camelCase. */
export function sealedColumnsOf(table: PlainTable): readonly string[] {
  let sealed = cache.get(table);
  if (!sealed) {
    sealed = Object.keys(table.columns).filter((name) => isSealedColumn(table.columns[name]));
    cache.set(table, sealed);
  }
  return sealed;
}

/** A row's key as the text that its sealed values are bound to: its key values in the order of the table's key. */
export function rowKeyText(table: PlainTable, row: PlainRow): string {
  return JSON.stringify(table.key.map((part) => encode('sqlite', table.columns[part] as Column, row[part])));
}

/** A value of a sealed column as it is kept: nothing and the empty text hide nothing and stay as they are. */
export function sealedValue(
  fields: FieldCipher | undefined,
  table: PlainTable,
  rowKey: string,
  name: string,
  value: SqlValue,
): SqlValue {
  if (!fields || typeof value !== 'string' || value === '') return value;
  const place = { table: table.name, row: rowKey, column: namesOf(table).columns.get(name) as string };
  const sealed = fields.seal(place, value);
  return fields.sealsIntoJson && table.columns[name]?.kind === 'json' && sealed !== value
    ? JSON.stringify(sealed)
    : sealed;
}

/** As `sealedValue`, the other way round. */
export function openedValue(
  fields: FieldCipher | undefined,
  table: PlainTable,
  rowKey: string,
  name: string,
  kept: unknown,
): unknown {
  if (!fields || typeof kept !== 'string' || kept === '') return kept;
  const place = { table: table.name, row: rowKey, column: namesOf(table).columns.get(name) as string };
  const opened = fields.open(place, kept);
  return fields.sealsIntoJson && table.columns[name]?.kind === 'json' && opened !== kept ? asJson(opened) : opened;
}

/** What was sealed as JSON; a word in its place, where it does not open, is a JSON string too. */
function asJson(opened: string): unknown {
  try {
    return JSON.parse(opened);
  } catch {
    return opened;
  }
}

/** Of this table as this connection keeps it, in camelCase. */
function keptSealed(fields: FieldCipher | undefined, table: PlainTable): readonly string[] {
  return fields && fields.covers?.(table.name) !== false ? sealedColumnsOf(table) : [];
}

/** Fetches the keys of these rows, as the domain holds them, before they are sealed. Nothing returned: nothing to wait for. */
export function readyToSeal(
  fields: FieldCipher | undefined,
  table: PlainTable,
  rows: readonly PlainRow[],
): Promise<void> | undefined {
  if (!fields?.ready || rows.length === 0 || keptSealed(fields, table).length === 0) return undefined;
  return fields.ready(
    table.name,
    rows.map((row) => rowKeyText(table, row)),
    true,
  );
}

/** A raw row's key as the text that its sealed values are bound to. */
const rawKeyText = (table: PlainTable, raw: PlainRow): string =>
  JSON.stringify(table.key.map((part) => raw[namesOf(table).columns.get(part) as string]));

/** Fetches the keys of these raw rows before they are opened. Nothing returned: nothing to wait for. */
export function readyToOpen(
  fields: FieldCipher | undefined,
  table: PlainTable,
  raw: readonly PlainRow[],
): Promise<void> | undefined {
  if (!fields?.ready || raw.length === 0 || keptSealed(fields, table).length === 0) return undefined;
  return fields.ready(
    table.name,
    raw.map((row) => rawKeyText(table, row)),
    false,
  );
}

/** Raw rows with their sealed columns opened, column names as in SQL. */
export async function openedRows(
  fields: FieldCipher | undefined,
  table: PlainTable,
  raw: readonly PlainRow[],
): Promise<readonly PlainRow[]> {
  await readyToOpen(fields, table, raw);
  return raw.map((row) => openedRow(fields, table, row));
}

/** A raw row with its sealed columns opened, column names as in SQL; the same row where there is nothing to open. */
export function openedRow(fields: FieldCipher | undefined, table: PlainTable, raw: PlainRow): PlainRow {
  const sealed = keptSealed(fields, table);
  if (sealed.length === 0) return raw;
  const { columns } = namesOf(table);
  const row = rawKeyText(table, raw);
  const opened = { ...raw };
  for (const name of sealed) {
    const column = columns.get(name) as string;
    opened[column] = openedValue(fields, table, row, name, raw[column]);
  }
  return opened;
}

/** Seals the sealed columns among these values in place, for the row whose key `row` names. @returns `values` */
export function sealRow(
  fields: FieldCipher | undefined,
  table: PlainTable,
  row: PlainRow,
  values: Record<string, SqlValue>,
): Record<string, SqlValue> {
  const sealed = keptSealed(fields, table);
  if (sealed.length === 0) return values;
  const key = rowKeyText(table, row);
  for (const name of sealed) {
    const column = namesOf(table).columns.get(name) as string;
    if (column in values) values[column] = sealedValue(fields, table, key, name, values[column] as SqlValue);
  }
  return values;
}

/**
 * Two seals of one text differ, so no row is found by it: a blind index or a host's own list is what finds people.
 * @returns `where` @throws where one of its columns is kept sealed, on either engine and with or without a cipher
 */
export function refuseSealed(table: PlainTable, where: PlainRow): PlainRow {
  const sealed = Object.keys(where).find((name) => isSealedColumn(table.columns[name]));
  if (sealed !== undefined) throw new Error(`${table.name}.${sealed} is kept sealed: no row can be looked up by it`);
  return where;
}
