import type { CommissionRate } from '@tillhouse/shared/domains/commissions/schema.ts';

/** What people sell and get of it. Amounts are minor units of `currency`; days are the store’s. */

export interface SoldByRow {
  readonly staffId: string;
  readonly name: string;
  readonly currency: string;
  readonly sales: number;
  /** Goods without gift cards, with tax and after discounts */
  readonly sold: number;
  readonly discounts: number;
  /** What came back of what they had sold, in these days; 0 or less */
  readonly back: number;
  /** Sold less what came back, without tax: what a commission is of */
  readonly net: number;
  readonly commissions: readonly { readonly rate: string; readonly net: number; readonly amount: number }[];
  readonly commission: number;
}

export type CommissionRateRow = Omit<CommissionRate, 'updatedAt'>;

export interface CommissionQueries {
  /** Of the months and places that this desk holds, who got the most first. `from` and `to` included. */
  'commissions.sold': { params: { readonly from: string; readonly to: string }; result: readonly SoldByRow[] };
  'commissions.rates': {
    params: Record<string, never>;
    result: { readonly rates: readonly CommissionRateRow[]; readonly categories: readonly string[] };
  };
}
