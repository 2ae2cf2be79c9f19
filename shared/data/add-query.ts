import { sql } from 'kysely';
import type { Table } from '../kernel/define-table.ts';
import type { Guard } from '../kernel/tx.ts';
import { namesOf } from './codec.ts';
import type { Builder } from './compile.ts';

type PlainRow = Record<string, unknown>;

interface Additions {
  readonly builder: Builder;
  readonly table: Table<PlainRow>;
  readonly deltas: Record<string, number>;
  /** The sum after the additions must be at least so much, or nothing is added. */
  readonly guard: Guard<PlainRow> | undefined;
}

/** Adds to columns in one statement, guarded where asked; which row, the caller says. */
export function addQuery({ builder, table, deltas, guard }: Additions) {
  const snake = (camel: string) => {
    if (table.columns[camel]?.kind !== 'integer') throw new Error(`${table.name}.${camel} takes no deltas`);
    return namesOf(table).columns.get(camel) as string;
  };
  const changes = Object.entries(deltas).map(
    ([camel, delta]) => [snake(camel), sql`${sql.ref(snake(camel))} + ${delta}`] as const,
  );
  const query = builder.updateTable(table.name).set(Object.fromEntries(changes));
  if (!guard) return query;
  let floor = guard.atLeast;
  const terms = Object.entries(guard.sum).map(([camel, sign]) => {
    floor -= (deltas[camel] ?? 0) * (sign as number);
    const ref = sql.ref(snake(camel));
    return sign === 1 ? sql`${ref}` : sql`0 - ${ref}`;
  });
  return query.where(sql<boolean>`(${sql.join(terms, sql` + `)}) >= ${floor}`);
}
