import * as z from 'zod/mini';
import { instant, integer, json, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { accounts } from './schema.ts';

/** What one of our accounts is called where the books go. */
export const chartAccount = z.strictObject({
  account: z.enum(accounts),
  /** Of tax the rate, of a tender its kind; empty: all of the account that has no line of its own */
  detail: z.string().check(z.maxLength(60)),
  number: z.string().check(z.regex(/^\d{4,9}$/)),
  /** DATEV: the posting key (BU-Schlüssel) that goes with it, such as 40 where the account taxes by itself; empty: none */
  key: z.string().check(z.regex(/^\d{0,4}$/)),
});
export type ChartAccount = z.infer<typeof chartAccount>;

export const accountCharts = defineTable('ledger.account_charts', {
  doc: 'How the books are handed to an accounting program: one row. Numbers of accounts as the accountant has them, and who it is for.',
  columns: {
    id: uuid(),
    /** DATEV: number of the adviser (Beraternummer) and of the client (Mandantennummer) */
    adviser: integer(),
    client: integer(),
    /** First day of the financial year, `01-01` */
    yearStart: text(),
    /** Digits of account numbers */
    digits: integer(),
    /** Each posting is written against this one, which stands at nothing after every entry */
    clearing: text(),
    accounts: json(z.array(chartAccount)),
    updatedAt: instant(),
  },
  key: ['id'],
  group: 'trade',
});
export type AccountChart = Row<typeof accountCharts>;

export const CHART_ID = '00000000-0000-4000-8000-0000000c4a27';
