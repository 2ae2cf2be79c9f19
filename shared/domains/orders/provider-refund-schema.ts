import { instant, integer, money, nullable, oneOf, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const providerRefunds = defineTable('orders.provider_refunds', {
  doc: 'What a payment provider was to pay back of an order, and whether it did. Asked for in the transaction of the tender that says so, done by the cloud behind it.',
  columns: {
    /** Of the negative tender; the provider’s idempotency key derives from it */
    id: uuid(),
    /** The order whose money goes back: the sale, or its return */
    orderId: uuid(),
    /** The order that the payment was taken for */
    saleId: uuid(),
    amount: money(),
    currency: text(),
    status: oneOf(['asked', 'done', 'refused']),
    /** The provider’s words, where it refused */
    problem: text(),
    tries: integer(),
    /** Null: it is over */
    nextAt: nullable(instant()),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId'], ['nextAt']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type ProviderRefund = Row<typeof providerRefunds>;
