import * as z from 'zod';
import type { CustomerFirm, FirmBuyerShown, PurchaseRequestShown } from '../../bridge/account-views.ts';
import { storeAt } from '../session/store-at.ts';
import { query, sees } from './define-query.ts';
import { id } from './params.ts';

type BuyerRow = Omit<FirmBuyerShown, 'alwaysAsks' | 'approves'> & { readonly asks: number; readonly approves: number };
type RequestRow = Omit<PurchaseRequestShown, 'lines' | 'order' | 'onAccount'> & {
  readonly lines: string;
  readonly later: number;
  readonly orderId: string;
  readonly number: string | null;
};

export const customersFirm = query('customers.firm', {
  params: z.strictObject({ id }),
  permission: 'customers.view',
  run: (reader, params, asking): CustomerFirm => {
    const seen = sees(asking, 'customers.contact');
    const buyers = reader.all<BuyerRow>(
      `SELECT id, name, email, order_limit AS orderLimit, always_asks AS asks, approves, status FROM firm_buyers
       WHERE customer_id = ? AND status <> 'ended' ORDER BY updated_at, id`,
      [params.id],
    );
    const requests = reader.all<RequestRow>(
      `SELECT r.id, r.buyer_name AS buyerName, r.kind, r.why, r.status, r.total, r.currency, r.on_account AS later, r.lines, r.reason,
         r.decided_by AS decidedBy, r.asked_at AS askedAt, r.expires_at AS expiresAt, r.order_id AS orderId, o.number
       FROM purchase_requests r LEFT JOIN orders o ON o.id = r.order_id
       WHERE r.customer_id = ? ORDER BY r.status <> 'waiting', r.asked_at DESC LIMIT 20`,
      [params.id],
    );
    return {
      currency: storeAt(reader, null)?.currency ?? '',
      buyers: buyers.map(({ asks, approves, email, ...row }) => ({
        ...{ ...row, email: seen ? email : '', alwaysAsks: asks === 1, approves: approves === 1 },
      })),
      requests: requests.map(({ lines, later, orderId, number, ...row }) => ({
        ...{ ...row, onAccount: later === 1, lines: JSON.parse(lines) as PurchaseRequestShown['lines'] },
        order: number === null ? null : { id: orderId, number },
      })),
    };
  },
});
