import type { LayawayQueries } from './layaway-views.ts';
import type { Draft } from '@tillhouse/shared/domains/orders/draft-schema.ts';

/** A draft or quote as lists show it. */
export type DraftRow = Pick<
  Draft,
  | 'id'
  | 'number'
  | 'status'
  | 'customerName'
  | 'currency'
  | 'validUntil'
  | 'total'
  | 'orderId'
  | 'actorName'
  | 'updatedAt'
> & {
  /** It is a quote whose day is over */
  readonly lapsed: boolean;
};

export type DraftView = DraftRow &
  Pick<
    Draft,
    'storeId' | 'customerId' | 'discount' | 'coupons' | 'note' | 'frozen' | 'version' | 'mailTo' | 'mailAt' | 'mailedAt'
  > & {
    /** Of the customer, for whoever may reach them */
    readonly customerEmail: string | null;
    readonly customerCountry: string | null;
  };

/** The draft or quote whose goods lie in a basket. */
export interface DraftInBasket {
  readonly id: string;
  readonly number: string;
  readonly validUntil: string | null;
  /** It may still be sold */
  readonly open: boolean;
  /** At what was quoted */
  readonly holds: boolean;
  /** Its day is past */
  readonly over: boolean;
}

export interface DraftQueries extends LayawayQueries {
  'drafts.index': {
    params: { readonly offset: number; readonly limit: number };
    result: { readonly total: number; readonly rows: readonly DraftRow[] };
  };
  'drafts.one': { params: { readonly id: string }; result: DraftView | null };
}
