import type { NoReceiptArgs, PriceSource } from '@tillhouse/shared/domains/register/no-receipt-args.ts';

/** What goods are worth of which nobody has the receipt, as `register.recordReturnWithoutReceipt` would pay it back. Minor units, positive. */
export interface NoReceiptWorth {
  readonly lines: readonly {
    readonly key: string;
    readonly unitPrice: number;
    readonly total: number;
    readonly scale: number;
    readonly tracked: boolean;
    readonly source: PriceSource;
  }[];
  readonly worth: number;
  readonly tax: number;
  /** In coins of the store */
  readonly cash: number;
  /** The most in cash; 0: none */
  readonly cashLimit: number;
}

export interface NoReceiptCalls {
  /** Nothing is written. */
  'till.tryReturnWithoutReceipt': {
    args: Pick<NoReceiptArgs, 'registerId' | 'sessionId' | 'lines'>;
    result: NoReceiptWorth;
  };
}
