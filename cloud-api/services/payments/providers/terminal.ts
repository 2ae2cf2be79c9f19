import type { OpenAccount } from '../accounts/account-rows.ts';
import type { ProviderCall } from './provider.ts';

/** The way to pay of what is asked for at a reader; no shopper can choose it. */
export const CARD_PRESENT = 'card-present';

/** A card reader that the provider drives, as the provider knows it. */
export interface ToldReader {
  readonly id: string;
  readonly label: string;
  /** As its maker calls it: `stripe_s700` */
  readonly model: string;
  readonly serial: string;
  /** Where it stands, by the provider's own list of places */
  readonly place: string;
  readonly online: boolean;
  /** It waits for a card now */
  readonly busy: boolean;
  /** No machine: cards are presented to it by a call */
  readonly simulated: boolean;
}

/** A place of the shop as the provider has it; a reader belongs to one. */
export interface ToldPlace {
  readonly id: string;
  readonly name: string;
}

export interface NewPlace {
  readonly name: string;
  readonly line1: string;
  readonly city: string;
  readonly postcode: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly region: string;
}

export interface NewReader {
  /** What the reader shows to be registered with */
  readonly code: string;
  readonly label: string;
  readonly place: string;
}

/** What a card that was presented says of itself, for a receipt; no number of it. */
export interface ToldCard {
  readonly reader: string;
  readonly brand: string;
  readonly last4: string;
  readonly entry: 'contactless' | 'chip' | 'swipe' | 'unknown';
  readonly approvalCode: string;
  /** As the card's chip names it, and its id: receipts have to show both where they are there */
  readonly application: string;
  readonly aid: string;
  /** How its holder was recognised, in the chip's own word */
  readonly verified: string;
  /** Minor units of what was taken: the tip that was given at the reader */
  readonly tip: number;
}

/** How a simulated card behaves. */
export const presented = ['approve', 'decline', 'no-money', 'cancel'] as const;
export type Presented = (typeof presented)[number];

/** Readers of a provider that drives them. Every method throws as those of `Provider` do. */
export interface ProviderTerminal {
  readers(account: OpenAccount): Promise<readonly ToldReader[]>;
  /** Null: there is no such reader at this account */
  reader(account: OpenAccount, id: string): Promise<ToldReader | null>;
  places(account: OpenAccount): Promise<readonly ToldPlace[]>;
  addPlace(account: OpenAccount, place: NewPlace): Promise<ToldPlace>;
  register(account: OpenAccount, reader: NewReader): Promise<ToldReader>;
  /** Whether its reader has this payment in hand now; false says nothing of how it ended. */
  atIt(call: ProviderCall, reader: string): Promise<boolean>;
  /** Of a payment that was taken */
  card(call: ProviderCall): Promise<ToldCard | null>;
  /** Presents a card to a simulated reader. */
  present(account: OpenAccount, reader: string, how: Presented): Promise<void>;
}
