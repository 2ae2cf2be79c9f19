import * as z from 'zod/mini';
import { instant, json, month, nullable, oneOf, personal, quantity, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

export const locations = defineTable('inventory.locations', {
  doc: 'Where stock is: a shop or a warehouse.',
  columns: {
    id: uuid(),
    name: text(),
    street: text(),
    kind: oneOf(['shop', 'warehouse']),
    sellsOnline: oneOf(['yes', 'no']),
    status: oneOf(['active', 'closed']),
    /** Whose currency, taxes and time hold here; null: the main store's */
    storeId: nullable(uuid()),
    /** What shoppers are sold here while a till is silent: all that is known of, or less what it is likely to have sold; null: less */
    silentTills: nullable(oneOf(['sell', 'hold-back'])),
    updatedAt: instant(),
  },
  key: ['id'],
  unique: [['name']],
  group: 'catalogue',
});
export type Location = Row<typeof locations>;

export const stockLevels = defineTable('inventory.stock_levels', {
  doc: 'on hand = available + committed + reserved + damaged + safety + quality control, at every moment; available is computed. Incoming is outside.',
  columns: {
    locationId: uuid(),
    variantId: uuid(),
    onHand: quantity(),
    committed: quantity(),
    reserved: quantity(),
    damaged: quantity(),
    safety: quantity(),
    qualityControl: quantity(),
    incoming: quantity(),
  },
  key: ['variantId', 'locationId'],
  indexes: [['locationId']],
  group: 'trade',
  replication: { rows: 'location' },
});
export type StockLevel = Row<typeof stockLevels>;

export const heldBack = defineTable('inventory.held_back', {
  doc: 'Units kept from shoppers while a till is silent: what it is likely to have sold meanwhile. Made by the cloud, which alone sells online.',
  columns: { variantId: uuid(), locationId: uuid(), units: quantity() },
  key: ['variantId', 'locationId'],
  group: 'trade',
  replication: { rows: 'none' },
});
export type HeldBack = Row<typeof heldBack>;

export const movementCauses = [
  'sale',
  'return',
  'received',
  'adjusted',
  'counted',
  'transfer',
  'reserved',
  'released',
  'committed',
  'fulfilled',
  'opening',
] as const;

export const stockMovements = defineTable('inventory.stock_movements', {
  doc: 'The ledger: every change of a stock level as a line. A mistake is put right by a new line.',
  columns: {
    id: uuid(),
    locationId: uuid(),
    variantId: uuid(),
    cause: oneOf(movementCauses),
    onHand: quantity(),
    committed: quantity(),
    reserved: quantity(),
    damaged: quantity(),
    safety: quantity(),
    qualityControl: quantity(),
    incoming: quantity(),
    documentKind: oneOf(['order', 'purchase-order', 'receiving', 'adjustment', 'count', 'import', 'transfer']),
    documentId: uuid(),
    documentNumber: text(),
    /** The movement that this one takes back */
    reversesId: nullable(uuid()),
    actorId: uuid(),
    actorName: personal('to show who did what', text()),
    deviceId: uuid(),
    note: personal('may name people', text()),
    occurredAt: instant(),
    /** `2026-11` where it happened: its sums are in stock_periods */
    month: month(),
  },
  key: ['id'],
  indexes: [['variantId', 'occurredAt'], ['documentId']],
  appendOnly: true,
  group: 'trade',
  replication: { rows: 'months', atLocation: true },
});
export type StockMovement = Row<typeof stockMovements>;

export const stockPeriods = defineTable('inventory.stock_periods', {
  doc: 'What moved in a month, by variant and location. Those before the oldest month whose movements a desk holds are its opening balance, so that it can check its levels itself.',
  columns: {
    variantId: uuid(),
    locationId: uuid(),
    month: month(),
    onHand: quantity(),
    committed: quantity(),
    reserved: quantity(),
    damaged: quantity(),
    safety: quantity(),
    qualityControl: quantity(),
    incoming: quantity(),
  },
  key: ['variantId', 'locationId', 'month'],
  group: 'trade',
  replication: { rows: 'location' },
});

export const purchaseOrders = defineTable('inventory.purchase_orders', {
  doc: 'Goods ordered from a supplier for a location.',
  columns: {
    id: uuid(),
    number: text(),
    supplier: text(),
    locationId: uuid(),
    status: oneOf(['open', 'received', 'cancelled']),
    bay: text(),
    expectedOn: nullable(text()),
    createdAt: instant(),
  },
  key: ['id'],
  unique: [['number']],
  indexes: [['locationId', 'status']],
  group: 'trade',
  replication: { rows: 'location' },
});
export type PurchaseOrder = Row<typeof purchaseOrders>;

export const purchaseOrderLines = defineTable('inventory.purchase_order_lines', {
  doc: 'One variant of a purchase order; received grows by each scan.',
  columns: {
    id: uuid(),
    purchaseOrderId: uuid(),
    locationId: uuid(),
    variantId: uuid(),
    ordered: quantity(),
    received: quantity(),
  },
  key: ['id'],
  indexes: [['purchaseOrderId']],
  group: 'trade',
  replication: { rows: 'location' },
});
export type PurchaseOrderLine = Row<typeof purchaseOrderLines>;

export const stockTasks = defineTable('inventory.stock_tasks', {
  doc: 'Work for a person that a fact left behind, e.g. a level below zero; or an online payment that had to go back.',
  columns: {
    id: uuid(),
    kind: oneOf(['oversold', 'unknown-item', 'over-received', 'stock-not-moved', 'payment-returned']),
    locationId: uuid(),
    variantId: nullable(uuid()),
    documentId: uuid(),
    title: text(),
    details: json(z.record(z.string(), z.unknown())),
    status: oneOf(['open', 'done']),
    createdAt: instant(),
    doneAt: nullable(instant()),
    doneBy: personal('to show who did what', nullable(text())),
    /** What the person found or did */
    note: personal('may name people', nullable(text())),
  },
  key: ['id'],
  indexes: [['status', 'createdAt']],
  group: 'trade',
});
export type StockTask = Row<typeof stockTasks>;

export const reservations = defineTable('inventory.reservations', {
  doc: 'Units held for an online order before it is committed. Ends in exactly one of consumed, released, expired.',
  columns: {
    id: uuid(),
    locationId: uuid(),
    variantId: uuid(),
    quantity: quantity(),
    orderId: uuid(),
    status: oneOf(['held', 'consumed', 'released', 'expired']),
    expiresAt: instant(),
    createdAt: instant(),
  },
  key: ['id'],
  indexes: [['orderId'], ['status', 'expiresAt']],
  group: 'trade',
  replication: { rows: 'none' },
});
export type Reservation = Row<typeof reservations>;
