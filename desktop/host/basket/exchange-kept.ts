import type { ReturnArgs } from '@tillhouse/shared/domains/register/sale-args.ts';

/** Goods that come back with the basket that is sold: one difference is taken or given. */
export interface Exchange {
  readonly mutationId: string;
  /** Of the return, without how it is paid back */
  readonly args: ReturnArgs;
  readonly number: string;
  /** What comes back and was paid, positive: it counts for what is bought */
  readonly worth: number;
  /** What comes back and was not paid: set against what is open of the sale. Left out before this was kept */
  readonly against?: number;
  readonly lines: readonly {
    readonly title: string;
    readonly quantity: number;
    readonly scale: number;
    readonly total: number;
  }[];
}

export const exchangeOf = (text: string | null | undefined): Exchange | null =>
  text ? (JSON.parse(text) as Exchange) : null;
