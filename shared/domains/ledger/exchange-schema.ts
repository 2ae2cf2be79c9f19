import { date, instant, integer, money, month, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { accounts } from './schema.ts';

export const exchangeRates = defineTable('ledger.exchange_rates', {
  doc: 'What one of a currency is worth in that of the books, from a day on until the next that is known. Orders keep the rate that they were placed at, so that a correction changes none of them.',
  columns: {
    currency: text(),
    /** Of the books: that of the main store */
    booksCurrency: text(),
    /** The day that the source names */
    day: date(),
    /** Exact fraction of whole units: `85/100` says that 1 EUR is 0.85 GBP */
    rate: text(),
    /** Who says so: `ECB`, or what was typed */
    source: text(),
    actorName: personal('to show who did what', text()),
    updatedAt: instant(),
  },
  key: ['currency', 'booksCurrency', 'day'],
  group: 'trade',
});
export type ExchangeRate = Row<typeof exchangeRates>;

export const orderRates = defineTable('ledger.order_rates', {
  doc: 'Of an order in another currency than the books’: the rate that was locked when it was placed; a return has that of its sale. Written in the cloud, with the order’s first entry.',
  columns: {
    orderId: uuid(),
    currency: text(),
    booksCurrency: text(),
    rate: text(),
    /** The day that the rate is of: the last one known when it was placed */
    day: date(),
    source: text(),
    /** Digits by which minor units of the books are finer: −2 from EUR to JPY */
    shift: integer(),
    month: month(),
  },
  key: ['orderId'],
  appendOnly: true,
  group: 'trade',
  replication: { rows: 'months', atLocation: false },
});
export type OrderRate = Row<typeof orderRates>;

/** As the ledger’s own, and what a currency gained or lost between a sale and its money. */
export const booksAccounts = [...accounts, 'exchange'] as const;

export const booksLines = defineTable('ledger.books_lines', {
  doc: 'What an entry in another currency comes to in that of the books: debit positive, credit negative, summing to nothing too. `exchange`: gained (credit) or lost (debit) since money moved at another rate than its order was placed at.',
  columns: {
    entryId: uuid(),
    position: integer(),
    account: oneOf(booksAccounts),
    detail: text(),
    amount: money(),
    /** Of the books */
    currency: text(),
    businessDate: date(),
  },
  key: ['entryId', 'position'],
  indexes: [['businessDate', 'account']],
  appendOnly: true,
  group: 'trade',
  replication: { rows: 'none' },
});
export type BooksLine = Row<typeof booksLines>;
