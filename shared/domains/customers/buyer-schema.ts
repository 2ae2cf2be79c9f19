import { boolean, instant, money, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const firmBuyers = defineTable('customers.firm_buyers', {
  doc: 'People who buy on the web for a customer that is a firm: they sign in with their own address and order as the firm. Each has a limit per order; what is above it, or all of theirs, waits for somebody of the firm who approves.',
  columns: {
    id: uuid(),
    /** The firm */
    customerId: uuid(),
    name: personal('to show who ordered', text()),
    /** By which they sign in; in small letters */
    email: personal('to let them sign in, and to tell them', text()),
    /** Minor units of the store’s own currency; null: no limit */
    orderLimit: nullable(money()),
    /** Every order of theirs waits */
    alwaysAsks: boolean(),
    /** Says yes or no to orders of others of the firm */
    approves: boolean(),
    /** `invited` until they first sign in; one who `ended` buys for themselves alone from then on */
    status: oneOf(['invited', 'active', 'ended']),
    /** Who they are to the identity service; null until they first sign in */
    shopperId: nullable(uuid()),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['customerId'], ['shopperId'], ['status']],
  group: 'people',
});
export type FirmBuyer = Row<typeof firmBuyers>;
