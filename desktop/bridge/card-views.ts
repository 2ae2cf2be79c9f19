import type { ScaleSettings } from './scale-views.ts';
import type { CardOfTender } from '@tillhouse/shared/domains/orders/frozen-parts.ts';
import type { FiscalDevice, FiscalGap } from './fiscal-views.ts';
import type { GunSettings } from './gun-views.ts';
import type { PrinterSettings, PrintQueue } from './print-views.ts';
import type { Basket, BroughtLine, ReceiptView } from './views.ts';

/** Key, terminal, approval, brand and last four digits; no number of a card is kept anywhere. */
export type CardShown = CardOfTender;

/** Money taken for a basket that is not sold yet. */
export interface Leg {
  readonly id: string;
  readonly kind: 'cash' | 'card' | 'gift-card' | 'store-credit' | 'layaway';
  readonly amount: number;
  readonly reference: string;
  /** Of a gift card or store credit; `setAside`: the cloud holds it for this basket */
  readonly credit: { readonly creditId: string; readonly codeEnd: string; readonly setAside: boolean } | null;
  /** What the terminal said; null where its reference was typed, and of cash */
  readonly card: CardShown | null;
  /** Whose part it is where the basket is paid by item, from 1 */
  readonly part?: number | null;
  /** Of store credit that is made of points: how many */
  readonly points?: number;
  /** Given along with it, and no part of the amount */
  readonly tip?: number;
  readonly takenAt: number;
}

/** A payment at a card terminal. */
export interface CardAttempt {
  readonly id: string;
  /** The sale that it pays, or the return that it pays back */
  readonly orderId: string;
  /** Of a refund: the payment of the sale that it gives back */
  readonly tenderId: string | null;
  readonly purpose: 'charge' | 'refund';
  readonly amount: number;
  readonly currency: string;
  readonly state:
    | 'open'
    | 'approved'
    | 'declined'
    | 'cancelled'
    | 'never'
    | 'reversing'
    | 'reversed'
    | 'case'
    | 'settled';
  /** False: the till went another way, and an approval is given back */
  readonly wanted: boolean;
  /** `asking`: the terminal does not answer and is asked again and again; else a step of its own */
  readonly progress: string;
  readonly reason: string;
  readonly reference: string;
  readonly card: CardShown | null;
  readonly startedAt: number;
}

/** Of an exchange: money that goes back to a payment of the first sale. */
export interface ExchangeBack {
  readonly tenderId: string;
  readonly kind: string;
  readonly amount: number;
  readonly card: CardShown | null;
  /** The terminal pays it back, before the exchange is recorded */
  readonly byTerminal: boolean;
  /** It has */
  readonly paid: CardAttempt | null;
  /** It has, and the basket was changed since: it is to be taken back */
  readonly wrong: boolean;
}

/** Goods that come back with a basket; `part` of their worth counts for what is bought, `back` is paid back. */
export interface ExchangeShown {
  /** The sale they were bought with */
  readonly orderId: string;
  /** The return that it will be */
  readonly returnId: string;
  readonly number: string;
  /** What was paid of it */
  readonly worth: number;
  /** What was not: set against what is open of that sale */
  readonly against: number;
  readonly part: number;
  readonly back: number;
  /** How that is paid back */
  readonly backs: readonly ExchangeBack[];
  readonly lines: readonly BroughtLine[];
}

interface Shown {
  readonly basketId: string;
  /** `basket.remaining` as the window shows it */
  readonly due: number;
}

