import { isPermission, type Permission, permissions } from '@tillhouse/shared/domains/access/permissions.ts';
import { t } from '../../ui/text.ts';

export interface PermissionGroup {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/** Every permission once, in the order in which a shop thinks of them. */
export const permissionGroups: readonly PermissionGroup[] = [
  {
    name: 'Selling',
    permissions: [
      'till.sell',
      'till.discount',
      'till.return',
      'till.return-over-limit',
      'till.return-without-receipt',
      'till.session',
      'till.cash',
      'till.variance',
      'till.training',
      'till.favourites',
      'till.manage',
    ],
  },
  {
    name: 'Stock',
    permissions: ['stock.view', 'stock.count', 'stock.adjust', 'stock.receive', 'stock.order', 'locations.manage'],
  },
  { name: 'Products', permissions: ['products.view', 'products.edit', 'products.cost', 'prices.edit'] },
  {
    name: 'Orders and customers',
    permissions: [
      'orders.view',
      'orders.place',
      'orders.fulfil',
      'orders.cancel',
      'orders.edit',
      'orders.refund',
      'orders.claim',
      'orders.note',
      'customers.view',
      'customers.contact',
      'customers.edit',
      'credit.view',
      'credit.issue',
    ],
  },
  {
    name: 'People and money',
    permissions: [
      'home.view',
      'reports.view',
      'ledger.view',
      'staff.manage',
      'roles.manage',
      'rights.lend',
      'quarantine.review',
      'audit.view',
    ],
  },
  {
    name: 'Desk, data and settings',
    permissions: [
      'desk.use',
      'settings.manage',
      'content.edit',
      'content.themes',
      'reviews.moderate',
      'devices.manage',
      'api-keys.manage',
      'data.import',
      'data.export',
    ],
  },
];

/** "Sell at a till"; the bare name where this desk is older than the permission. */
export function permissionText(name: string): string {
  return isPermission(name) ? t(permissions[name].allows) : name;
}

/** The same within a sentence: "sell at a till". */
export function permissionWords(name: string): string {
  const text = permissionText(name);
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** "sell at a till; count" and so on; long lists end with how many more. */
export function listWords(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).map(permissionWords).join('; ');
  return names.length > most ? t('{shown} and {n} more', { shown, n: names.length - most }) : shown;
}
