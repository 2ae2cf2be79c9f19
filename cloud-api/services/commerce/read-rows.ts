import { decodeRow, encode, namesOf, sqlType } from '@tillhouse/shared/data/codec.ts';
import { openedRows } from '@tillhouse/shared/data/fields.ts';
import type { Column } from '@tillhouse/shared/kernel/columns.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { quoteName } from '../../platform/db/quote.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { Resource } from './resources.ts';

export interface Page {
  readonly rows: Record<string, unknown>[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

interface Ask {
  readonly tenantId: string;
  readonly filters: Readonly<Record<string, unknown>>;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly sees: Sees;
}

/** Whether who asks may see a column; both named as in SQL. */
export type Sees = (table: string, column: string) => boolean;

/** One page, by position and not by number, so that rows which come and go meanwhile neither repeat nor skip others. */
export async function readPage(connection: Connection, resource: Resource, ask: Ask): Promise<Page> {
  const { table } = resource;
  const order = orderOf(resource);
  const params: unknown[] = [ask.tenantId];
  const value = (column: string, given: unknown): string => {
    params.push(encode('postgres', columnOf(resource, column), given));
    return `$${params.length}::${sqlType('postgres', columnOf(resource, column))}`;
  };
  const terms = ['tenant_id = $1'];
  for (const [name, given] of Object.entries(ask.filters))
    terms.push(`${sqlName(resource, name)} = ${value(name, given)}`);
  if (ask.cursor !== undefined) {
    const after = readCursor(ask.cursor, order.length);
    const compare = resource.newestFirstBy ? '<' : '>';
    const left = order.map((name) => sqlName(resource, name)).join(', ');
    terms.push(`(${left}) ${compare} (${order.map((name, at) => value(name, after[at])).join(', ')})`);
  }
  params.push(ask.limit + 1);
  const direction = resource.newestFirstBy ? ' DESC' : '';
  const raw = await connection.rows<Record<string, unknown>>(
    `SELECT * FROM ${quoteName(table.name)} WHERE ${terms.join(' AND ')}
      ORDER BY ${order.map((name) => sqlName(resource, name) + direction).join(', ')} LIMIT $${params.length}`,
    params,
  );
  const opened = await openedRows(connection.fields, table, raw.slice(0, ask.limit));
  const rows = opened.map((row) => decodeRow(table, row, 'postgres'));
  const last = rows.at(-1);
  const next = raw.length > ask.limit && last ? writeCursor(order.map((name) => last[name])) : null;
  return { rows: rows.map((row) => shown(resource, row, ask.sees)), next };
}

/** @param lock nobody changes it until the transaction ends; what is only ever added needs none */
export async function readOne(
  connection: Connection,
  resource: Resource,
  tenantId: string,
  id: string,
  sees: Sees,
  lock = false,
): Promise<Record<string, unknown> | undefined> {
  const { table } = resource;
  const [raw] = await connection.rows<Record<string, unknown>>(
    `SELECT * FROM ${quoteName(table.name)} WHERE tenant_id = $1 AND ${sqlName(resource, table.key[0] as string)} = $2${lock && !table.appendOnly ? ' FOR UPDATE' : ''}`,
    [tenantId, id],
  );
  const [row] = await openedRows(connection.fields, table, raw ? [raw] : []);
  return row && shown(resource, decodeRow(table, row, 'postgres'), sees);
}

function orderOf({ table, newestFirstBy }: Resource): string[] {
  return [...(newestFirstBy ? [newestFirstBy] : []), ...table.key];
}

function columnOf({ table }: Resource, name: string): Column<unknown> {
  return table.columns[name] as Column<unknown>;
}

export function sqlNameOf(table: Resource['table'], name: string): string {
  const sql = namesOf(table).columns.get(name);
  if (!sql) throw new Error(`${table.name} has no column ${name}`);
  return sql;
}

const sqlName = ({ table }: Resource, name: string): string => quoteName(sqlNameOf(table, name));

function shown({ table, hidden = [] }: Resource, row: Record<string, unknown>, sees: Sees): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => !hidden.includes(name) && sees(table.name, sqlNameOf(table, name))),
  );
}

function writeCursor(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function readCursor(cursor: string, length: number): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const plain = (value: unknown) => typeof value === 'string' || Number.isSafeInteger(value);
    if (Array.isArray(values) && values.length === length && values.every(plain)) return values;
  } catch {
    // said below
  }
  throw new HttpProblem(400, 'request.cursor', 'This cursor is not one of ours. Begin again without it.');
}
