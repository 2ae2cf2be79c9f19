import * as z from 'zod/mini';
import { instant, integer, json, money, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { taxAddress } from '../pricing/provider-tax.ts';
import { taxProviders } from '../pricing/tax-account-schema.ts';

const whole = z.number().check(z.int());

/** Of a line of the order, or of its delivery (`shipping`). Negative where it is taken back. */
export const recordedLine = z.strictObject({
  lineId: z.string(),
  /** As the provider was asked about it at the checkout; of a line that came later its id */
  key: z.string(),
  quantity: whole,
  scale: whole,
  net: whole,
  tax: whole,
  code: z.string(),
});
export type RecordedLine = z.infer<typeof recordedLine>;

/** Under which delivery stands among the lines. */
export const SHIPPING = 'shipping';

export const taxRecords = defineTable('orders.tax_records', {
  doc: 'What a provider of taxes is to have in its book of an order, and whether it does. Written in the transaction that changes the order, so that the sum of its rows is the order; sent behind it, each once.',
  columns: {
    /** The code of the document there derives from it */
    id: uuid(),
    /** The sale */
    orderId: uuid(),
    accountId: uuid(),
    provider: oneOf(taxProviders),
    kind: oneOf(['sale', 'reversal']),
    /** Of a reversal: what it takes back from */
    originalId: nullable(uuid()),
    /** All that its original says, before anything else of it was taken back: it may be voided there */
    whole: oneOf(['yes', 'no']),
    /** By whom its tax was worked out; what was not by the provider may be another amount there */
    taxedBy: oneOf(['provider', 'own-rates', 'exempt']),
    /** Of the calculation at the provider; empty: there is none, or none that holds */
    reference: text(),
    currency: text(),
    /** Whether its prices have tax in them */
    included: oneOf(['yes', 'no']),
    goesTo: personal('to say where tax is due', json(taxAddress)),
    lines: json(z.array(recordedLine)),
    net: money(),
    tax: money(),
    /** Business day of the store */
    day: text(),
    /** `sent`: asked, and nobody knows yet how it went */
    state: oneOf(['waiting', 'sent', 'recorded', 'failed']),
    /** The provider's own id of it */
    theirs: text(),
    /** By which the provider knows the lines, where it has names of its own for them */
    theirLines: json(z.record(z.string(), z.string())),
    /** What the provider has as tax; null: not recorded yet */
    theirTax: nullable(money()),
    /** Why it failed, or waits */
    problem: text(),
    tries: integer(),
    /** Null: it is over */
    nextAt: nullable(instant()),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId'], ['nextAt'], ['createdAt']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type TaxRecord = Row<typeof taxRecords>;
