import type { Customer } from '../customers/schema.ts';
import type { Order, OrderLine } from '../orders/schema.ts';
import type { FiscalOfReceipt } from '../register/fiscal.ts';
import { fiscalWords } from '../register/fiscal-words.ts';
import { completeInvoice, type InvoiceFacts } from './complete-invoice.ts';
import { figuresOf, letterText } from './letter-text.ts';
import type { Paper } from './paper.ts';

export interface ReceiptFacts {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly customer: Customer | undefined;
  readonly store: InvoiceFacts['store'];
  readonly street: string;
  /** Its number, where a till gave it one; else it goes by its order's */
  readonly number: string | undefined;
  /** Of the sale that a return takes back from */
  readonly returnOf: string | undefined;
  readonly fiscal: FiscalOfReceipt | null;
}

/** A receipt as a letter and its paper, in the language of its buyer: what an invoice would say, without being one. */
export async function receiptLetter({ number: given, returnOf, fiscal, ...facts }: ReceiptFacts) {
  const { order } = facts;
  const { document: invoice } = await completeInvoice({
    ...facts,
    ...{ kind: 'invoice', credited: undefined, register: { code: '', generation: 1 } },
    ...{ lastOf: async () => 0, at: order.placedAt },
  });
  const document = { ...invoice, creditOf: returnOf ?? null };
  const kind = order.kind === 'return' ? 'return' : 'receipt';
  const number = given ?? order.number;
  const words = fiscal && fiscalWords(fiscal);
  const signed = words && { rows: words.out ? [...words.rows, [words.out, ''] as const] : words.rows, qr: words.qr };
  const paper: Paper = { kind, number, document, ...(signed && { signed }) };
  const { money } = figuresOf(document);
  const due = document.total - document.paid;
  const letter = letterText(document, {
    ...{ kind, number },
    sums: [['paid', money(document.paid)], ...(due === 0 ? [] : ([['due', money(due)]] as const))],
  });
  return { letter, paper };
}
