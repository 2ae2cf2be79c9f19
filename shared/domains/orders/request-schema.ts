import * as z from 'zod/mini';
import { boolean, instant, integer, json, money, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

const whole = z.number().check(z.int(), z.gte(0));
/** What is asked for, as whoever decides about it sees it. */
export const requestLines = z
  .array(z.strictObject({ title: z.string().check(z.maxLength(500)), quantity: whole, scale: whole, total: whole }))
  .check(z.maxLength(500));

export const purchaseRequests = defineTable('orders.purchase_requests', {
  doc: 'An order of a firm that waits for a yes: of somebody of the firm (`firm`) since it is above what its buyer may order alone, or of the shop (`shop`) since so much is to be paid later. Its goods are held meanwhile; without an answer it ends and they are free. Said yes to, it is placed or paid, and the order has its own id.',
  columns: {
    id: uuid(),
    /** The try to pay that holds its goods */
    attemptId: uuid(),
    checkoutId: uuid(),
    /** Of the order that it becomes */
    orderId: uuid(),
    /** The firm */
    customerId: uuid(),
    /** Null: the account of the firm itself */
    buyerId: nullable(uuid()),
    buyerName: personal('to show who ordered', text()),
    buyerEmail: personal('to tell them what was decided', text()),
    kind: oneOf(['firm', 'shop']),
    why: oneOf(['every-order', 'over-limit', 'on-account']),
    status: oneOf(['waiting', 'approved', 'declined', 'expired']),
    /** Minor units of `currency` */
    total: money(),
    currency: text(),
    /** Due by the terms of the firm; else it is paid once they said yes */
    onAccount: boolean(),
    lines: json(requestLines),
    /** What whoever decided said */
    reason: personal('may name people', text()),
    decidedBy: personal('to show who did what', nullable(text())),
    askedAt: instant(),
    /** Until then its goods are held */
    expiresAt: instant(),
    decidedAt: nullable(instant()),
    /** When a letter about it is due: to those who approve while it waits, to its buyer afterwards; null: none */
    letterAt: nullable(instant()),
    letterTries: integer(),
  },
  key: ['id'],
  indexes: [['attemptId'], ['customerId'], ['status'], ['letterAt']],
  group: 'people',
});
export type PurchaseRequest = Row<typeof purchaseRequests>;
