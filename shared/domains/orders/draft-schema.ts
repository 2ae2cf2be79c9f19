import * as z from 'zod/mini';
import { date, instant, integer, json, money, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { frozenOrder } from './frozen-order.ts';

/** Off the goods, by a person. */
export const draftDiscount = z.strictObject({ amount: z.number().check(z.int()), reason: z.string() });

export const drafts = defineTable('orders.order_drafts', {
  doc: 'Orders that are being put together at a desk, and quotes, which hold their prices until a day. They hold no stock and are in no books; one becomes an order in one step.',
  columns: {
    id: uuid(),
    /** For people: `D-7F3A2C`, of its id, so that a desk without a line has one too. No promise of gaplessness. */
    number: text(),
    /** `placing`: a desk asked for its order, which the cloud has not written yet */
    status: oneOf(['open', 'placing', 'ordered', 'discarded']),
    /** Null: the main store */
    storeId: nullable(uuid()),
    customerId: nullable(uuid()),
    customerName: personal('to show who wants it', text()),
    currency: text(),
    /** Last day, of the store, on which its prices hold; null: what it costs is worked out when it is ordered */
    validUntil: nullable(date()),
    /** Off the goods, by hand */
    discount: nullable(json(draftDiscount)),
    /** Codes of promotions, as they were entered */
    coupons: nullable(json(z.array(z.string()))),
    note: personal('may name people', text()),
    /** Whom it was mailed to, or is to be */
    mailTo: personal('to send the quote', nullable(text())),
    /** When the letter is to be tried next; null: none waits */
    mailAt: nullable(instant()),
    mailTries: integer(),
    /** When the last one was handed over */
    mailedAt: nullable(instant()),
    /** As it was priced when it was saved, with lines, delivery and where it goes; its `locationId` is empty until it is ordered */
    frozen: personal('to deliver what is wanted', json(frozenOrder)),
    total: money(),
    /** Once it became one, or is to */
    orderId: nullable(uuid()),
    actorName: personal('to show who did what', text()),
    createdAt: instant(),
    updatedAt: instant(),
    /** The mutation that wrote it last: the same one again is nothing new */
    mutationId: uuid(),
    /** Raised by each change: who saves it says which one they saw */
    version: integer(),
  },
  key: ['id'],
  indexes: [['status', 'updatedAt'], ['customerId'], ['orderId']],
  group: 'trade',
  replication: { rows: 'tenant' },
});
export type Draft = Row<typeof drafts>;
