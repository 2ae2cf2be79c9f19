/** Numbers of the pieces of a line, where they have some of their own. */
export interface SerialsOfLine {
  /** Pieces that nobody was asked about yet */
  readonly missing: number;
  /** An empty one: sold without. `before`: the sale that it was sold with, as far as this desk has heard */
  readonly given: readonly { readonly serial: string; readonly before?: string }[];
}
