import { date, instant, integer, money, month, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const invoices = defineTable('invoices.invoices', {
  doc: 'Invoices and credit notes as they were issued; numbered without gaps within register, generation, year and kind.',
  columns: {
    id: uuid(),
    kind: oneOf(['invoice', 'credit-note']),
    /** The sale, or of a credit note the return; of one that takes a whole online order back, that order */
    orderId: uuid(),
    /** Who issued it: a register, or by its id the store whose own series the cloud numbers */
    registerId: uuid(),
    generation: integer(),
    year: integer(),
    sequence: integer(),
    number: text(),
    /** Of a credit note: the invoice it takes back from */
    creditedId: nullable(uuid()),
    currency: text(),
    net: money(),
    tax: money(),
    total: money(),
    /** JSON: what it says (`document.ts`) */
    document: personal('to write invoices', text()),
    actorName: personal('to show who did what', text()),
    issuedAt: instant(),
    businessDate: date(),
    month: month(),
  },
  key: ['id'],
  indexes: [['registerId', 'generation', 'year', 'sequence'], ['orderId'], ['issuedAt']],
  appendOnly: true,
  group: 'trade',
  replication: { rows: 'months', atLocation: false },
});
export type Invoice = Row<typeof invoices>;

export const invoiceCounters = defineTable('invoices.invoice_counters', {
  doc: 'Last number taken of a series of invoices: a register in one generation or a store online, a year, a kind.',
  columns: {
    registerId: uuid(),
    generation: integer(),
    year: integer(),
    kind: oneOf(['invoice', 'credit-note']),
    lastSequence: integer(),
  },
  key: ['registerId', 'generation', 'year', 'kind'],
  group: 'trade',
});
