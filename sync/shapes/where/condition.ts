/** The part of a `where` that is answered in memory: equalities, in the very text that Postgres prints for a column. */
export type BoundCondition =
  | { readonly kind: 'all'; readonly of: readonly BoundCondition[] }
  | { readonly kind: 'any'; readonly of: readonly BoundCondition[] }
  | { readonly kind: 'one-of'; readonly column: number; readonly values: readonly string[] };

/** The rest of it, which only Postgres answers. */
export interface BoundExpression {
  /** Words of our own, and where a column or a value stands between them, by their places in the two lists below. */
  readonly pieces: readonly (string | { readonly column: number } | { readonly value: number })[];
  readonly columns: readonly ExpressionColumn[];
  /** In the text that Postgres prints for `type`, which is written as the catalogue has it. */
  readonly values: readonly { readonly text: string; readonly type: string }[];
}

export interface ExpressionColumn {
  /** In the table's columns. */
  readonly index: number;
  readonly name: string;
  /** As SQL, with the column's collation where it has one. A domain is its base type: operators do not see it. */
  readonly type: string;
  readonly collation: string;
}

/** Both must be true of a row. */
export interface BoundWhere {
  readonly condition: BoundCondition | null;
  readonly expression: BoundExpression | null;
}

export const everything: BoundWhere = { condition: null, expression: null };

/** No row passes it. */
export const nothing: BoundCondition = { kind: 'any', of: [] };

/** A `where` that is wrong, or that this server does not evaluate. The text is for the caller's eyes. */
export class WhereError extends Error {
  constructor(message: string, at?: number) {
    // The position counts bytes of "SELECT 1 WHERE <where>", which is how the protocol reports it.
    super(at === undefined ? message : `At location ${at + 15}: ${message}`);
    this.name = 'WhereError';
  }
}
