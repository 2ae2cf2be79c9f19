import type { Column, ColumnKind } from '../kernel/columns.ts';
import type { Table } from '../kernel/define-table.ts';
import type { Engine, SqlValue } from './connection.ts';

/** The one place that knows two engines exist: names, column types and how a value is kept. */

export function toSnake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const sqliteTypes: Record<ColumnKind, string> = {
  uuid: 'TEXT',
  text: 'TEXT',
  integer: 'INTEGER',
  boolean: 'INTEGER',
  json: 'TEXT',
  instant: 'INTEGER',
  date: 'TEXT',
};

const postgresTypes: Record<ColumnKind, string> = {
  uuid: 'uuid',
  text: 'text',
  integer: 'bigint',
  boolean: 'boolean',
  json: 'jsonb',
  instant: 'timestamptz(3)',
  date: 'date',
};

export function sqlType(engine: Engine, column: Column<unknown>): string {
  return engine === 'sqlite' ? sqliteTypes[column.kind] : postgresTypes[column.kind];
}

export function encode(engine: Engine, column: Column<unknown>, value: unknown): SqlValue {
  // Only a nullable column is empty: null inside a JSON column that is not is a value like any other.
  if (column.kind === 'json' && !column.nullable) return JSON.stringify(value ?? null);
  if (value === null || value === undefined) return null;
  switch (column.kind) {
    case 'json':
      return JSON.stringify(value);
    case 'integer':
      return safeInteger(value);
    case 'boolean':
      return engine === 'sqlite' ? (value ? 1 : 0) : (value as boolean);
    case 'instant':
      return engine === 'sqlite' ? (value as number) : new Date(value as number).toISOString();
    default:
      return value as SqlValue;
  }
}

/** `2026-11-23 10:58:00.123+00` and its ISO forms, as epoch milliseconds. */
export function parseInstant(text: string): number {
  const iso = text.includes('T') ? text : text.replace(' ', 'T');
  const at = Date.parse(iso.replace(/([+-]\d\d)$/, '$1:00'));
  if (Number.isNaN(at)) throw new RangeError(`not an instant: ${text}`);
  return at;
}

/** Refuses what has lost digits: beyond 2^53 − 1 two amounts may look the same. */
function safeInteger(value: unknown): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is no safe integer`);
  return number === 0 ? 0 : number;
}

/** A value as its engine's adapter hands it over: Postgres adapters parse jsonb, so a text there is a JSON string. */
export function decode(column: Column<unknown>, value: unknown, engine: Engine = 'sqlite'): unknown {
  if (value === null || value === undefined) return null;
  switch (column.kind) {
    case 'json':
      return engine === 'sqlite' && typeof value === 'string' ? JSON.parse(value) : value;
    case 'boolean':
      return value === true || value === 1 || value === 1n;
    case 'instant':
      return typeof value === 'string' ? parseInstant(value) : safeInteger(value);
    case 'integer':
      return safeInteger(value);
    default:
      return value;
  }
}

/** A value in Postgres' own text form, as shapes carry it, to what SQLite keeps. */
export function textToSqlite(column: Column<unknown>, text: string | null): SqlValue {
  if (text === null) return null;
  switch (column.kind) {
    case 'integer':
      return Number(text);
    case 'boolean':
      return text === 't' || text === 'true' ? 1 : 0;
    case 'instant':
      return parseInstant(text);
    case 'json':
      return JSON.stringify(JSON.parse(text));
    default:
      return text;
  }
}

interface TableNames {
  readonly sql: string;
  /** camelCase → snake_case, in the order of declaration */
  readonly columns: ReadonlyMap<string, string>;
}

const cache = new WeakMap<object, TableNames>();

export function namesOf(table: Table<never> | Table<Record<string, unknown>>): TableNames {
  let names = cache.get(table);
  if (!names) {
    names = { sql: table.name, columns: new Map(Object.keys(table.columns).map((key) => [key, toSnake(key)])) };
    cache.set(table, names);
  }
  return names;
}

export function decodeRow(
  table: Table<Record<string, unknown>>,
  raw: Record<string, unknown>,
  engine: Engine = 'sqlite',
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [camel, snake] of namesOf(table).columns) {
    row[camel] = decode(table.columns[camel] as Column<unknown>, raw[snake], engine);
  }
  return row;
}
