import * as z from 'zod/mini';
import { instant, json, month, nullable, oneOf, personal, quantity, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const claimReasons = ['damaged', 'lost', 'wrong-item', 'missing'] as const;
export const remedies = ['replacement', 'refund', 'store-credit'] as const;

export const claimedLine = z.strictObject({ lineId: z.string(), quantity: z.number().check(z.int()) });

export const claims = defineTable('claims.claims', {
  doc: 'What was wrong with goods of an order that had left, and what its customer gets for them: the same again for nothing, money, or store credit. Money and goods are documents of their own, which it names.',
  columns: {
    id: uuid(),
    orderId: uuid(),
    /** `#10541-C1` */
    number: text(),
    reason: oneOf(claimReasons),
    remedy: oneOf(remedies),
    /** Of the order, each with how much of it */
    lines: json(z.array(claimedLine)),
    units: quantity(),
    /** What it came to on the order, minor units of it: given back, or replaced */
    worth: quantity(),
    /** Whether its goods come back; `received` once they did */
    goodsBack: oneOf(['none', 'awaited', 'received']),
    /** The order that is sent for nothing; null for other remedies */
    replacementId: nullable(uuid()),
    /** The return that carries the money; null for a replacement */
    returnId: nullable(uuid()),
    note: personal('may name people', text()),
    actorId: uuid(),
    actorName: personal('to show who did what', text()),
    occurredAt: instant(),
    receivedAt: nullable(instant()),
    receivedBy: personal('to show who did what', nullable(text())),
    month: month(),
  },
  key: ['id'],
  indexes: [['orderId'], ['replacementId']],
  group: 'trade',
  replication: { rows: 'months', atLocation: false },
});
export type Claim = Row<typeof claims>;
