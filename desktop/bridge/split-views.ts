/** So much of a line of the basket, and what it comes to */
export interface LineShare {
  /** Of the line */
  readonly key: string;
  readonly quantity: number;
  readonly total: number;
}

/** A basket that is paid by item, a person at a time. */
export interface SplitBasket {
  readonly parts: readonly {
    /** From 1 */
    readonly number: number;
    readonly lines: readonly LineShare[];
    readonly total: number;
    readonly left: number;
  }[];
  /** The part whose money is taken now; `cashTotal` is of it. Null: one is to be chosen */
  readonly open: number | null;
  /** What nobody pays yet */
  readonly rest: readonly LineShare[];
  /** Each part gets a receipt of its own */
  readonly ownReceipts: boolean;
}
