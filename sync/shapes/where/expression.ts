/**
 * A `where` as it was written. Everything that is not looked at here again is a `sql` node: words and signs of the
 * allow-lists in `allowed.ts`, with expressions between them. No text of the caller is ever part of those words.
 */
export type Expression =
  | { readonly kind: 'column'; readonly name: string; readonly at: number }
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'number'; readonly text: string; readonly at: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'null'; readonly at: number }
  | { readonly kind: 'param'; readonly number: number; readonly at: number }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[]; readonly at: number }
  | { readonly kind: 'equals'; readonly left: Expression; readonly right: Expression; readonly at: number }
  | { readonly kind: 'in'; readonly operand: Expression; readonly list: readonly Expression[]; readonly at: number }
  | { readonly kind: 'sql'; readonly parts: readonly (string | Expression)[]; readonly at: number };
