import { type Permission, permissionNames } from './permissions.ts';
import type { Terms } from './terms.ts';

export interface BuiltInRole {
  /** The same in every tenant, so that rules and imports can name it. */
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** How far they go; a permission that is not here goes without limit. Amounts in minor units. */
  readonly terms: Terms;
}

const till: readonly Permission[] = [
  'desk.use',
  'products.view',
  'stock.view',
  'orders.view',
  'orders.note',
  'customers.view',
  'customers.contact',
  'customers.edit',
  'credit.view',
  'till.sell',
  'till.discount',
  'till.return',
  'till.return-without-receipt',
  'till.session',
  'till.variance',
];
/** A cashier: a tenth off, goods back within the store's limit, without a receipt with somebody's yes, and only at the own till's place. */
const tillTerms: Terms = {
  'till.discount': { at: 'home', upTo: 10 },
  'till.return': { at: 'home' },
  'till.return-without-receipt': { at: 'home', asks: true },
  'till.sell': { at: 'home' },
};
const managerTerms: Terms = {
  'till.discount': { upTo: 25 },
  'till.return-over-limit': { upTo: 25_000 },
  'till.return-without-receipt': { upTo: 25_000 },
};

const stockLead: readonly Permission[] = [
  'desk.use',
  'home.view',
  'products.view',
  'products.edit',
  'stock.view',
  'stock.adjust',
  'stock.count',
  'stock.receive',
  'stock.order',
  'orders.view',
  'orders.fulfil',
  'orders.note',
];

const books: readonly Permission[] = [
  'desk.use',
  'home.view',
  'reports.view',
  'ledger.view',
  'products.view',
  'products.cost',
  'stock.view',
  'orders.view',
  'customers.view',
  'customers.contact',
  'credit.view',
  'audit.view',
  'data.export',
];

const analyst: readonly Permission[] = [
  'desk.use',
  'home.view',
  'reports.view',
  'products.view',
  'products.cost',
  'stock.view',
  'orders.view',
];

const support: readonly Permission[] = [
  'desk.use',
  'products.view',
  'stock.view',
  'orders.view',
  'orders.fulfil',
  'orders.cancel',
  'orders.note',
  'customers.view',
  'customers.contact',
  'customers.edit',
  'credit.view',
  'reviews.moderate',
];

const ownersOnly: readonly Permission[] = [
  'roles.manage',
  'settings.manage',
  // Templates and scripts that stand between shoppers and the shop.
  'content.themes',
  'api-keys.manage',
  'devices.manage',
  'data.export',
];

export const ownerRole: BuiltInRole = {
  id: '5d1c0a3e-0b0f-4d5e-9a57-000000000001',
  name: 'Owner',
  permissions: permissionNames,
  terms: {},
};
export const managerRole: BuiltInRole = {
  id: '5d1c0a3e-0b0f-4d5e-9a57-000000000002',
  name: 'Manager',
  permissions: permissionNames.filter((name) => !ownersOnly.includes(name)),
  terms: managerTerms,
};
export const stockLeadRole: BuiltInRole = {
  id: '5d1c0a3e-0b0f-4d5e-9a57-000000000003',
  name: 'Stock lead',
  permissions: stockLead,
  terms: {},
};
export const tillRole: BuiltInRole = {
  id: '5d1c0a3e-0b0f-4d5e-9a57-000000000004',
  name: 'Till',
  permissions: till,
  terms: tillTerms,
};
/** An accountant: sees all money and what goods cost, takes data out, changes nothing. */
export const booksRole: BuiltInRole = {
  id: '5d1c0a3e-0b0f-4d5e-9a57-000000000005',
  name: 'Books',
  permissions: books,
  terms: {},
};
/** Sees figures and no person. */
export const analystRole: BuiltInRole = {
  id: '5d1c0a3e-0b0f-4d5e-9a57-000000000006',
  name: 'Analyst',
  permissions: analyst,
  terms: {},
};
/** Helps customers with their orders; money beyond a cancelled order is not theirs. */
export const supportRole: BuiltInRole = {
  id: '5d1c0a3e-0b0f-4d5e-9a57-000000000007',
  name: 'Support',
  permissions: support,
  terms: {},
};

export const builtInRoles: readonly BuiltInRole[] = [
  ownerRole,
  managerRole,
  stockLeadRole,
  tillRole,
  booksRole,
  analystRole,
  supportRole,
];
