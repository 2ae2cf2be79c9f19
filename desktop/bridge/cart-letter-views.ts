/** What letters about left baskets brought back, of one store. */
export interface CartLetterFigures {
  /** Null: the main store */
  readonly storeId: string | null;
  readonly sent: number;
  /** Baskets whose shopper followed a link */
  readonly cameBack: number;
  /** Totals in minor units */
  readonly bought: readonly { readonly currency: string; readonly orders: number; readonly total: number }[];
}

export interface CartLetterCalls {
  /** Of the last so many days. Asks the cloud, so not without the network. */
  'cartLetters.figures': {
    args: { readonly days: number };
    result: { stores: CartLetterFigures[]; ended: number };
  };
}
