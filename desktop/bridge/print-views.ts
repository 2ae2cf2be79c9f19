import type { StoreReceipt } from '@tillhouse/shared/domains/access/store-receipt.ts';

/** What stands on paper, read back from the bytes a printer was sent. */
export type PrintedItem =
  | {
      readonly kind: 'line';
      readonly text: string;
      readonly align: 'left' | 'center' | 'right';
      readonly bold: boolean;
      /** Twice as wide and high */
      readonly big: boolean;
    }
  | { readonly kind: 'bars'; readonly text: string }
  | { readonly kind: 'qr'; readonly text: string }
  /** `bits`: base64 of rows of whole bytes, a bit a dot, 1 is black */
  | { readonly kind: 'picture'; readonly width: number; readonly height: number; readonly bits: string }
  | { readonly kind: 'cut' }
  /** The drawer was opened */
  | { readonly kind: 'drawer' };

export interface Printed {
  readonly items: readonly PrintedItem[];
  /** Commands that were not understood */
  readonly unknown: number;
  /** What the printer was asked to say when it is done */
  readonly asked: string | null;
}

/** The receipt printer of a register. */
export interface PrinterSettings {
  /** `device`: at a port of this desk; `spooler`: a printer of its system; `virtual`: shows its paper on this screen */
  readonly model: 'network' | 'device' | 'spooler' | 'virtual';
  /** What it understands; left out: ESC/POS */
  readonly commands?: 'escpos' | 'star' | undefined;
  /** Name or number and port; the port of the desk (`/dev/usb/lp0`, `COM3`); the name that the system has for it */
  readonly address: string;
  readonly width: 80 | 58;
  /** Prints a receipt after each sale */
  readonly auto: boolean;
  /** Opens the drawer for cash */
  readonly drawer: boolean;
}

/** Why a printer does not print now; empty: it does. */
export type PrintProblem = '' | 'unreached' | 'paper-out' | 'cover-open' | 'not-confirmed' | 'gone';

export interface PrintQueue {
  readonly waiting: number;
  readonly problem: PrintProblem;
}

export interface VirtualState {
  readonly papers: readonly { readonly at: number; readonly printed: Printed }[];
  readonly paper: 'there' | 'out';
  readonly on: boolean;
}

export interface PrintCalls {
  'devices.savePrinter': { args: { registerId: string; settings: PrinterSettings | null }; result: null };
  /** Prints a few lines that show width, letters, bars and knife. */
  'print.test': { args: { registerId: string }; result: null };
  /** `copy`: says that it is one; `gift`: without prices. `part`: of a bill that was split by item, that of one person. */
  'print.receipt': { args: { orderId: string; kind: 'copy' | 'gift'; part?: number }; result: null };
  /** A gift card with its code as QR and bars, by whoever may see the code: of one just sold, or with `credit.issue`. */
  'print.card': { args: { creditId: string }; result: null };
  /** The slip of a layaway or special order, as it stands now. */
  'print.slip': { args: { layawayId: string }; result: null };
  /** Tries what waits again now. */
  'print.again': { args: Record<string, never>; result: null };
  /** What waits at this register is not printed any more; each can be printed as a copy. */
  'print.drop': { args: Record<string, never>; result: null };
  'print.openDrawer': { args: Record<string, never>; result: { readonly opened: boolean } };
  /** How a receipt of a store comes out, with these words at its head and foot. */
  'print.preview': {
    args: {
      width: 80 | 58;
      storeName: string;
      header: string;
      footer: string;
      currency: string;
      locale: string;
      kind: 'receipt' | 'copy' | 'gift';
      receipt: StoreReceipt | null;
    };
    result: Printed;
  };
  'print.virtual': { args: { paper?: 'there' | 'out'; on?: boolean; clear?: boolean }; result: VirtualState };
}
