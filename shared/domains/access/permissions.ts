/**
 * The one table of permissions: what each allows and which screens and addresses ask for it. API, screens, roles
 * and the reference pages are all read off it. Limits (how much may be returned) are settings, not permissions.
 */
export const permissions = {
  'desk.use': { allows: 'Sign in at a desk and set the own PIN', screens: ['sign-in'], api: ['/auth/session'] },
  'home.view': { allows: 'See the morning page and its sales', screens: ['home'], api: [] },
  'reports.view': { allows: 'See dashboards and reports', screens: ['dashboard'], api: ['/v1/reports'] },

  'products.view': {
    allows: 'See products, variants and prices',
    screens: ['products', 'product'],
    api: ['/v1/products'],
  },
  'products.edit': { allows: 'Add, change and archive products', screens: ['product'], api: ['/v1/products'] },
  'products.cost': {
    allows: 'See and change what variants cost',
    screens: ['products', 'product'],
    api: ['/v1/products'],
  },
  'prices.edit': { allows: 'Change prices and price lists', screens: ['product'], api: ['/v1/prices'] },

  'stock.view': { allows: 'See stock and its movements', screens: ['stock'], api: ['/v1/stock'] },
  'stock.adjust': { allows: 'Adjust stock and its safety, finish stock tasks', screens: ['stock'], api: ['/v1/stock'] },
  'stock.count': { allows: 'Record counts', screens: ['stock', 'count'], api: ['/v1/stock'] },
  'stock.receive': { allows: 'Receive goods', screens: ['receiving'], api: ['/v1/receivings'] },
  'stock.order': { allows: 'Write and close purchase orders', screens: ['receiving'], api: ['/v1/purchase-orders'] },
  'locations.manage': { allows: 'Add and change locations', screens: ['settings'], api: ['/v1/locations'] },

  'orders.view': { allows: 'See orders', screens: ['orders', 'order'], api: ['/v1/orders'] },
  'orders.place': {
    allows: 'Place orders and hold stock for them',
    screens: ['orders'],
    api: ['/v1/orders', '/shop/v1/orders'],
  },
  'orders.fulfil': { allows: 'Hand over and ship orders', screens: ['order'], api: ['/v1/orders'] },
  'orders.cancel': { allows: 'Cancel orders', screens: ['order'], api: ['/v1/orders'] },

  'customers.view': { allows: 'See customers', screens: ['customers'], api: ['/v1/customers'] },
  'customers.edit': { allows: 'Add and change customers', screens: ['customers', 'till'], api: ['/v1/customers'] },

  'till.sell': { allows: 'Sell at a till', screens: ['till'], api: [] },
  'till.discount': { allows: 'Take something off a line or change its price', screens: ['till'], api: [] },
  'till.return': { allows: 'Take goods back within the limit', screens: ['till'], api: [] },
  'till.return-over-limit': { allows: 'Pay back more than the limit', screens: ['till'], api: [] },
  'till.session': { allows: 'Open and close a drawer', screens: ['till', 'till-close'], api: [] },
  'till.cash': { allows: 'Put cash into a drawer and take it out', screens: ['till'], api: [] },
  'till.favourites': { allows: 'Arrange the tiles of the till', screens: ['till'], api: [] },
  'till.manage': {
    allows: 'Set up registers and take them over',
    screens: ['settings', 'till'],
    api: ['/v1/registers'],
  },

  'data.import': { allows: 'Bring in products, customers and history', screens: ['import'], api: ['/v1/imports'] },
  'data.export': { allows: 'Take data out', screens: ['export'], api: ['/v1/exports'] },
  'staff.manage': { allows: 'Add people, give roles, set PINs', screens: ['roles'], api: ['/v1/staff'] },
  'roles.manage': { allows: 'Change what roles allow', screens: ['roles'], api: ['/v1/roles'] },
  'devices.manage': { allows: 'Enrol and revoke devices', screens: ['settings'], api: ['/v1/devices'] },
  'settings.manage': { allows: 'Change store settings and tax rates', screens: ['settings'], api: ['/v1/settings'] },
  'api-keys.manage': { allows: 'Make and revoke API keys', screens: ['settings'], api: ['/v1/api-keys'] },
  'quarantine.review': {
    allows: 'Decide what becomes of sales that were put aside as unlikely',
    screens: ['sync'],
    api: ['/v1/quarantine'],
  },
  'audit.view': { allows: 'Read the audit log', screens: ['audit'], api: ['/v1/audit'] },
} as const satisfies Record<string, { allows: string; screens: readonly string[]; api: readonly string[] }>;

export type Permission = keyof typeof permissions;

export const permissionNames = Object.keys(permissions) as Permission[];

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(permissions, name);
}

/** The only question asked of a set of permissions; conditions beyond it (limits, own PIN) are in the commands. */
export function can(granted: readonly string[], permission: Permission): boolean {
  return granted.includes(permission);
}
