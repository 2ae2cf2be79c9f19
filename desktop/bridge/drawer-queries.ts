import type { ZReport } from '@tillhouse/shared/domains/register/z-report.ts';

/** An open drawer as it stands now: its X report, and the cash that was moved by hand. */
export interface DrawerNow {
  readonly sessionId: string;
  readonly registerId: string;
  readonly registerName: string;
  readonly currency: string;
  readonly openedAt: number;
  readonly openedByName: string;
  /** What number its Z report will have: `14`, of a register taken over `2-3` */
  readonly next: string;
  readonly report: ZReport;
  readonly moved: readonly {
    readonly id: string;
    readonly kind: 'paid-in' | 'paid-out' | 'no-sale';
    readonly amount: number;
    readonly reason: string;
    readonly actorName: string;
    readonly at: number;
  }[];
  /** Sales by who sold, most first */
  readonly people: readonly { readonly name: string; readonly sales: number; readonly amount: number }[];
}

/** A drawer that was closed. Before Z reports were numbered, `number` and `report` are null. */
export interface ClosedDrawer {
  readonly sessionId: string;
  readonly registerName: string;
  readonly storeName: string;
  readonly storeStreet: string;
  readonly currency: string;
  readonly number: string | null;
  readonly openedAt: number;
  readonly openedByName: string;
  readonly closedAt: number;
  readonly closedByName: string;
  readonly counted: number;
  readonly expected: number;
  readonly variance: number;
  readonly note: string;
  readonly report: ZReport | null;
  readonly previousHash: string | null;
  readonly hash: string | null;
}

/** Tips that somebody was given and were not paid out to them yet. */
export interface TipsOwed {
  readonly staffId: string;
  readonly name: string;
  readonly owed: number;
}

/** A tip that was given along with a sale, and not given back. */
export interface TipOfSale {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly way: 'cash' | 'card';
  /** A card terminal took it, so that it can go back through one */
  readonly byTerminal: boolean;
  /** A payment provider did, and gives it back itself */
  readonly byProvider: boolean;
  /** Whose it is */
  readonly name: string;
}

export interface DrawerQueries {
  /** Null once it is closed. */
  'till.drawer': { params: { readonly sessionId: string }; result: DrawerNow | null };
  /** The latest sixty of a register, newest first. */
  'till.closings': { params: { readonly registerId: string }; result: readonly ClosedDrawer[] };
  'till.tips': { params: { readonly currency: string }; result: readonly TipsOwed[] };
  'till.tipsOf': { params: { readonly orderId: string }; result: readonly TipOfSale[] };
}
