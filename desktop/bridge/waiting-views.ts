/** A variant that shoppers wait for. */
export interface WaitedFor {
  readonly variantId: string;
  readonly productId: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly image: string | null;
  /** Addresses that asked to be told and were not yet */
  readonly waiting: number;
  /** When the first and the last of them asked, epoch milliseconds */
  readonly since: number;
  readonly last: number;
}

export interface WaitingCalls {
  /** Most wanted first. Asks the cloud, so not without the network; needs `stock.view`. */
  'stock.waitedFor': { args: Record<string, never>; result: { rows: WaitedFor[] } };
  /** Who asked first is told first; needs `customers.view`. Kept in the cloud alone. */
  'stock.whoWaits': {
    args: { readonly variantId: string };
    result: { rows: { email: string; askedAt: number; storeId: string | null }[] };
  };
}
