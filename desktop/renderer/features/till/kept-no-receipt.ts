import type { NoReceiptLine } from './no-receipt-row.tsx';

/** A return without a receipt that was begun and not recorded. */
export interface NoReceiptDraft {
  readonly lines: readonly NoReceiptLine[];
  readonly customer: { readonly id: string; readonly name: string } | null;
  readonly note: string;
  readonly way: 'store-credit' | 'cash';
  /** What it is recorded under, so that a lost answer and a second press make one return */
  readonly ids: { readonly order: string; readonly mutation: string };
}

/** Kept while the till is locked, and not written down: it names who stands there. */
let kept: NoReceiptDraft | null = null;

export const keptNoReceipt = (): NoReceiptDraft | null => kept;
export function keepNoReceipt(draft: NoReceiptDraft | null): void {
  kept = draft && (draft.lines.length > 0 || draft.note !== '') ? draft : null;
}
