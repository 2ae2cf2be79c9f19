import type { Table } from '../postgres/catalogue.ts';
import { quoteIdentifier } from '../postgres/identifiers.ts';
import type { BoundCondition, BoundWhere } from './condition.ts';
import { expressionSql } from './expression-sql.ts';

/**
 * A `where` as SQL over the table. Never the text the caller sent.
 * @param place keeps a value outside the statement and returns the SQL that reads it there, as text
 * @returns '' when every row passes
 */
export function whereSql(
  { condition, expression }: BoundWhere,
  table: Table,
  place: (value: string) => string,
): string {
  const parts: string[] = [];
  if (condition) parts.push(`(${conditionSql(condition, table, place)})`);
  if (expression) {
    const { pieces, columns, values } = expression;
    const text = expressionSql(
      pieces,
      (at) => quoteIdentifier(columns[at]!.name),
      (at) => `(${place(values[at]!.text)})::text::${values[at]!.type}`,
    );
    parts.push(`(${text})`);
  }
  return parts.join(' AND ');
}

function conditionSql(condition: BoundCondition, table: Table, place: (value: string) => string): string {
  if (condition.kind === 'one-of') {
    const column = table.columns[condition.column]!;
    const type = integers.includes(column.typeName) ? 'int8' : column.typeName;
    const possible = type === 'int8' ? condition.values.filter(fitsInt8) : condition.values;
    if (possible.length === 0) return 'false';
    const params = possible.map((value) => `${place(value)}::${type}`);
    return `${quoteIdentifier(column.name)} IN (${params.join(', ')})`;
  }
  if (condition.of.length === 0) return condition.kind === 'all' ? 'true' : 'false';
  const parts = condition.of.map((part) => `(${conditionSql(part, table, place)})`);
  return parts.join(condition.kind === 'all' ? ' AND ' : ' OR ');
}

const integers = ['int2', 'int4', 'int8'];

/** A wider literal equals no integer column; as a parameter it would be refused instead. */
function fitsInt8(value: string): boolean {
  return BigInt.asIntN(64, BigInt(value)) === BigInt(value);
}
