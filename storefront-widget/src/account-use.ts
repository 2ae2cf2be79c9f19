import type { AccountWords } from './account-words.ts';
import type { Part } from './bring.ts';
import type { CheckoutPieces } from './checkout-part.ts';
import type { StoreLink } from './store-link.ts';
import type { Store } from './store.ts';

/** What the panels of an account are handed by the element that they stand in. */
export interface AccountUse {
  readonly link: StoreLink;
  readonly shop: Store;
  readonly words: AccountWords;
  /** Shows again what is there now */
  changed(): void;
  /** Tells a reader of the screen */
  say(text: string): void;
  /** Once it is drawn; the first that is there, of several */
  focus(selector: string): void;
  /** Does something at the shop; what goes wrong is shown, and ends nothing. @returns whether it was done */
  run(work: () => Promise<void>): Promise<boolean>;
  /** What is shown as it is when buying; null until it is here */
  pieces(): CheckoutPieces | null;
  /** The part that says how an order stands */
  order(): Promise<Part>;
  /** What firms have beside it */
  firm(): Promise<Part>;
  /** Where who approves for one says yes or no */
  approve(): Promise<Part>;
  /** What of the checkout's words is needed in its language; null until they are here */
  buying(): ReturnType<CheckoutPieces['checkoutWords']> | null;
}
