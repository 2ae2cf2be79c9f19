/**
 * What a shape's `where` may say for now. Everything that reads conditions goes through this union, so widening the
 * language is: a new member here, its syntax in parse-condition, its typing in bind-condition, its meaning in
 * row-predicate and its SQL in condition-sql.
 */
export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'one-of'; readonly column: string; readonly operands: readonly Operand[]; readonly at: number };

export type Operand =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'integer'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'param'; readonly number: number };

/** The same, with columns resolved and values in the very text that Postgres prints for the column's type. */
export type BoundCondition =
  | { readonly kind: 'all'; readonly of: readonly BoundCondition[] }
  | { readonly kind: 'any'; readonly of: readonly BoundCondition[] }
  | { readonly kind: 'one-of'; readonly column: number; readonly values: readonly string[] };

/** A `where` that is wrong, or that this server does not evaluate. The text is for the caller's eyes. */
export class WhereError extends Error {
  constructor(message: string, at?: number) {
    // The position counts bytes of "SELECT 1 WHERE <where>", which is how the protocol reports it.
    super(at === undefined ? message : `At location ${at + 15}: ${message}`);
    this.name = 'WhereError';
  }
}
