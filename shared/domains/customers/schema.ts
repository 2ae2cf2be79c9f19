import { instant, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const customers = defineTable('customers.customers', {
  doc: 'People and firms who buy. Guests have no row.',
  columns: {
    id: uuid(),
    name: personal('to address the customer', text()),
    email: personal('to send receipts', nullable(text())),
    phone: personal('to reach the customer', nullable(text())),
    city: personal('to deliver', nullable(text())),
    country: nullable(text()),
    note: personal('service', text()),
    externalRef: nullable(text()),
    status: oneOf(['active', 'archived']),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['externalRef']],
  group: 'people',
});
export type Customer = Row<typeof customers>;
