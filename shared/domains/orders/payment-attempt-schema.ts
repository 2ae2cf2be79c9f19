import { instant, money, month, oneOf, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const paymentAttempts = defineTable('orders.payment_attempts', {
  doc: 'How each try to pay an online order went, as its provider told it, for whoever looks at the order. Money is in tenders: nothing is computed from these.',
  columns: {
    /** Also of the attempt in the payments service */
    id: uuid(),
    orderId: uuid(),
    /** `stripe`; empty: it was never reached */
    provider: text(),
    /** As its shopper chose it */
    method: text(),
    state: oneOf(['created', 'unknown', 'action', 'authorised', 'captured', 'declined', 'released', 'refunded']),
    amount: money(),
    captured: money(),
    refunded: money(),
    currency: text(),
    /** The provider’s own name of it, or what a bank transfer is marked with */
    reference: text(),
    /** Why it came to nothing, as its shopper read it */
    problem: text(),
    /** What a shopper who pays later was told to do; empty: nothing */
    instructions: text(),
    startedAt: instant(),
    changedAt: instant(),
    month: month(),
  },
  key: ['id'],
  indexes: [['orderId']],
  group: 'trade',
  replication: { rows: 'months', atLocation: false },
});
export type PaymentAttempt = Row<typeof paymentAttempts>;
