import { instant, integer, nullable, oneOf, personal, quantity, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const transfers = defineTable('inventory.transfers', {
  doc: 'Goods that go from one location of the shop to another. Ready, they are reserved where they lie; on their way, they are incoming where they go.',
  columns: {
    id: uuid(),
    number: text(),
    fromId: uuid(),
    toId: uuid(),
    status: oneOf(['draft', 'ready', 'in-transit', 'received', 'cancelled']),
    note: personal('may name people', text()),
    /** Calendar day; null where nobody said */
    expectedOn: nullable(text()),
    carrier: text(),
    tracking: text(),
    createdAt: instant(),
    createdBy: personal('to show who did what', text()),
    shippedAt: nullable(instant()),
    shippedBy: personal('to show who did what', nullable(text())),
    /** When all of it was accounted for, or it was cancelled */
    endedAt: nullable(instant()),
  },
  key: ['id'],
  unique: [['number']],
  indexes: [['status', 'createdAt']],
  group: 'trade',
});
export type Transfer = Row<typeof transfers>;

export const transferLines = defineTable('inventory.transfer_lines', {
  doc: 'One variant of a transfer. What was sent is received, rejected, or cancelled and back where it came from; the rest is on its way.',
  columns: {
    id: uuid(),
    transferId: uuid(),
    position: integer(),
    variantId: uuid(),
    quantity: quantity(),
    received: quantity(),
    rejected: quantity(),
    cancelled: quantity(),
  },
  key: ['id'],
  indexes: [['transferId']],
  group: 'trade',
});
export type TransferLine = Row<typeof transferLines>;

/** What of a line is still on its way. */
export const onTheWay = (line: Pick<TransferLine, 'quantity' | 'received' | 'rejected' | 'cancelled'>): number =>
  line.quantity - line.received - line.rejected - line.cancelled;
