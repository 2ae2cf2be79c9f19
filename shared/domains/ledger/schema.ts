import { date, instant, integer, money, nullable, oneOf, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

/**
 * Where money stands. Assets: `drawer` (cash in tills), `safe` (where floats come from and counted cash goes), `tender`
 * (owed by cards and providers), `due` (owed by customers; negative: owed to them). Earnings: `sales`, `refund` (goods
 * taken back), `shipping`, `fee`, `breakage` (what expired on gift cards). Owed to the state: `tax`. Owed to holders of gift
 * cards and store credit: `credit`; `goodwill` is what they were given by hand or by the shop’s cover. Small differences: `rounding`, `variance`. Owed to customers for their points: `points`; `loyalty` is what they earned with what they bought. Owed to staff: `tips`, by person. `payout`: cash
 * put in or taken out of a drawer by hand. `disputed`: what providers took back for shoppers, by provider; `charges`: what they keep for
 * themselves; `bank`: what they paid out, by provider.
 */
export const accounts = [
  'sales',
  'refund',
  'tax',
  'shipping',
  'fee',
  'rounding',
  'tender',
  'drawer',
  'due',
  'safe',
  'payout',
  'variance',
  'credit',
  'goodwill',
  'breakage',
  'tips',
  'points',
  'loyalty',
  'disputed',
  'charges',
  'bank',
] as const;
export type Account = (typeof accounts)[number];

export const journalEntries = defineTable('ledger.journal_entries', {
  doc: 'One cause of the double-entry ledger: a sale, a return, a drawer that was opened. Its lines sum to nothing. Written in the transaction of its cause, in the cloud alone.',
  columns: {
    id: uuid(),
    kind: oneOf([
      'sale',
      'return',
      'cancellation',
      'refund',
      'edit',
      'payment',
      'drawer-opened',
      'cash-moved',
      'drawer-closed',
      'credit-moved',
      'tip',
      'points-moved',
      'disputed',
      'paid-out',
    ]),
    /** The order, session or movement that caused it */
    causeId: uuid(),
    orderId: nullable(uuid()),
    registerId: nullable(uuid()),
    /** For people: the number of the order */
    reference: text(),
    currency: text(),
    /** The store's calendar day of the cause: of a sale the day it was sold, also where it reached the cloud later */
    businessDate: date(),
    occurredAt: instant(),
  },
  key: ['id'],
  indexes: [['businessDate'], ['orderId']],
  appendOnly: true,
  group: 'trade',
  replication: { rows: 'none' },
});
export type JournalEntry = Row<typeof journalEntries>;

export const journalLines = defineTable('ledger.journal_lines', {
  doc: 'What an entry moves: debit positive, credit negative, in minor units of the entry’s currency.',
  columns: {
    entryId: uuid(),
    position: integer(),
    account: oneOf(accounts),
    /** Of tax the rate, of a tender its kind, of a drawer its register */
    detail: text(),
    amount: money(),
    currency: text(),
    businessDate: date(),
  },
  key: ['entryId', 'position'],
  indexes: [['businessDate', 'account']],
  appendOnly: true,
  group: 'trade',
  replication: { rows: 'none' },
});
export type JournalLine = Row<typeof journalLines>;
