import type { InvoiceDocument } from '@tillhouse/shared/domains/invoices/document.ts';
import * as z from 'zod';
import type { InvoiceRow, InvoiceView } from '../../bridge/invoice-queries.ts';
import { query } from './define-query.ts';
import { id, page } from './params.ts';

interface Raw extends Omit<InvoiceRow, 'orderNumber' | 'buyer'> {
  readonly document: string;
}

export const invoiceQueries = {
  'invoices.index': query('invoices.index', {
    params: z.strictObject(page),
    permission: 'orders.view',
    run: (reader, { offset, limit }) => ({
      total: reader.get<{ n: number }>('SELECT count(*) AS n FROM invoices')?.n ?? 0,
      rows: reader
        .all<Raw>(
          `SELECT id, kind, number, order_id AS orderId, currency, tax, total, issued_at AS issuedAt, document
             FROM invoices ORDER BY issued_at DESC, id LIMIT ? OFFSET ?`,
          [limit, offset],
        )
        .map(({ document, ...row }) => {
          const { buyer, orderNumber } = JSON.parse(document) as InvoiceDocument;
          return { ...row, orderNumber, buyer: buyer.name };
        }),
    }),
  }),
  'invoices.ofOrder': query('invoices.ofOrder', {
    params: z.strictObject({ orderId: id }),
    permission: 'orders.view',
    run: (reader, { orderId }) => {
      // An edit takes back and issues anew in one moment: what stands is named before what was taken back.
      const rows = reader.all<Omit<InvoiceView, 'document'> & { document: string }>(
        `SELECT id, kind, number, issued_at AS issuedAt, document FROM invoices WHERE order_id = ?
          ORDER BY issued_at DESC, kind DESC, sequence DESC`,
        [orderId],
      );
      return { invoices: rows.map((row) => ({ ...row, document: JSON.parse(row.document) as InvoiceDocument })) };
    },
  }),
};
