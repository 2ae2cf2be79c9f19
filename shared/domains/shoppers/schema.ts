import * as z from 'zod/mini';
import { boolean, instant, integer, json, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { address, basketLine } from '../checkout/schema.ts';

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

export const carts = defineTable('shoppers.carts', {
  doc: 'What a shopper has put aside in one store, wherever they are signed in. It holds no stock; prices are asked for each time it is shown.',
  columns: {
    shopperId: uuid(),
    storeId: uuid(),
    currency: text(),
    /** With what was last shown of each line, so that a change is told */
    lines: json(z.array(basketLine)),
    coupons: json(z.array(z.string())),
    /** Raised by each change: who writes says which one they saw */
    revision: integer(),
    updatedAt: instant(),
  },
  key: ['shopperId', 'storeId'],
  group: 'people',
  replication: { rows: 'none' },
});
export type StoredCart = Row<typeof carts>;
