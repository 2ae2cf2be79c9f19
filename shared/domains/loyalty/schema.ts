import * as z from 'zod/mini';
import { instant, integer, json, money, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

/** A tier holds for who earned at least `from` points in the last twelve months; its rate is instead of the programme’s. */
export const tier = z.strictObject({
  name: z.string(),
  from: z.number(),
  pointsPerUnit: z.number(),
});
export type Tier = z.infer<typeof tier>;

export const loyaltyProgrammes = defineTable('loyalty.loyalty_programmes', {
  doc: 'How customers of a tenant earn and use points: one row; without it nobody does. What a point is worth stands once somebody has points.',
  columns: {
    id: uuid(),
    status: oneOf(['running', 'stopped']),
    /** Points are earned and used where the store sells in it */
    currency: text(),
    /** What a point pays */
    pointValue: money(),
    /** Points for each whole unit of the currency that was paid */
    pointsPerUnit: integer(),
    /** Nobody uses fewer at a time */
    redeemFrom: integer(),
    /** What a till that does not hear from the cloud lets one customer use until it hears again */
    offlinePoints: integer(),
    /** Points are over so many months after the last that moved; 0: never */
    monthsGood: integer(),
    /** From the lowest to the highest */
    tiers: json(z.array(tier)),
    updatedAt: instant(),
  },
  key: ['id'],
  group: 'trade',
});
export type LoyaltyProgramme = Row<typeof loyaltyProgrammes>;

export const pointAccounts = defineTable('loyalty.point_accounts', {
  doc: 'The points of a customer, under the customer’s id. balance = Σ points of the movements; below nothing only with a flag on the order that took them.',
  columns: { id: uuid(), balance: integer(), openedAt: instant() },
  key: ['id'],
  group: 'trade',
});
export type PointAccount = Row<typeof pointAccounts>;

export const pointKinds = ['earned', 'taken-back', 'redeemed', 'given', 'taken', 'expired'] as const;

export const pointMovements = defineTable('loyalty.point_movements', {
  doc: 'One line of the ledger of a customer’s points. `earned` with a sale, `taken-back` with its return, `redeemed` to pay a sale with, `given` and `taken` by hand, `expired`.',
  columns: {
    id: uuid(),
    customerId: uuid(),
    kind: oneOf(pointKinds),
    /** Positive: the customer has more */
    points: integer(),
    /** The sale or return that it came with */
    orderId: nullable(uuid()),
    reason: personal('may name people', text()),
    actorName: personal('to show who did what', text()),
    deviceId: nullable(uuid()),
    occurredAt: instant(),
  },
  key: ['id'],
  indexes: [['customerId', 'occurredAt'], ['orderId']],
  appendOnly: true,
  group: 'trade',
  // All of them: twelve months of a customer say their tier.
  replication: { rows: 'tenant' },
});
export type PointMovement = Row<typeof pointMovements>;
