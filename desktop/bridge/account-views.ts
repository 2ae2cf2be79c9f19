import type { Statement } from '@tillhouse/shared/domains/orders/statement.ts';

/** By what a customer may buy on account. Amounts are minor units of the store's currency. */
export interface AccountShown {
  readonly open: boolean;
  /** Null: no limit */
  readonly creditLimit: number | null;
  /** Net so many days */
  readonly days: number;
  /** What is ordered on the web above this waits for the shop; null: nothing does */
  readonly askAbove: number | null;
}

/** What a customer has open, as far as this desk knows: the orders of its months. */
export interface CustomerAccount {
  readonly currency: string;
  /** Null: nobody ever let them buy on account */
  readonly terms: AccountShown | null;
  readonly statement: Statement;
}

/** Beside a basket: its customer may pay later. */
export interface BasketAccount {
  readonly days: number;
  /** The last day on which it is paid in time, were it sold today */
  readonly dueOn: string;
  /** Open already; null where this desk may not tell */
  readonly owes: number;
  /** How much more may be open; null: as much as is wanted */
  readonly left: number | null;
}

/** Somebody who buys on the web for a customer that is a firm. */
export interface FirmBuyerShown {
  readonly id: string;
  readonly name: string;
  /** Empty for who may not see how people are reached */
  readonly email: string;
  readonly orderLimit: number | null;
  readonly alwaysAsks: boolean;
  readonly approves: boolean;
  readonly status: 'invited' | 'active';
}

/** An order of a firm that waits for a yes, or did. Amounts are minor units of `currency`. */
export interface PurchaseRequestShown {
  readonly id: string;
  readonly buyerName: string;
  readonly kind: 'firm' | 'shop';
  readonly why: 'every-order' | 'over-limit' | 'on-account';
  readonly status: 'waiting' | 'approved' | 'declined' | 'expired';
  readonly total: number;
  readonly currency: string;
  readonly onAccount: boolean;
  readonly lines: readonly {
    readonly title: string;
    readonly quantity: number;
    readonly scale: number;
    readonly total: number;
  }[];
  readonly reason: string;
  readonly decidedBy: string | null;
  readonly askedAt: number;
  readonly expiresAt: number;
  /** The order it became, where this desk has it */
  readonly order: { readonly id: string; readonly number: string } | null;
}

export interface CustomerFirm {
  /** Of limits: the store’s own */
  readonly currency: string;
  readonly buyers: readonly FirmBuyerShown[];
  /** Those that wait, and the newest of the others */
  readonly requests: readonly PurchaseRequestShown[];
}
