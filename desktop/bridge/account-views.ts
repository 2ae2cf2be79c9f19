import type { Statement } from '@tillhouse/shared/domains/orders/statement.ts';

/** By what a customer may buy on account. Amounts are minor units of the store's currency. */
export interface AccountShown {
  readonly open: boolean;
  /** Null: no limit */
  readonly creditLimit: number | null;
  /** Net so many days */
  readonly days: number;
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
