import { boolean, instant, money, month, nullable, oneOf, text, uuid } from '../../kernel/columns.ts';
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
    /** When its money is taken: with the order, or with its goods */
    takes: oneOf(['placed', 'sent']),
    /** Of what is taken with the goods: until when it may be taken; null: nobody said */
    heldUntil: nullable(instant()),
    /** It may be taken in parts; else the first parcel takes all of it */
    inParts: boolean(),
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
