import { date, integer, month, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const accountSales = defineTable('orders.account_sales', {
  doc: 'Of an order that was sold on account: by when what is due of it is to be paid, by the terms of that day.',
  columns: {
    orderId: uuid(),
    customerId: uuid(),
    /** The last day on which it is paid in time, in the calendar of the store */
    dueOn: date(),
    /** Net so many days from the day of the sale */
    days: integer(),
    month: month(),
  },
  key: ['orderId'],
  indexes: [['customerId', 'dueOn']],
  group: 'trade',
  replication: { rows: 'months', atLocation: false },
});
export type AccountSale = Row<typeof accountSales>;
