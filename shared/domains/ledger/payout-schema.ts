import * as z from 'zod/mini';
import { date, instant, integer, json, money, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

const whole = z.number().check(z.int());

/** - `other`: nothing that is ours, such as a correction by the provider */
export const payoutParts = ['payment', 'refund', 'dispute', 'fee', 'other'] as const;
export const payoutStates = ['on-its-way', 'paid', 'failed'] as const;

export const payoutPart = z.strictObject({
  kind: z.enum(payoutParts),
  /** The provider’s own name of the line */
  reference: z.string(),
  attemptId: z.nullable(z.string()),
  /** Minor units: what was moved for shoppers (negative: back to them), and what the provider kept of it */
  gross: whole,
  fee: whole,
  /** What it should be by our own record; nothing of what we know nothing about */
  expected: whole,
});
export type PayoutPart = z.infer<typeof payoutPart>;

export const providerPayouts = defineTable('ledger.provider_payouts', {
  doc: 'What a payment provider sent to the shop’s bank, of which payments and refunds it is made up, what it kept, and what it should be by our own record.',
  columns: {
    id: uuid(),
    provider: text(),
    /** The provider’s own name of it */
    reference: text(),
    currency: text(),
    /** What reaches the bank */
    amount: money(),
    /** What the provider kept */
    charges: money(),
    /** What should reach the bank by our own record of each part */
    expected: money(),
    parts: json(z.array(payoutPart)),
    state: oneOf(payoutStates),
    arrivesOn: date(),
    /** What of it stands in the books: what reached the bank, and what was kept */
    bookedAmount: money(),
    bookedCharges: money(),
    /** Counts what the provider told: what is older changes nothing */
    revision: integer(),
    changedAt: instant(),
  },
  key: ['id'],
  indexes: [['arrivesOn']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type ProviderPayout = Row<typeof providerPayouts>;

export const bankLines = defineTable('ledger.bank_lines', {
  doc: 'What stands on the statement of the shop’s bank, from files that people add; to hold against what providers say that they paid out.',
  columns: {
    /** Follows from what the line says, so that a file that is added again adds nothing */
    id: uuid(),
    day: date(),
    /** Positive came, negative went */
    amount: money(),
    currency: text(),
    /** Who and what for, as the bank writes it */
    text: personal('to tell what was paid', text()),
    addedAt: instant(),
    /** Not known of lines that a program added */
    addedBy: personal('to show who did what', nullable(text())),
  },
  key: ['id'],
  indexes: [['day']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type BankLine = Row<typeof bankLines>;
