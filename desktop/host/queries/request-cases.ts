import type { Case } from '../../bridge/sync-queries.ts';
import type { Reader } from '../database/reader.ts';
import { amountText } from '../words.ts';
import { type Asking, sees } from './define-query.ts';

interface RequestRow {
  readonly id: string;
  readonly customerId: string;
  readonly firm: string | null;
  readonly buyer: string;
  readonly total: number;
  readonly currency: string;
  readonly at: number;
}

/** Web orders of firms that wait for the shop's yes; they are answered on the firm's page. */
export function requestCases(reader: Reader, asking: Asking, limit: number): Case[] {
  const rows = reader.all<RequestRow>(
    `SELECT r.id, r.customer_id AS customerId, c.name AS firm, r.buyer_name AS buyer, r.total, r.currency, r.asked_at AS at
     FROM purchase_requests r LEFT JOIN customers c ON c.id = r.customer_id
     WHERE r.kind = 'shop' AND r.status = 'waiting' ORDER BY r.asked_at DESC LIMIT ?`,
    [limit],
  );
  return rows.map(({ id, customerId, firm, buyer, total, currency, at }) => ({
    ...{ mutationId: id, kind: 'order-request' as const, title: firm ?? buyer, image: null },
    badge: 'Waits for our yes',
    text: `${buyer} wants ${amountText(total, currency)} ${currency} on account, more than is placed without it. The goods are held for three days.`,
    ...{ at, by: '', to: sees(asking, 'customers.view') ? `/customers/${customerId}` : null, mine: null, theirs: null },
    ...{ fields: [], reckoning: [], evidence: [], countable: false, maySettle: false },
  }));
}
