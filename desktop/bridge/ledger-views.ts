import type { AccountChart } from '@tillhouse/shared/domains/ledger/chart-schema.ts';

/** The books as the cloud keeps them. Amounts are minor units: debit positive, credit negative. */

export interface LedgerDays {
  /** Days of the store, both included, `2026-11-23` */
  readonly from: string;
  readonly to: string;
}

export interface LedgerBalanceRow {
  readonly account: string;
  readonly detail: string;
  /** Of a drawer, its register */
  readonly name: string | null;
  readonly currency: string;
  readonly opening: number;
  readonly debit: number;
  readonly credit: number;
  readonly closing: number;
}

export interface LedgerEntry {
  readonly id: string;
  readonly kind: string;
  readonly orderId: string | null;
  readonly registerId: string | null;
  readonly reference: string;
  readonly currency: string;
  readonly businessDate: string;
  readonly occurredAt: number;
  readonly lines: readonly { readonly account: string; readonly detail: string; readonly amount: number }[];
}

/** Numbers of accounts as the accountant has them. */
export type ChartShown = AccountChart;

/** What one of a currency is worth in that of the books, from a day on. */
export interface RateShown {
  readonly currency: string;
  readonly day: string;
  /** Exact fraction of whole units */
  readonly rate: string;
  readonly source: string;
  readonly actorName: string;
}

export interface RatesShown {
  readonly booksCurrency: string;
  /** What stores sell in beside it */
  readonly wanted: readonly string[];
  /** Of each currency the newest first, so many as are shown */
  readonly rates: readonly RateShown[];
}

/** What a provider paid out, held against our own record, the books and the bank. Minor units of `currency`. */
export interface PayoutShown {
  readonly id: string;
  readonly provider: string;
  readonly reference: string;
  readonly currency: string;
  readonly arrivesOn: string;
  readonly state: 'on-its-way' | 'paid' | 'failed';
  readonly amount: number;
  readonly charges: number;
  readonly expected: number;
  readonly ledger: number;
  readonly line: { readonly day: string; readonly amount: number; readonly text: string } | null;
  readonly differences: readonly string[];
  /** Those that differ from our record */
  readonly parts: readonly {
    readonly kind: string;
    readonly reference: string;
    readonly gross: number;
    readonly expected: number;
  }[];
}

/** `books`: all of it in the currency of the main store. Left out: each in its own. */
export interface BalanceAsk extends LedgerDays {
  readonly in?: 'own' | 'books';
}

export interface LedgerQueries {
  /** What currencies are worth in that of the books. */
  'ledger.rates': { params: Record<string, never>; result: RatesShown };
  /** How the books are handed to an accounting program; null: nobody said yet. */
  'ledger.chart': { params: Record<string, never>; result: ChartShown | null };
}

export interface LedgerCalls {
  /** Both ask the cloud, so not without the network. */
  'ledger.balance': {
    args: BalanceAsk;
    result: {
      rows: LedgerBalanceRow[];
      /** What is not in it: no rate was known */
      unconverted: { readonly currency: string; readonly entries: number }[];
    };
  };
  /** The newest first. */
  'ledger.payouts': { args: LedgerDays; result: { payouts: PayoutShown[]; bankLines: number } };
  /** Oldest first; `next` is `after` of the page behind. */
  'ledger.book': {
    args: LedgerDays & { readonly after?: string; readonly limit?: number };
    result: { entries: LedgerEntry[]; next: string | null };
  };
}
