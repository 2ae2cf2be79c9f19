import type { InvoiceDocument } from '@tillhouse/shared/domains/invoices/document.ts';
import type { Page } from './queries.ts';

export interface InvoiceRow {
  readonly id: string;
  readonly kind: 'invoice' | 'credit-note';
  readonly number: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly buyer: string;
  readonly currency: string;
  readonly tax: number;
  readonly total: number;
  readonly issuedAt: number;
}

export interface InvoiceView {
  readonly id: string;
  readonly kind: 'invoice' | 'credit-note';
  readonly number: string;
  readonly issuedAt: number;
  readonly document: InvoiceDocument;
}

export interface InvoiceQueries {
  /** Newest first, of the months this desk holds */
  'invoices.index': { params: Page; result: { readonly total: number; readonly rows: readonly InvoiceRow[] } };
  /** All of one order, the newest first: an order that was edited after it was invoiced has several */
  'invoices.ofOrder': {
    params: { readonly orderId: string };
    result: { readonly invoices: readonly InvoiceView[] };
  };
}
