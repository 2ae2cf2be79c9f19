import type { ReturnArgs } from '@tillhouse/shared/domains/register/sale-args.ts';

/** Goods that come back with the basket that is sold: one difference is taken or given. */
export interface Exchange {
  readonly mutationId: string;
  /** Of the return, without how it is paid back */
  readonly args: ReturnArgs;
  readonly number: string;
  /** What comes back, positive, as it was paid */
  readonly worth: number;
  readonly lines: readonly {
    readonly title: string;
    readonly quantity: number;
    readonly scale: number;
    readonly total: number;
  }[];
}

export const exchangeOf = (text: string | null | undefined): Exchange | null =>
  text ? (JSON.parse(text) as Exchange) : null;
