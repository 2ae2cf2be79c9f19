import type { Pool, PoolClient } from 'pg';
import type { Table } from '../postgres/catalogue.ts';
import { quoteIdentifier } from '../postgres/identifiers.ts';
import { clockTypes, clockWords, valueTypes } from './allowed.ts';
import { type BoundExpression, type ExpressionColumn, WhereError } from './condition.ts';
import type { Expression } from './expression.ts';
import { expressionColumns } from './expression-columns.ts';
import { expressionSql, rowOfNulls } from './expression-sql.ts';
import { printExpression, type Printed } from './print-expression.ts';
import { postgresRefusal } from './refusal.ts';

const mostValues = 1000;

/**
 * Makes an expression ready to be asked of Postgres, which says itself what type each constant has and whether the
 * whole is a condition. One without columns is answered at once.
 * @throws WhereError for what Postgres refuses, and for what this server does not evaluate
 */
export async function bindExpression(
  pool: Pool,
  table: Table,
  expression: Expression,
  params: ReadonlyMap<number, string>,
): Promise<BoundExpression | boolean> {
  const printed = printExpression(expression, table, params);
  if (printed.values.length > mostValues) throw new WhereError('the condition has too many values');
  const client = await pool.connect();
  try {
    const columns = await expressionColumns(client, table, printed.columns);
    const types = await typesOf(client, printed, columns);
    const values = await canonicalValues(client, printed, types);
    const bound = { pieces: printed.pieces, columns, values };
    return columns.length > 0 ? bound : await constantAnswer(client, bound);
  } catch (error) {
    throw postgresRefusal(error) ?? error;
  } finally {
    client.release();
  }
}

/** The types that Postgres finds for the values, as it would for the same constants written in place. */
async function typesOf(
  client: PoolClient,
  printed: Printed,
  columns: readonly ExpressionColumn[],
): Promise<{ name: string; sql: string }[]> {
  const text = expressionSql(
    printed.pieces,
    (column) => `r.c${column}`,
    (value) => {
      const type = printed.values[value]!.type;
      return `$${value + 1}${type === null ? '' : `::pg_catalog."${type}"`}`;
    },
  );
  await client.query(`PREPARE tillhouse_where AS SELECT 1 FROM ${rowOfNulls(columns)} AS r WHERE ${text}`);
  try {
    const { rows } = await client.query<{ schema: string; name: string; kind: string; base: string; fixed: boolean }>(
      `SELECT n.nspname AS schema, t.typname AS name, t.typtype AS kind, coalesce(e.typname, t.typname) AS base,
              coalesce(e.typtype, t.typtype) = 'e' OR coalesce(e.typnamespace, t.typnamespace) = 'pg_catalog'::regnamespace AS fixed
         FROM pg_prepared_statements s, unnest(s.parameter_types::oid[]) WITH ORDINALITY AS p(oid, at)
         JOIN pg_type t ON t.oid = p.oid JOIN pg_namespace n ON n.oid = t.typnamespace
         LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
        WHERE s.name = 'tillhouse_where' ORDER BY p.at`,
    );
    return rows.map((row, at) => {
      const enumerated = row.schema !== 'pg_catalog' && row.fixed;
      if (!row.fixed || !(enumerated || valueTypes.has(row.base))) {
        throw new WhereError(`a value of type ${row.name} is not supported here`);
      }
      if (clockTypes.has(row.base) && clockWords.test(printed.values[at]!.text)) {
        throw new WhereError(`${JSON.stringify(printed.values[at]!.text)} would mean another moment each time`);
      }
      return { name: row.base, sql: `${quoteIdentifier(row.schema)}.${quoteIdentifier(row.name)}` };
    });
  } finally {
    await client.query('DEALLOCATE tillhouse_where');
  }
}

async function canonicalValues(
  client: PoolClient,
  printed: Printed,
  types: readonly { sql: string }[],
): Promise<BoundExpression['values']> {
  if (types.length === 0) return [];
  const casts = types.map(({ sql }, at) => `$${at + 1}::text::${sql}::text`);
  const values = printed.values.map((value) => value.text);
  const { rows } = await client.query<string[]>({ text: `SELECT ${casts.join(', ')}`, values, rowMode: 'array' });
  return types.map(({ sql }, at) => ({ text: rows[0]![at]!, type: sql }));
}

async function constantAnswer(client: PoolClient, bound: BoundExpression): Promise<boolean> {
  const values: string[] = [];
  const text = expressionSql(
    bound.pieces,
    () => '',
    (value) => `$${values.push(bound.values[value]!.text)}::text::${bound.values[value]!.type}`,
  );
  const { rows } = await client.query<{ yes: boolean }>(`SELECT (${text}) IS TRUE AS yes`, values);
  return rows[0]!.yes;
}
