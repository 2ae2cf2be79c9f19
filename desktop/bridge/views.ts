/** Shapes that screens share. Amounts are minor units of `currency`; instants epoch milliseconds; quantities integer × 10^−scale. */
import type { BasketAccount } from './account-views.ts';
import type { BasketAge } from './age-views.ts';
import type { DraftInBasket } from './draft-queries.ts';
import type { BasketLater, LaterOnReceipt } from './layaway-views.ts';
import type { FiscalOfReceipt } from '@tillhouse/shared/domains/register/fiscal.ts';
import type { StoreTill } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { Grant } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { ForeignRate } from '@tillhouse/shared/domains/register/foreign-cash.ts';
import type { ByHand } from './by-hand-views.ts';
import type { SerialsOfLine } from './serial-views.ts';
import type { ParkedSale, TakenTwice } from './parked-views.ts';
import type { CardAttempt, CardShown, Leg, ExchangeShown } from './card-views.ts';
import type { LeaseState } from './access-queries.ts';
import type { BasketPoints } from './loyalty-views.ts';
import type { SplitBasket } from './split-views.ts';

/** A sign-in that goes on elsewhere. */
export type SignInAbroad =
  | { readonly way: 'browser'; readonly id: string; readonly url: string }
  | {
      readonly way: 'code';
      readonly id: string;
      /** `BCDF-GHJK` */
      readonly userCode: string;
      readonly verificationUri: string;
      readonly expiresAt: number;
    };

export interface PersonSummary {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  readonly roleName: string;
  readonly locationName: string | null;
  readonly status: 'active' | 'away' | 'left';
  readonly statusNote: string | null;
  readonly hasPin: boolean;
  readonly lastHereAt: number | null;
  readonly permissions: readonly string[];
  /** How far each goes; left out: without limit */
  readonly grants?: readonly Grant[];
  /** Rights that this desk does not honour until it hears from the cloud again */
  readonly withheld?: Readonly<Record<string, Withheld>>;
}

/** `sensitive-lease`: 24 hours, `selling-lease`: 35 days without a line */
export type Withheld = 'sensitive-lease' | 'selling-lease' | 'clock-set-back';

export interface LocationSummary {
  readonly id: string;
  readonly name: string;
  readonly street: string;
  readonly kind: 'shop' | 'warehouse';
}

export interface RegisterSummary {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly locationId: string;
  /** How often another device took it over, from 1 */
  readonly generation: number;
  /** The device that issues its receipts instead of this one, since it took it over */
  readonly takenBy?: string;
  /** The other device that sells on it, as far as is known here */
  readonly soldBy?: string;
  readonly session: { readonly id: string; readonly openedAt: number; readonly openedByName: string } | null;
}

export interface SessionState {
  readonly enrolled: boolean;
  readonly deviceId: string | null;
  readonly deviceName: string;
  readonly enrolledAt: number | null;
  readonly keyFingerprint: string | null;
  readonly cloudUrl: string;
  /** Of the location where the window stands */
  readonly store: {
    readonly id: string;
    readonly name: string;
    readonly currency: string;
    readonly timeZone: string;
    readonly pricesIncludeTax: boolean;
    /** How its tills behave */
    readonly till: StoreTill;
  } | null;
  readonly person: PersonSummary | null;
  readonly people: readonly PersonSummary[];
  readonly location: LocationSummary | null;
  readonly locations: readonly LocationSummary[];
  readonly register: RegisterSummary | null;
  readonly registers: readonly RegisterSummary[];
  /** Somebody practises at this window: nothing that it does is kept */
  readonly training: boolean;
  /** Shown where the device key could not be kept in the system's key store. */
  readonly keyWarning: string | null;
  /** How long it has not heard from the cloud, and what it still honours */
  readonly lease?: LeaseState;
}

export type { ByHand };

export interface BasketLine {
  readonly id: string;
  readonly variantId: string | null;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly image: string | null;
  /** Less than nothing of empties that are brought back */
  readonly quantity: number;
  /** Of a deposit: the line that it follows */
  readonly depositOf?: string;
  readonly serials?: SerialsOfLine;
  readonly scale: number;
  readonly unit: string;
  readonly unitPrice: number;
  /** `25.00 / kg`, of what is in one of it; empty where nobody said */
  readonly perUnit: string;
  readonly discount: number;
  readonly total: number;
  /** The 13 px reason line: SKU, "12.50 each", "just scanned", "0 left" */
  readonly note: string;
  readonly onHand: number | null;
  /** Every step to this price, in sentences */
  readonly why: readonly string[];
  /** What a person gave on this line */
  readonly byHand: ByHand | null;
}

