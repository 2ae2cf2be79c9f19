import * as z from 'zod';
import type { ReceiptLetterView } from '../../bridge/receipt-letter-views.ts';
import { query, sees } from './define-query.ts';
import { id } from './params.ts';

/** Whom a receipt was sent to, and what became of it. */
export const receiptLetterQueries = {
  'till.receiptLetters': query('till.receiptLetters', {
    params: z.strictObject({ orderId: id }),
    permission: 'till.sell',
    run: (reader, { orderId }, asking) => ({
      email: sees(asking, 'customers.contact')
        ? (reader.get<{ email: string | null }>(
            'SELECT c.email FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = ?',
            [orderId],
          )?.email ?? null)
        : null,
      letters: reader.all<ReceiptLetterView>(
        `SELECT id, sent_to AS sentTo, status, asked_at AS askedAt, sent_at AS sentAt
           FROM receipt_letters WHERE order_id = ? ORDER BY asked_at DESC, id`,
        [orderId],
      ),
    }),
  }),
};
