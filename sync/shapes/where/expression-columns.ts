import type { ClientBase } from 'pg';
import type { Table } from '../postgres/catalogue.ts';
import { quoteIdentifier } from '../postgres/identifiers.ts';
import { valueTypes } from './allowed.ts';
import { type ExpressionColumn, WhereError } from './condition.ts';

interface TypeRecord {
  name: string;
  schema: string;
  type: string;
  /** Of the type, or of an array's elements. */
  base: string;
  kind: string;
  base_schema: string;
  collation_schema: string | null;
  collation: string | null;
}

const typesQuery = `
  WITH RECURSIVE resolved(name, coll, oid) AS (
    SELECT a.attname, a.attcollation, a.atttypid FROM pg_attribute a
     WHERE a.attrelid = $1 AND a.attname = ANY ($2) AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT r.name, r.coll, t.typbasetype FROM resolved r JOIN pg_type t ON t.oid = r.oid WHERE t.typtype = 'd')
  SELECT r.name, n.nspname AS schema, t.typname AS type, coalesce(e.typname, t.typname) AS base,
         coalesce(e.typtype, t.typtype)::text AS kind, coalesce(en.nspname, n.nspname) AS base_schema,
         cn.nspname AS collation_schema, c.collname AS collation
    FROM resolved r
    JOIN pg_type t ON t.oid = r.oid AND t.typtype <> 'd' JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
    LEFT JOIN pg_namespace en ON en.oid = e.typnamespace
    LEFT JOIN pg_collation c ON c.oid = r.coll LEFT JOIN pg_namespace cn ON cn.oid = c.collnamespace`;

/** How to give Postgres these columns' values back as text. @throws WhereError for types whose text is not the value */
export async function expressionColumns(
  client: ClientBase,
  table: Table,
  indexes: readonly number[],
): Promise<ExpressionColumn[]> {
  if (indexes.length === 0) return [];
  const names = indexes.map((index) => table.columns[index]!.name);
  const { rows } = await client.query<TypeRecord>(typesQuery, [table.oid, names]);
  return indexes.map((index) => {
    const { name, typeName } = table.columns[index]!;
    const row = rows.find((candidate) => candidate.name === name);
    const known = row && (row.kind === 'e' || (row.base_schema === 'pg_catalog' && valueTypes.has(row.base)));
    if (!known) throw new WhereError(`comparing a column of type ${typeName} is not supported here`);
    const collation =
      row.collation === null
        ? ''
        : ` COLLATE ${quoteIdentifier(row.collation_schema!)}.${quoteIdentifier(row.collation)}`;
    return { index, name, type: `${quoteIdentifier(row.schema)}.${quoteIdentifier(row.type)}`, collation };
  });
}