export interface CardCalls {
  /** A part of it in cash; `legId` made by the asker. Durable when it resolves. */
  'basket.takeCash': { args: Shown & { legId: string; amount: number; given?: number; tip?: number }; result: Basket };
  /**
   * Whose turn it is: so much of the lines that one person pays, by the keys and in the units of the basket. What is open and unpaid
   * is chosen anew, else another part begins; nothing chosen takes the open one back.
   */
  'basket.choosePart': { args: Shown & { lines: { key: string; quantity: number }[] }; result: Basket };
  /** Whether each part of a split bill gets a receipt of its own. */
  'basket.ownReceipts': { args: { on: boolean }; result: Basket };
  /** A part of it on a stand-alone terminal. */
  'basket.takeCard': {
    args: Shown & { legId: string; amount: number; reference: string; tip?: number };
    result: Basket;
  };
  /** Gives one part back. What a terminal took is given back by it, now or when it answers again. */
  'basket.voidLeg': { args: { legId: string }; result: Basket };
  /** Records the sale of which all was taken in parts. */
  'basket.finish': { args: { basketId: string; keyed?: boolean }; result: ReceiptView };
  /** `amount` of the sale; `tip` is charged on top, or the terminal asks for one. */
  'card.charge': { args: Shown & { attemptId: string; amount: number; tip?: number; asksTip?: boolean }; result: null };
  /** `orderId`: of the return to be recorded when it is paid. */
  'card.refund': { args: { attemptId: string; orderId: string; tenderId: string; amount: number }; result: null };
  /** Pays a tip back to the card it was given with; the attempt’s `orderId` is the tip’s. Then `register.giveTipBack` says so. */
  'card.refundTip': { args: { attemptId: string; tipId: string }; result: null };
  'card.undoRefund': { args: { attemptId: string }; result: null };
  'card.cancel': { args: { attemptId: string }; result: null };
  'card.askAgain': { args: Record<string, never>; result: null };
  'card.leave': { args: { attemptId: string }; result: null };
  'card.settle': { args: { attemptId: string; note: string }; result: null };
  'card.terminal': { args: Record<string, never>; result: { readonly ready: boolean; readonly text: string } | null };
  /** `stripe:` and the id of a reader that Stripe drives, or an address of the shop’s network; `label`: its name for people */
  'devices.saveTerminal': { args: { registerId: string; address: string | null; label?: string }; result: null };
  'devices.testTerminal': { args: { address: string }; result: { readonly ready: boolean; readonly text: string } };
}

/** A card reader that a provider drives. */
export interface CardReader {
  readonly id: string;
  readonly label: string;
  readonly model: string;
  readonly serial: string;
  readonly place: string;
  readonly online: boolean;
  readonly busy: boolean;
  /** No machine: cards are presented to it by `readers.present` */
  readonly simulated: boolean;
}

export interface ReaderPlace {
  readonly id: string;
  readonly name: string;
}

/** The terminal of a register, as it is set up. */
export interface TerminalShown {
  readonly model: 'simulated' | 'stripe';
  readonly address: string;
  readonly label?: string | undefined;
}

/** Readers of the shop’s account at its provider; all of it needs a line. */
export interface ReaderCalls {
  'readers.list': {
    args: Record<string, never>;
    result: {
      readonly provider: string;
      /** Nothing that is paid there is real money */
      readonly test: boolean;
      readonly readers: readonly CardReader[];
      readonly places: readonly ReaderPlace[];
    };
  };
  'readers.register': { args: { code: string; label: string; place: string }; result: CardReader };
  'readers.addPlace': {
    args: { name: string; line1: string; city: string; postcode: string; country: string; region: string };
    result: ReaderPlace;
  };
  'readers.present': { args: { reader: string; how: 'approve' | 'decline' | 'no-money' | 'cancel' }; result: null };
}

export interface DeviceQueries {
  /** What was tried at terminals for a sale or a return, in its order. */
  'card.attempts': { params: { readonly orderId: string }; result: readonly CardAttempt[] };
  /** What stands at the registers of this desk, and card payments that somebody should know of. */
  'till.devices': {
    params: { readonly registerId?: string };
    result: {
      readonly registerId: string | null;
      readonly terminal: TerminalShown | null;
      readonly fiscal: FiscalDevice | null;
      /** As it was measured here; null: never */
      readonly gun: GunSettings | null;
      /** Its latest receipts, where they are not signed */
      readonly unsigned: FiscalGap | null;
      readonly unsettled: readonly CardAttempt[];
      readonly printer: PrinterSettings | null;
      readonly scale: ScaleSettings | null;
      readonly prints: PrintQueue;
    };
  };
}