export interface Basket extends BasketLater {
  /** Also of the order that it becomes; empty where there is no basket yet */
  readonly id: string;
  readonly currency: string;
  readonly lines: readonly BasketLine[];
  readonly customer: { readonly id: string; readonly name: string } | null;
  /** Of the customer, where a programme runs in this currency */
  readonly points: BasketPoints | null;
  /** Of the customer, where they may pay later */
  readonly account: BasketAccount | null;
  readonly units: number;
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly taxTotal: number;
  readonly taxByRate: readonly { readonly rate: string; readonly net: number; readonly tax: number }[];
  readonly total: number;
  /** What was taken for it already, and what is still to be taken by card; negative: too much was */
  readonly legs: readonly Leg[];
  readonly remaining: number;
  /** Where it is paid by item: whose part is what; left out where it is paid as one */
  readonly split?: SplitBasket;
  /** Goods that come back with it: `part` of their worth counts for what is bought, `back` is paid back */
  readonly exchange: ExchangeShown | null;
  readonly draft: DraftInBasket | null;
  /** Where something in it is not sold to everybody */
  readonly age: BasketAge | null;
  /** Its last payment at a card terminal */
  readonly card: CardAttempt | null;
  /** What cash still settles after rounding, and the rounding itself */
  readonly cashTotal: number;
  readonly cashRounding: number;
  /** The smallest coin of the store, in minor units */
  readonly coin: number;
  /** Currencies it takes in cash, each at what one of it is worth in its own */
  readonly foreign: readonly ForeignRate[];
  /** Why the buyer pays no tax, in words */
  readonly relief: string | null;
  /** What a person gave on the whole sale */
  readonly byHand: ByHand | null;
  /** Codes entered: what each took off, or why it does not count */
  readonly coupons: readonly {
    readonly code: string;
    readonly applied: boolean;
    /** The promotion's name, or why not */
    readonly reason: string;
    readonly saved: number;
  }[];
  /** Somebody else locked the till over it; null: nobody, or who is here now */
  readonly left: { readonly by: string; readonly at: number } | null;
  readonly parked: readonly ParkedSale[];
  readonly twice: TakenTwice | null;
}

/** A line of goods that came back; all positive. */
export interface BroughtLine {
  readonly title: string;
  readonly quantity: number;
  readonly scale: number;
  readonly total: number;
}

/** What one person paid of a bill. */
export interface ReceiptPart {
  /** From 1 */
  readonly number: number;
  readonly lines: readonly {
    /** Place in the receipt's lines */
    readonly at: number;
    readonly quantity: number;
    readonly net: number;
    readonly tax: number;
    readonly total: number;
    readonly discount: number;
    readonly rate: string;
  }[];
  readonly rounding: number;
  /** Places in the receipt's tenders */
  readonly tenders: readonly number[];
}

export interface ReceiptView {
  /** What was paid leaves later */
  readonly later?: LaterOnReceipt;
  readonly orderId: string;
  readonly number: string;
  readonly placedAt: number;
  readonly storeName: string;
  readonly storeStreet: string;
  readonly cashier: string;
  readonly currency: string;
  readonly lines: readonly {
    readonly title: string;
    readonly quantity: number;
    readonly scale: number;
    readonly unitPrice: number;
    readonly total: number;
    /** Numbers of its pieces, and why it cost less, a line each */
    readonly serials?: readonly string[];
    readonly notes: readonly { readonly text: string; readonly amount: number }[];
  }[];
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly shipping: number;
  readonly fee: number;
  readonly rounding: number;
  readonly total: number;
  readonly taxByRate: readonly { readonly rate: string; readonly net: number; readonly tax: number }[];
  readonly tenders: readonly {
    readonly kind: string;
    readonly amount: number;
    readonly given: number;
    readonly change: number;
    /** Given to who sold it along with this payment, beside its amount */
    readonly tip?: number;
    /** Handed over in another currency, in its minor units, and the rate that it counted at */
    readonly foreign?: { readonly currency: string; readonly given: number; readonly rate: string };
    /** Of a card terminal that the till spoke with */
    readonly card?: CardShown;
    /** Of a gift card or store credit: its last characters, and what is left on it; null where this desk cannot know */
    readonly credit?: { readonly codeEnd: string; readonly rest: number | null };
    /** Of store credit that was made of points for it: how many */
    readonly points?: number;
  }[];
  /** Of a sale on account: the last day on which it is paid in time */
  readonly payBy?: string;
  /** Goods that came back with it, by the receipt of their return; `total` positive, `back`: how what was over was paid back */
  readonly exchange: {
    readonly number: string;
    readonly returnOf: string;
    readonly total: number;
    readonly lines: readonly BroughtLine[];
    readonly back: readonly { readonly kind: string; readonly amount: number }[];
  } | null;
  /** Gift cards that were sold or loaded by it, or made for what was paid back; a new one has a code to print */
  readonly cards: readonly {
    readonly creditId: string;
    readonly codeEnd: string;
    readonly amount: number;
    readonly expiresOn: string | null;
    readonly fresh: boolean;
  }[];
  /** Of a bill that was split by item; `lines` point into those above. Together they are the bill. */
  readonly parts?: readonly ReceiptPart[];
  /** Of the receipt of one of them: which, and what the whole bill came to */
  readonly part?: { readonly number: number; readonly of: number; readonly whole: number };
  /** What is not paid yet; of a return negative: for the provider to pay, or `against` */
  readonly due: number;
  /** Of a return: what is due is set against what is open of its sale, which no provider took money for */
  readonly against?: boolean;
  /** Of the customer: earned with it, negative: taken back; `left` after it as far as this desk knows */
  readonly points?: { readonly moved: number; readonly left: number };
  /** What the fiscal device of its register said of it; left out where there is none */
  readonly fiscal?: FiscalOfReceipt;
  /** Why no tax was paid, in words */
  readonly relief: string | null;
  /** Of a return: the receipt of its sale */
  readonly returnOf: string | null;
  /** Nothing was sold: somebody practised */
  readonly training?: true;
  /** Goods of which nobody had the receipt */
  readonly withoutReceipt?: true;
  /** Of the store, under its name */
  readonly header: string;
  readonly footer: string;
  /** Of the store, for its clock */
  readonly timeZone: string;
  /** Of the store: what its papers are written in, `de-AT`; left out: English */
  readonly language?: string;
}
