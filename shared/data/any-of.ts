import { type RawBuilder, sql } from 'kysely';
import type { Table } from '../kernel/define-table.ts';
import { encode, namesOf, sqlType } from './codec.ts';
import type { Engine, SqlValue } from './connection.ts';
import { refuseSealed } from './fields.ts';

export interface Wanted {
  /** Name and SQL type of each column, in the order of the values */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** None of them null: null equals nothing */
  readonly rows: readonly (readonly SqlValue[])[];
}

/** What is asked for by the columns `parts`, encoded; each set of values once. @throws where one is missing or null */
export function wantedOf(
  engine: Engine,
  table: Table<Record<string, unknown>>,
  parts: readonly string[],
  wheres: readonly Record<string, unknown>[],
): Wanted {
  refuseSealed(table, Object.fromEntries(parts.map((part) => [part, true])));
  const used = parts.map((part) => {
    const column = table.columns[part];
    if (!column) throw new Error(`${table.name} has no column ${part}`);
    return { part, column, name: namesOf(table).columns.get(part) as string, type: sqlType(engine, column) };
  });
  const rows = new Map<string, SqlValue[]>();
  for (const where of wheres) {
    if (Object.keys(where).some((part) => !parts.includes(part))) throw new Error(`${table.name}: unlike columns`);
    const values = used.map(({ part, column }) => {
      if (where[part] === undefined || where[part] === null) throw new Error(`${table.name}.${part} is missing`);
      return encode(engine, column, where[part]);
    });
    rows.set(JSON.stringify(values), values);
  }
  return { columns: used.map(({ name, type }) => ({ name, type })), rows: [...rows.values()] };
}

/**
 * The condition that a row equals one of `wanted`. Its text is the same for any number of rows, so that it is prepared
 * once: on Postgres an array a column, on SQLite, which knows none, one JSON text.
 */
export function anyOf(engine: Engine, wanted: Wanted): RawBuilder<boolean> {
  const { columns } = wanted;
  const refs = sql.join(columns.map(({ name }) => sql.ref(name)));
  const bound = anyOfValues(engine, wanted);
  if (engine === 'sqlite') {
    const [json] = bound;
    const values =
      columns.length === 1 ? sql`value` : sql.join(columns.map((_, at) => sql.raw(`json_extract(value, '$[${at}]')`)));
    return sql<boolean>`(${refs}) in (select ${values} from json_each(${json}))`;
  }
  const arrays = columns.map(({ type }, at) => sql`${bound[at]}::${sql.raw(type)}[]`);
  if (columns.length === 1) return sql<boolean>`${refs} = any(${arrays[0]})`;
  return sql<boolean>`(${refs}) in (select * from unnest(${sql.join(arrays)}))`;
}

/** What that condition is bound to, in the order of its parameters. */
export function anyOfValues(engine: Engine, { columns, rows }: Wanted): unknown[] {
  if (engine === 'sqlite') return [JSON.stringify(columns.length === 1 ? rows.map(([value]) => value) : rows)];
  return columns.map((_column, at) => rows.map((row) => row[at]));
}
