/** What a person gave at the till: a price, a percentage or an amount, and why. */
export interface ByHand {
  readonly unitPrice?: number | undefined;
  /** Exact fraction, `15/100` */
  readonly percent?: string | undefined;
  readonly amount?: number | undefined;
  readonly reason: string;
}
