/** What a search for a sale that somebody brings back is narrowed by, beside what was said. */
export interface SaleFilter {
  /** Business days until today, today among them */
  readonly days?: number;
  /** How it was paid, or a part of it */
  readonly tender?: 'cash' | 'card' | 'gift-card' | 'store-credit' | 'online';
  /** On the register of this window alone */
  readonly here?: boolean;
}

/** What the cloud is asked for sales that are older than the months held here. */
export type OlderAsk =
  | { readonly number: string }
  | { readonly customerId: string }
  | { readonly date: string; readonly total?: number; readonly lastFour?: string };

export interface FoundSale {
  readonly id: string;
  readonly number: string;
  readonly placedAt: number;
  readonly customerName: string;
  readonly channelName: string;
  readonly locationName: string;
  readonly soldBy: string;
  readonly units: number;
  readonly total: number;
  readonly currency: string;
  readonly items: readonly { readonly title: string; readonly quantity: number; readonly scale: number }[];
  /** What was taken; `brand` and `last4` where a terminal took a card */
  readonly tenders: readonly {
    readonly kind: string;
    readonly amount: number;
    readonly brand: string | null;
    readonly last4: string | null;
  }[];
  /** How much of it came back already */
  readonly back: 'none' | 'some' | 'all';
  /** Told by a till on this network; the cloud has not heard of it, or this desk not of the cloud */
  readonly near?: true;
}

export interface FindSaleQueries {
  /**
   * Sales that somebody may bring back, by all that people know of one: receipt or order number, customer, the last four of a
   * card, day and amount. Everything that is said must fit. Nothing said: the latest of this till.
   */
  'till.findSales': {
    params: { readonly text: string; readonly filter: SaleFilter };
    result: {
      /** How the text was understood; `date` is `2026-11-14`, `amount` minor units */
      readonly words: {
        readonly number?: string;
        readonly digits?: string;
        readonly date?: string;
        readonly amount?: number;
        readonly person?: string;
      };
      readonly rows: readonly FoundSale[];
      readonly more: boolean;
      /** The first day of which this desk holds sales; null before it is enrolled */
      readonly since: string | null;
      /** What the cloud can be asked for; empty where what was said is too little for it */
      readonly older: readonly OlderAsk[];
    };
  };
}
