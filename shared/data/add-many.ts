import { sql } from 'kysely';
import type { Table } from '../kernel/define-table.ts';
import type { Addition } from '../kernel/tx.ts';
import { encode, namesOf, sqlType } from './codec.ts';
import { builders } from './compile.ts';
import type { SqlConnection, SqlValue } from './connection.ts';

type PlainRow = Record<string, unknown>;
type PlainTable = Table<PlainRow>;
export type PlainAddition = Addition<PlainRow> & { readonly deltas: Record<string, number> };

/** By the names of the columns that are added to, at most as many as the commands of a table name. */
const texts = new WeakMap<PlainTable, Map<string, string>>();

/**
 * Additions in the order in which their rows are locked everywhere, each with its place among those asked for.
 * @throws where a row is named twice: one statement would add to it once
 */
function inKeyOrder(table: PlainTable, additions: readonly PlainAddition[]): [number, PlainAddition][] {
  const named = additions.map((addition, at) => {
    const key = table.key.map((part) => {
      if (addition.key[part] === undefined) throw new Error(`key of ${table.name} lacks ${part}`);
      return String(addition.key[part]);
    });
    return { name: key.join(' '), at, addition };
  });
  if (new Set(named.map(({ name }) => name)).size < named.length) throw new Error(`${table.name}: a row named twice`);
  named.sort((one, other) => (one.name < other.name ? -1 : 1));
  return named.map(({ at, addition }) => [at, addition]);
}

/**
 * One statement for Postgres that adds to all rows and returns the `place` (from 1) of each that it found. The rows are
 * locked first and in key order, since an UPDATE by itself takes them as its plan happens to; what it adds to is the
 * locked, newest version. A column that some additions leave out takes 0 from them.
 */
function addManyStatement(
  table: PlainTable,
  tenantId: string | undefined,
  additions: readonly PlainAddition[],
): { sql: string; parameters: (SqlValue | readonly SqlValue[])[] } {
  const added = [...new Set(additions.flatMap(({ deltas }) => Object.keys(deltas)))].sort();
  const column = (name: string) => {
    const found = table.columns[name];
    if (!found) throw new Error(`${table.name} has no column ${name}`);
    return found;
  };
  for (const name of added)
    if (column(name).kind !== 'integer') throw new Error(`${table.name}.${name} takes no deltas`);
  const known = texts.get(table) ?? new Map<string, string>();
  texts.set(table, known);
  const name = `${tenantId === undefined ? '' : 'tenant '}${added.join()}`;
  const text = known.get(name) ?? textOf(table, added, tenantId !== undefined);
  known.set(name, text);
  const keys = table.key.map((part) => additions.map(({ key }) => encode('postgres', column(part), key[part])));
  const deltas = added.map((each) => additions.map((one) => encode('postgres', column(each), one.deltas[each] ?? 0)));
  return { sql: text, parameters: [...keys, ...deltas, ...(tenantId === undefined ? [] : [tenantId])] };
}

function textOf(table: PlainTable, added: readonly string[], ofTenant: boolean): string {
  const { columns } = namesOf(table);
  const snake = (name: string) => columns.get(name) as string;
  const keys = table.key.map((part, at) => ({ own: sql.ref(`t.${snake(part)}`), given: sql.ref(`key_${at}`) }));
  const arrays = [...table.key, ...added].map((part) => {
    const type = sql.raw(sqlType('postgres', table.columns[part] as PlainTable['columns'][string]));
    return sql`${[]}::${type}[]`;
  });
  const given = sql.join([
    ...table.key.map((_, at) => sql.ref(`key_${at}`)),
    ...added.map((_, at) => sql.ref(`by_${at}`)),
  ]);
  const same = sql.join(
    keys.map(({ own, given }) => sql`${own} = ${given}`),
    sql` and `,
  );
  const tenant = ofTenant ? sql` and t.tenant_id = ${''}` : sql``;
  const tenantAgain = ofTenant ? sql` and t.tenant_id = locked.tenant_id` : sql``;
  const sums = added.map(
    (each, at) => sql`${sql.ref(snake(each))} = t.${sql.ref(snake(each))} + ${sql.ref(`by_${at}`)}`,
  );
  return sql`
    with locked as materialized (
      select ${ofTenant ? sql`t.tenant_id, ` : sql``}w.*
        from unnest(${sql.join(arrays)}) with ordinality as w (${given}, place)
        join ${sql.table(table.name)} as t on ${same}${tenant}
       order by ${sql.join(keys.map(({ own }) => own))}
         for no key update of t
    )
    update ${sql.table(table.name)} as t set ${sql.join(sums)}
      from locked where ${same}${tenantAgain}
    returning locked.place`.compile(builders.postgres).sql;
}

interface AddMany {
  readonly connection: SqlConnection;
  readonly tenantId: string | undefined;
  readonly table: PlainTable;
  readonly additions: readonly PlainAddition[];
  readonly one: (key: PlainRow, deltas: Record<string, number>) => Promise<boolean>;
}

/** `Tx.addMany`: one statement on Postgres; row by row on SQLite, where a statement is no trip. */
export async function addMany({ connection, tenantId, table, additions, one }: AddMany): Promise<boolean[]> {
  const ordered = inKeyOrder(table, additions);
  const found = additions.map(() => false);
  if (connection.engine === 'sqlite' || ordered.length < 2) {
    for (const [at, { key, deltas }] of ordered) found[at] = await one(key, deltas);
    return found;
  }
  const sorted = ordered.map(([, addition]) => addition);
  const { sql, parameters } = addManyStatement(table, tenantId, sorted);
  // Arrays are parameters of their own here, which the port's type of a value leaves out.
  for (const { place } of await connection.all(sql, parameters as SqlValue[]))
    found[ordered[Number(place) - 1]?.[0] as number] = true;
  return found;
}
