import { boolean, instant, integer, money, nullable, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const accountTerms = defineTable('customers.account_terms', {
  doc: 'Of a customer who may buy on account: how much may be open at once, and in how many days it is to be paid. Who has no row pays at once. A customer whose account was shut keeps the row: what is open stays to be paid.',
  columns: {
    customerId: uuid(),
    open: boolean(),
    /** Minor units of the store’s own currency; null: no limit */
    creditLimit: nullable(money()),
    /** Net so many days from the day of the sale; 0: at once */
    days: integer(),
    /** What is ordered on the web on account above this waits for a yes of the shop; minor units, null: nothing does */
    askAbove: nullable(money()),
    updatedAt: instant(),
  },
  key: ['customerId'],
  group: 'people',
});
export type AccountTerms = Row<typeof accountTerms>;
