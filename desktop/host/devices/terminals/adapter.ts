import type { CardOfTender } from '@tillhouse/shared/domains/orders/frozen-parts.ts';

/** What a terminal is asked for, by a key that it books at most once. Amount in minor units, more than 0. */
export interface CardRequest {
  readonly key: string;
  readonly purpose: 'charge' | 'refund';
  readonly amount: number;
  readonly currency: string;
  /** Of a refund: the terminal's reference of the charge; empty where it is not known */
  readonly original: string;
  /** The terminal asks the customer for a tip and offers these percentages; left out: it does not */
  readonly tipPercents?: readonly number[];
  /** The sale or the return, and who is at the till; for a terminal behind the cloud, which looks at both */
  readonly orderId: string;
  readonly by: string;
}

/** What a terminal said of one key. `reason` is for people. */
export type CardOutcome =
  | {
      readonly state: 'approved';
      /** What it took, which may be less than was asked */
      readonly amount: number;
      /** Of that, the tip that the customer gave where the terminal asked for one */
      readonly tip?: number | undefined;
      readonly reference: string;
      readonly card: Omit<CardOfTender, 'key'>;
    }
  | { readonly state: 'declined'; readonly reason: string }
  | { readonly state: 'cancelled'; readonly reason: string }
  /** It was approved and is given back */
  | { readonly state: 'reversed' };

export type CardState =
  | CardOutcome
  | { readonly state: 'running' }
  /** It never heard of this key, and from now on refuses it: nothing will ever be charged under it */
  | { readonly state: 'never'; readonly reason?: string };

/** Steps that a terminal tells while it works. */
export type CardProgress = 'present-card' | 'enter-pin' | 'authorising' | 'remove-card';

export interface TerminalFacts {
  readonly name: string;
  readonly serial: string;
  /** What it says of itself, for people: `Ready` */
  readonly says: string;
}

/** The line broke or nothing came: nobody knows what became of it but the terminal. */
export class TerminalSilent extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'TerminalSilent';
  }
}

/** There was never a line to it, so that not one byte left: this request was certainly not heard. */
export class TerminalUnreached extends TerminalSilent {
  /** For people: why, where more is known than that there was no line */
  readonly says: string | undefined;

  constructor(why: string, says?: string) {
    super(why);
    this.name = 'TerminalUnreached';
    this.says = says;
  }
}

/**
 * A card terminal that takes the amount from the till and keeps every card to itself. Every method rejects with
 * TerminalSilent where the terminal does not answer; that alone never means that nothing was charged. Ended by its signal,
 * it rejects so too.
 */
export interface TerminalAdapter {
  hello(): Promise<TerminalFacts>;
  /** Sends the request once. Resolves when the terminal says how it ended. */
  start(request: CardRequest, onProgress: (step: CardProgress) => void): Promise<CardOutcome>;
  /** What became of a key. Sends no charge. */
  ask(key: string): Promise<CardState>;
  /** Wants it ended; how it ended is said by `start` or `ask`. */
  cancel(key: string): Promise<void>;
  /** Gives an approved charge back, or takes an approved refund back; once, however often it is asked. */
  reverse(key: string): Promise<{ readonly done: true } | { readonly done: false; readonly reason: string }>;
}
