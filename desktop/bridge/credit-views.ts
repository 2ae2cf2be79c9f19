import type { Basket } from './views.ts';

/** Gift cards and store credit. Amounts are minor units of the account's currency; positive is owed to the holder. */

export interface CreditRow {
  readonly id: string;
  readonly kind: 'gift-card' | 'store-credit' | 'layaway';
  /** The last four characters of its code; empty for store credit */
  readonly codeEnd: string;
  readonly customer: { readonly id: string; readonly name: string } | null;
  readonly currency: string;
  readonly balance: number;
  readonly status: 'active' | 'blocked';
  /** The last day on which it pays */
  readonly expiresOn: string | null;
  readonly expired: boolean;
  readonly issuedAt: number;
  readonly movedAt: number;
  readonly unsent: boolean;
}

export interface CreditMovementRow {
  readonly id: string;
  readonly kind: string;
  readonly amount: number;
  /** After this line */
  readonly balance: number;
  readonly order: { readonly id: string; readonly number: string } | null;
  readonly reason: string;
  readonly actorName: string;
  readonly occurredAt: number;
  /** Set aside for a basket of which no sale came: the order that it was to be */
  readonly waits: string | null;
}

export interface CreditPage extends CreditRow {
  readonly updatedAt: number;
  /** Newest first */
  readonly movements: readonly CreditMovementRow[];
  /** It was sold or issued at this desk, which can print its code again */
  readonly printable: boolean;
}

export interface CreditPolicyView {
  readonly monthsGood: number;
  readonly offlineAmount: number;
  readonly presets: readonly number[];
  readonly withoutReceipt: 'refused' | 'store-credit';
}

export type CreditView = 'open' | 'spent' | 'blocked' | 'all';

export interface CreditQueries {
  /** Newest first; `search`: a whole code, its last four characters, or a name of a customer. */
  'credit.index': {
    params: { readonly offset: number; readonly limit: number; readonly view: CreditView; readonly search?: string };
    result: { readonly total: number; readonly rows: readonly CreditRow[] };
  };
  'credit.views': {
    params: Record<string, never>;
    result: {
      readonly counts: readonly { readonly view: CreditView; readonly count: number }[];
      /** What is owed to all holders, by currency */
      readonly owed: readonly { readonly currency: string; readonly amount: number }[];
    };
  };
  'credit.one': { params: { readonly id: string }; result: CreditPage | null };
  'credit.policy': { params: Record<string, never>; result: CreditPolicyView };
}

/** A code that was just made, for whoever issues the card: shown and printed, kept here sealed. */
export interface NewCard {
  readonly creditId: string;
  readonly code: string;
  readonly codeHash: string;
  readonly codeEnd: string;
}

export interface CreditCalls {
  /** Makes a code for a card that `credit.issue` then issues. */
  'credit.newCard': { args: Record<string, never>; result: NewCard };
  /** The code of a card that was sold or issued at this desk; null: it was elsewhere. */
  'credit.printAgain': { args: { readonly creditId: string }; result: { readonly code: string | null } };
  /** The card of a code, also of one that was typed with spaces or in small letters; null where nobody has it. */
  'credit.find': { args: { readonly code: string }; result: CreditRow | null };
  /** Sells a card of this amount; `creditId` puts it on one that is there. */
  /**
   * A part of the sale from a gift card or from the customer's store credit. A desk that hears from the cloud has it set aside there;
   * one that does not takes up to the allowance. `legId` made by the asker; durable when it resolves.
   */
  'basket.takeCredit': {
    args: {
      readonly basketId: string;
      readonly due: number;
      readonly legId: string;
      readonly creditId: string;
      readonly amount: number;
    };
    result: Basket;
  };
  'basket.addGiftCard': { args: { readonly amount: number; readonly creditId?: string }; result: Basket };
}
