import type { TextRow } from '../postgres/read-rows.ts';
import type { BoundCondition } from './condition.ts';

export type RowPredicate = (row: TextRow) => boolean;

/**
 * Compiles a condition. Postgres would say "unknown" where a column is null; without NOT in a condition unknown and
 * false select the same rows, so two values are enough. What has a NOT is an expression, and left to Postgres.
 */
export function rowPredicate(condition: BoundCondition | null): RowPredicate {
  if (condition === null) return () => true;
  if (condition.kind === 'one-of') {
    const { column } = condition;
    if (condition.values.length === 1) {
      const [value] = condition.values;
      return (row) => row[column] === value;
    }
    const values = new Set<string | null | undefined>(condition.values);
    return (row) => values.has(row[column]);
  }
  const parts = condition.of.map(rowPredicate);
  return condition.kind === 'all'
    ? (row) => parts.every((part) => part(row))
    : (row) => parts.some((part) => part(row));
}
