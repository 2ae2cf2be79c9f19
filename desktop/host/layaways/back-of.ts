import { planRefunds, refundable } from '@tillhouse/shared/domains/orders/plan-refunds.ts';
import type { Tender } from '@tillhouse/shared/domains/orders/schema.ts';
import { feesOf } from '@tillhouse/shared/domains/register/layaway.ts';
import type { LayawayBack } from '../../bridge/layaway-views.ts';
import type { Reader } from '../database/reader.ts';

export interface Payment {
  /** Of the line that took it, and of its sale */
  readonly lineId: string;
  readonly orderId: string;
  readonly number: string;
  readonly amount: number;
}

/** Payments that were not given back yet, the first first. */
export function paymentsOf(reader: Reader, layawayId: string): Payment[] {
  return reader.all<Payment>(
    `SELECT m.id AS lineId, o.id AS orderId, o.number, m.amount FROM credit_movements m JOIN orders o ON o.id = m.order_id
      WHERE m.account_id = ? AND m.kind = 'sold' AND NOT EXISTS (SELECT 1 FROM order_lines b WHERE b.original_line_id = m.id)
      ORDER BY m.occurred_at, m.id`,
    [layawayId],
  );
}

type Row = Pick<Tender, 'id' | 'kind' | 'amount' | 'originalTenderId'>;
const columns = 'id, kind, amount, original_tender_id AS originalTenderId';

/** What of one payment goes back how, once so much of it is kept. */
export function backOf(reader: Reader, { orderId, amount }: Payment, fee: number): LayawayBack['parts'] {
  const own = reader.all<Row>(`SELECT ${columns} FROM tenders WHERE order_id = ? ORDER BY placed_at, id`, [orderId]);
  const later = reader.all<Row>(
    `SELECT ${columns} FROM tenders WHERE order_id IN (SELECT o.id FROM orders o WHERE o.original_order_id = ?)`,
    [orderId],
  );
  const { parts, rest } = planRefunds(
    amount - fee,
    refundable(own, [...own.filter((row) => row.amount < 0), ...later]),
  );
  const cash = parts.filter(({ kind }) => kind === 'cash').reduce((sum, part) => sum + part.amount, rest);
  const others = parts.filter(({ kind }) => kind !== 'cash');
  return [...others, ...(cash > 0 ? [{ tenderId: '', kind: 'cash' as const, amount: cash }] : [])];
}

/** What giving it up would pay back, and how, with so much kept. */
export function shownBack(reader: Reader, layawayId: string, fee: number): LayawayBack[] {
  const payments = paymentsOf(reader, layawayId);
  const fees = feesOf(
    payments.map(({ amount }) => amount),
    fee,
  );
  return payments.map((payment, at) => {
    const kept = fees[at] ?? 0;
    return { number: payment.number, amount: payment.amount, kept, parts: backOf(reader, payment, kept) };
  });
}
