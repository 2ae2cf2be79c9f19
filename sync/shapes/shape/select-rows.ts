import { quoteIdentifier, quoteTable } from '../postgres/identifiers.ts';
import type { TextRow } from '../postgres/read-rows.ts';
import type { BoundWhere } from '../where/condition.ts';
import { whereSql } from '../where/condition-sql.ts';
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
  further: BoundWhere | null = null,
): string {
  const { table } = definition;
  const columns = wanted.map((index) => quoteIdentifier(table.columns[index]!.name));
  const wheres = [definition.where, further].filter((one) => one !== null);
  const where = wheres
    .map((one) => whereSql(one, table, place))
    .filter((text) => text !== '')
    .join(' AND ');
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
