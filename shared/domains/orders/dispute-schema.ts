import { instant, integer, money, nullable, oneOf, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

/**
 * - `asked`: the bank asks, and took nothing yet
 * - `open`: the money was taken; evidence is waited for until `dueAt`
 * - `review`: evidence is there, somebody decides
 * - `won`, `lost`: decided; lost also where there is nothing to answer
 */
export const disputeStates = ['asked', 'open', 'review', 'won', 'lost'] as const;

export const paymentDisputes = defineTable('orders.payment_disputes', {
  doc: 'A payment that a shopper had their bank or provider take back, as the provider tells it: what of the money is away from the shop at the moment, and until when it may be answered.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    attemptId: uuid(),
    provider: text(),
    /** The provider’s own name of it */
    reference: text(),
    /** What is disputed */
    amount: money(),
    /** What of it the provider took from the shop and did not give back */
    taken: money(),
    currency: text(),
    /** The provider’s word for why: `fraudulent`, `product_not_received` */
    reason: text(),
    state: oneOf(disputeStates),
    /** Until when evidence is taken; null: nothing can be handed in */
    dueAt: nullable(instant()),
    /** Counts what the provider told: what is older changes nothing */
    revision: integer(),
    openedAt: instant(),
    changedAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type PaymentDispute = Row<typeof paymentDisputes>;
