import type { BoundExpression, ExpressionColumn } from './condition.ts';

/** The expression as SQL, with what `column` and `value` write in the places of columns and values. */
export function expressionSql(
  pieces: BoundExpression['pieces'],
  column: (at: number) => string,
  value: (at: number) => string,
): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : 'column' in piece ? column(piece.column) : value(piece.value)))
    .join('');
}

/** A row that has the columns' types and collations, so that an expression over it means what it means in the table. */
export function rowOfNulls(columns: readonly ExpressionColumn[]): string {
  const nulls = columns.map(({ type, collation }, at) => `NULL::${type}${collation} AS c${at}`);
  return `(SELECT ${nulls.join(', ')})`;
}
