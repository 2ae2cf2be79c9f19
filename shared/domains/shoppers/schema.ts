import { boolean, instant, json, personal, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { address } from '../checkout/schema.ts';

export const shopperAccounts = defineTable('shoppers.shopper_accounts', {
  doc: 'A shopper who has signed in, and which customer of the shop that is. Who they are is shown to the identity service; names and telephone stand with the customer.',
  columns: {
    /** As the identity service has it */
    id: uuid(),
    customerId: uuid(),
    createdAt: instant(),
  },
  key: ['id'],
  indexes: [['customerId']],
  group: 'people',
  replication: { rows: 'none' },
});
export type ShopperAccount = Row<typeof shopperAccounts>;

export const shopperAddresses = defineTable('shoppers.shopper_addresses', {
  doc: 'Where a shopper has things sent. Kept for them alone; an order has its own copy.',
  columns: {
    id: uuid(),
    shopperId: uuid(),
    address: personal('to deliver what is bought', json(address)),
    /** The one a checkout begins with; one of each shopper’s */
    usual: boolean(),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['shopperId']],
  group: 'people',
  replication: { rows: 'none' },
});
export type ShopperAddress = Row<typeof shopperAddresses>;
