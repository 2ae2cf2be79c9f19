import { instant, integer, month, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const receiptLetters = defineTable('orders.receipt_letters', {
  doc: 'Receipts that went to somebody as a letter, or are to: asked for where it was sold, also without a line, and sent by the cloud.',
  columns: {
    id: uuid(),
    /** The sale or the return whose receipt it is */
    orderId: uuid(),
    /** Whom it goes to; once it went, only as much as tells them by: `b…@shopper.example` */
    sentTo: personal('to send the receipt', text()),
    status: oneOf(['waiting', 'sent', 'failed']),
    tries: integer(),
    /** When it is to be tried next; null: it is over */
    nextAt: nullable(instant()),
    sentAt: nullable(instant()),
    actorName: personal('to show who did what', text()),
    askedAt: instant(),
    /** Of the order, whose rows it travels with */
    month: month(),
  },
  key: ['id'],
  indexes: [['orderId']],
  group: 'trade',
  replication: { rows: 'months', atLocation: false },
});
export type ReceiptLetter = Row<typeof receiptLetters>;
