import type { Table } from '../kernel/define-table.ts';
import { sqlType, toSnake } from './codec.ts';
import type { Engine } from './connection.ts';

type PlainTable = Table<Record<string, unknown>>;

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Keys and indexes compare text by its bytes, so that both engines give one order. */
function columnSql(engine: Engine, table: PlainTable, name: string): string {
  const column = table.columns[name] as PlainTable['columns'][string];
  const inKey = table.key.includes(name) || table.unique.some((columns) => columns.includes(name));
  const collate = engine === 'postgres' && column.kind === 'text' && inKey ? ' COLLATE "C"' : '';
  const allowed = column.allowed?.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ');
  const check = allowed ? ` CHECK (${quote(toSnake(name))} IN (${allowed}))` : '';
  return `${quote(toSnake(name))} ${sqlType(engine, column)}${collate}${column.nullable ? '' : ' NOT NULL'}${check}`;
}

/** The statements that make a table with its indexes; the first migration is written from these and a drift test holds them equal. */
export function createTableSql(engine: Engine, table: PlainTable): string[] {
  const cloud = engine === 'postgres';
  const columns = Object.keys(table.columns).map((name) => columnSql(engine, table, name));
  const withTenant = (names: readonly string[]) =>
    [...(cloud ? ['tenant_id'] : []), ...names.map(toSnake)].map(quote).join(', ');
  const body = [
    ...(cloud ? ['"tenant_id" uuid NOT NULL'] : []),
    ...columns,
    `PRIMARY KEY (${withTenant(table.key)})`,
    ...table.unique.map((names) => `UNIQUE (${withTenant(names)})`),
  ];
  const create = `CREATE TABLE ${quote(table.name)} (\n  ${body.join(',\n  ')}\n)${cloud ? '' : ' STRICT, WITHOUT ROWID'}`;
  const indexes = table.indexes.map((names) => {
    const index = quote(`${table.name}_by_${names.map(toSnake).join('_')}`);
    return `CREATE INDEX ${index} ON ${quote(table.name)} (${withTenant(names)})`;
  });
  // A desk holds one tenant, whose rows its keys keep apart.
  const everywhere = table.uniqueEverywhere.map((names) => {
    const index = quote(`${table.name}_everywhere_by_${names.map(toSnake).join('_')}`);
    return `CREATE UNIQUE INDEX ${index} ON ${quote(table.name)} (${names.map(toSnake).map(quote).join(', ')})`;
  });
  return [create, ...indexes, ...(cloud ? everywhere : [])];
}
