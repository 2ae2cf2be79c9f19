import { instant, integer, json, money, month, nullable, oneOf, text, uuid, personal } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { closingHead } from './closing-head.ts';
import { fiscalOfReceipt } from './fiscal.ts';
import { zReport } from './z-report.ts';

export const registers = defineTable('register.registers', {
  doc: 'An issuing point of receipt numbers: code–generation–sequence. Leased to one device; taking over raises the generation.',
  columns: {
    id: uuid(),
    /** `B2` in receipt number `B2-1184` */
    code: text(),
    name: text(),
    locationId: uuid(),
    generation: integer(),
    status: oneOf(['active', 'retired']),
    updatedAt: instant(),
  },
  key: ['id'],
  unique: [['code']],
  group: 'trade',
});
export type Register = Row<typeof registers>;

export const receiptCounters = defineTable('register.receipt_counters', {
  doc: 'Last sequence taken by a register in one generation. Sales that a replaced device still sends count in their own generation, so the new one keeps no gap.',
  columns: { registerId: uuid(), generation: integer(), lastSequence: integer() },
  key: ['registerId', 'generation'],
  group: 'trade',
});

export const receipts = defineTable('register.receipts', {
  doc: 'One receipt a sale, numbered without gaps within register and generation.',
  columns: {
    id: uuid(),
    registerId: uuid(),
    generation: integer(),
    sequence: integer(),
    number: text(),
    orderId: uuid(),
    /** What the fiscal device of the register said of it; null where there is none */
    fiscal: nullable(json(fiscalOfReceipt)),
    placedAt: instant(),
    month: month(),
  },
  key: ['id'],
  indexes: [['registerId', 'generation', 'sequence'], ['orderId']],
  appendOnly: true,
  group: 'trade',
  replication: { rows: 'months', atLocation: false },
});
export type Receipt = Row<typeof receipts>;

export const registerSessions = defineTable('register.register_sessions', {
  doc: 'A drawer opened with a counted float. Its end is a row in register_closings.',
  columns: {
    id: uuid(),
    registerId: uuid(),
    openedAt: instant(),
    openedById: uuid(),
    openedByName: personal('to show who did what', text()),
    float: money(),
    currency: text(),
  },
  key: ['id'],
  indexes: [['registerId', 'openedAt']],
  appendOnly: true,
  group: 'trade',
});
export type RegisterSession = Row<typeof registerSessions>;

export const registerClosings = defineTable('register.register_closings', {
  doc: 'The end of a session and its Z report: counted, expected and the difference, and what was sold.',
  columns: {
    sessionId: uuid(),
    registerId: uuid(),
    closedAt: instant(),
    closedById: uuid(),
    closedByName: personal('to show who did what', text()),
    counted: money(),
    expected: money(),
    variance: money(),
    note: personal('may name people', text()),
    /** The end of the audit chain as the till last had it, signed by the cloud: a record that outlives the cloud's */
    auditHead: nullable(json(closingHead)),
    /** The number of its Z report, without gaps within register and generation; none before there were any */
    generation: nullable(integer()),
    number: nullable(integer()),
    report: nullable(json(zReport)),
    /** Each Z report is sealed with the one before, so that none can be changed or left out */
    previousHash: nullable(text()),
    hash: nullable(text()),
  },
  key: ['sessionId'],
  appendOnly: true,
  group: 'trade',
});

export type RegisterClosing = Row<typeof registerClosings>;

export const drawerMovements = defineTable('register.drawer_movements', {
  doc: 'Cash in and out of a drawer. expected = float + Σ amount of the session.',
  columns: {
    id: uuid(),
    sessionId: uuid(),
    registerId: uuid(),
    kind: oneOf(['sale', 'refund', 'paid-in', 'paid-out', 'no-sale', 'tip']),
    amount: money(),
    orderId: nullable(uuid()),
    reason: personal('may name people', text()),
    actorName: personal('to show who did what', text()),
    occurredAt: instant(),
  },
  key: ['id'],
  indexes: [['sessionId']],
  appendOnly: true,
  group: 'trade',
});

export const tips = defineTable('register.tips', {
  doc: 'What customers gave the staff beyond what they bought: no part of a sale, owed to whom it was given until it is paid out. Owed to somebody = Σ amount.',
  columns: {
    id: uuid(),
    kind: oneOf(['given', 'paid-out', 'given-back']),
    /** Positive is owed to the person */
    amount: money(),
    currency: text(),
    /** Through what it came or went */
    way: oneOf(['cash', 'card']),
    staffId: uuid(),
    staffName: personal('to show whose it is', text()),
    /** The sale along with which it was given, and the payment */
    orderId: nullable(uuid()),
    tenderId: nullable(uuid()),
    registerId: uuid(),
    sessionId: uuid(),
    actorName: personal('to show who did what', text()),
    occurredAt: instant(),
  },
  key: ['id'],
  indexes: [['sessionId'], ['orderId'], ['staffId']],
  appendOnly: true,
  group: 'trade',
  // All of them: what is owed to somebody is the sum.
  replication: { rows: 'tenant' },
});
export type Tip = Row<typeof tips>;

export const favourites = defineTable('register.favourites', {
  doc: 'Tiles of the till, in pages; position counts from 0 within a page.',
  columns: { id: uuid(), page: text(), position: integer(), variantId: uuid(), updatedAt: instant() },
  key: ['id'],
  indexes: [['page', 'position']],
  group: 'catalogue',
});
export type Favourite = Row<typeof favourites>;
