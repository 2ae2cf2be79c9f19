import { date, instant, integer, json, money, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import * as z from 'zod/mini';

/** `layaway`: what was paid for goods that are put aside or ordered for somebody (`register.layaways`, of the same id) */
export const creditKinds = ['gift-card', 'store-credit', 'layaway'] as const;

export const creditAccounts = defineTable('credit.credit_accounts', {
  doc: 'What the shop owes the holder of a gift card, a customer as store credit, or who has paid for goods that are put aside for them. balance = Σ amount of its movements, never below nothing. Of a card’s code only a hash and the last four characters are kept.',
  columns: {
    /** Of store credit the customer’s own id: a customer has one */
    id: uuid(),
    kind: oneOf(creditKinds),
    /** SHA-256 of the code, hexadecimal; null: store credit has none */
    codeHash: nullable(text()),
    codeEnd: text(),
    customerId: nullable(uuid()),
    currency: text(),
    balance: money(),
    /** A blocked one takes nothing and gives nothing */
    status: oneOf(['active', 'blocked']),
    /** The last day of the store on which it pays; null: for ever */
    expiresOn: nullable(date()),
    issuedAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['codeHash'], ['codeEnd'], ['customerId']],
  group: 'trade',
});
export type CreditAccount = Row<typeof creditAccounts>;

export const movementKinds = [
  'sold',
  'given',
  'from-points',
  'refunded',
  'redeemed',
  'released',
  'brought-back',
  'taken',
  'expired',
  'covered',
] as const;

export const creditMovements = defineTable('credit.credit_movements', {
  doc: 'One line of the ledger of a gift card or of store credit. `sold`, `given` by hand, `refunded` and `covered` (by the shop, for what tills took too often) add, and so does `from-points`, what points pay a sale with; `redeemed`, `brought-back`, `taken` by hand and `expired` take; `released` gives back what was set aside for a basket that was not sold.',
  columns: {
    /** That of the tender it pays, or of the line that sold it, where there is one */
    id: uuid(),
    accountId: uuid(),
    kind: oneOf(movementKinds),
    /** Positive is owed to the holder */
    amount: money(),
    /** The sale or return it belongs to; of what is set aside for a basket the sale it will be */
    orderId: nullable(uuid()),
    /** Of `released` and `covered`: the movement that it makes good; of `from-points` the one it pays for */
    ofId: nullable(uuid()),
    reason: personal('may name people', text()),
    actorName: personal('to show who did what', text()),
    deviceId: nullable(uuid()),
    occurredAt: instant(),
  },
  key: ['id'],
  indexes: [['accountId', 'occurredAt'], ['orderId'], ['ofId']],
  appendOnly: true,
  group: 'trade',
  // All of them: what a card bought last year is asked for at the counter.
  replication: { rows: 'tenant' },
});
export type CreditMovement = Row<typeof creditMovements>;

export const creditPolicies = defineTable('credit.credit_policies', {
  doc: 'How a tenant gives and takes gift cards and store credit: one row. Without it what `rules.ts` says holds.',
  columns: {
    id: uuid(),
    /** How long a card is good, in months from the day it is sold; 0: for ever */
    monthsGood: integer(),
    /** What a till that does not hear from the cloud may take of one card or account until it hears again */
    offlineAmount: money(),
    /** Amounts offered at the till */
    presets: json(z.array(z.number())),
    /** What goods that come back without a receipt are paid with */
    withoutReceipt: oneOf(['refused', 'store-credit']),
    updatedAt: instant(),
  },
  key: ['id'],
  group: 'trade',
});
export type CreditPolicy = Row<typeof creditPolicies>;
