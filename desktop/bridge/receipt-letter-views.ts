/** A letter with a receipt, as a person who looks at the sale sees it. */
export interface ReceiptLetterView {
  readonly id: string;
  /** Whom it goes to; of one that went, `b…@shopper.example` */
  readonly sentTo: string;
  readonly status: 'waiting' | 'sent' | 'failed';
  readonly askedAt: number;
  readonly sentAt: number | null;
}

export interface ReceiptLetterQueries {
  /** Newest first. `email`: of its customer, for who may see it */
  'till.receiptLetters': {
    params: { readonly orderId: string };
    result: { readonly email: string | null; readonly letters: readonly ReceiptLetterView[] };
  };
}
