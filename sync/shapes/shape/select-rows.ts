import { quoteIdentifier, quoteTable } from '../postgres/identifiers.ts';
import type { TextRow } from '../postgres/read-rows.ts';
import type { BoundCondition } from '../where/condition.ts';
import { conditionSql } from '../where/condition-sql.ts';
import type { ShapeDefinition } from './definition.ts';

/** Selected columns and those that name the row, as indexes into the table's. */
export function neededColumns(definition: ShapeDefinition): number[] {
  const { columns, keyParts } = definition.format;
  return [...new Set([...columns.map((column) => column.index), ...keyParts])].sort((a, b) => a - b);
}

/**
 * The shape's rows as a SELECT of `wanted` columns.
 * @param place keeps a value outside the statement and returns the SQL that reads it there
 */
export function selectRows(
  definition: ShapeDefinition,
  wanted: readonly number[],
  place: (value: string) => string,
  further: BoundCondition | null = null,
): string {
  const { table, condition } = definition;
  const columns = wanted.map((index) => quoteIdentifier(table.columns[index]!.name));
  const conditions = [condition, further].filter((one) => one !== null);
  const where = conditions.map((one) => `(${conditionSql(one, table, place)})`).join(' AND ');
  return `SELECT ${columns.join(', ')} FROM ${quoteTable(table)}${where === '' ? '' : ` WHERE ${where}`}`;
}

/** Puts selected values at their columns' places; whoever writes the row never looks at the others. */
export function spread(selected: TextRow, wanted: readonly number[], width: number): TextRow {
  const row: TextRow = new Array(width).fill(null);
  wanted.forEach((index, at) => {
    row[index] = selected[at]!;
  });
  return row;
}
