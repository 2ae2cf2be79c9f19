import type { PermissionFacts } from './permission-facts.ts';

/**
 * The one table of permissions: what each allows, which screens and addresses ask for it, how far a grant of it can be
 * narrowed, how long a desk without a line honours it, and which columns only its holders see. API, commands, screens,
 * roles and the reference pages are all read off it.
 */
export const permissions = {
  'desk.use': {
    allows: 'Sign in at a desk and set the own PIN',
    screens: ['sign-in'],
    api: ['/auth/session'],
    lease: 'always',
    lend: false,
  },
  'home.view': { allows: 'See the morning page and its sales', screens: ['home'], api: [], lease: 'always' },
  'reports.view': {
    allows: 'See dashboards and reports',
    screens: ['dashboard'],
    api: ['/v1/reports'],
    lease: 'selling',
  },
  'ledger.view': {
    allows: 'Read the books: trial balance and day book',
    screens: ['ledger'],
    api: ['/v1/ledger'],
    lease: 'sensitive',
  },
  'products.view': {
    allows: 'See products, variants and prices',
    screens: ['products', 'product'],
    api: ['/v1/products'],
    lease: 'always',
  },
  'products.edit': {
    allows: 'Add, change and archive products',
    screens: ['product'],
    api: ['/v1/products'],
    lease: 'selling',
  },
  'products.cost': {
    allows: 'See and change what variants cost',
    screens: ['products', 'product'],
    api: ['/v1/products'],
    lease: 'selling',
    lend: false,
    sees: ['variant_costs.cost'],
  },
  'prices.edit': {
    allows: 'Change prices and price lists',
    screens: ['product'],
    api: ['/v1/prices'],
    lease: 'sensitive',
  },
  'stock.view': { allows: 'See stock and its movements', screens: ['stock'], api: ['/v1/stock'], lease: 'always' },
  'stock.adjust': {
    allows: 'Adjust stock and its safety, finish stock tasks',
    screens: ['stock'],
    api: ['/v1/stock'],
    placed: true,
    lease: 'selling',
  },
  'stock.count': {
    allows: 'Record counts',
    screens: ['stock', 'count'],
    api: ['/v1/stock'],
    placed: true,
    lease: 'selling',
  },
  'stock.receive': {
    allows: 'Receive goods, send and receive transfers',
    screens: ['receiving'],
    api: ['/v1/receivings'],
    placed: true,
    lease: 'selling',
  },
  'stock.order': {
    allows: 'Write and close purchase orders and transfers',
    screens: ['receiving'],
    api: ['/v1/purchase-orders'],
    lease: 'selling',
  },
  'locations.manage': {
    allows: 'Add and change locations',
    screens: ['settings'],
    api: ['/v1/locations'],
    lease: 'sensitive',
  },
  'orders.view': { allows: 'See orders', screens: ['orders', 'order'], api: ['/v1/orders'], lease: 'always' },
  'orders.place': {
    allows: 'Place orders and hold stock for them',
    screens: ['orders'],
    api: ['/v1/orders', '/shop/v1/orders'],
    lease: 'selling',
  },
  'orders.fulfil': { allows: 'Hand over and ship orders', screens: ['order'], api: ['/v1/orders'], lease: 'selling' },
  'orders.cancel': { allows: 'Cancel orders', screens: ['order'], api: ['/v1/orders'], lease: 'selling' },
  'orders.edit': {
    allows: 'Change orders that have not left: lines, delivery, address, discount',
    screens: ['order'],
    api: ['/v1/orders'],
    lease: 'selling',
  },
  'orders.refund': {
    allows: 'Pay back through the provider what a return or an edited order owes',
    screens: ['order'],
    api: ['/v1/orders'],
    limit: 'amount',
    lease: 'sensitive',
  },
  'orders.claim': {
    allows:
      'Settle claims: goods again for nothing, money or store credit for what was damaged, lost, wrong or missing',
    screens: ['order'],
    api: ['/v1/claims'],
    limit: 'amount',
    lease: 'sensitive',
  },
  'orders.note': { allows: 'Write notes on orders', screens: ['order'], api: ['/v1/orders'], lease: 'selling' },
  'customers.view': { allows: 'See customers', screens: ['customers'], api: ['/v1/customers'], lease: 'sensitive' },
  'customers.contact': {
    allows: 'See how customers are reached: e-mail, telephone, street, notes',
    screens: ['customers', 'order'],
    api: ['/v1/customers'],
    lease: 'sensitive',
    sees: ['email', 'phone', 'street', 'postal_code', 'vat_id', 'note'].map((name) => `customers.${name}`),
  },
  'customers.edit': {
    allows: 'Add and change customers',
    screens: ['customers', 'till'],
    api: ['/v1/customers'],
    lease: 'selling',
  },
  'credit.view': {
    allows: 'See gift cards and store credit',
    screens: ['gift-cards', 'customers'],
    api: ['/v1/gift-cards'],
    lease: 'selling',
  },
  'credit.issue': {
    allows: 'Issue gift cards, add to them and to store credit, take off, and block',
    screens: ['gift-cards', 'customers'],
    api: ['/v1/gift-cards'],
    limit: 'amount',
    lease: 'sensitive',
  },
  'till.sell': { allows: 'Sell at a till', screens: ['till'], api: [], placed: true, lease: 'selling' },
  'till.discount': {
    allows: 'Take something off a line or change its price',
    screens: ['till'],
    api: [],
    limit: 'percent',
    placed: true,
    lease: 'selling',
  },
  'till.return': {
    allows: 'Take goods back within the limit',
    screens: ['till'],
    api: [],
    limit: 'amount',
    placed: true,
    lease: 'selling',
  },
  'till.return-over-limit': {
    allows: 'Pay back more than the limit',
    screens: ['till'],
    api: [],
    limit: 'amount',
    placed: true,
    lease: 'sensitive',
  },
  'till.return-without-receipt': {
    allows: 'Take goods back that nobody has the receipt of',
    screens: ['till'],
    api: [],
    limit: 'amount',
    placed: true,
    lease: 'selling',
  },
  'till.session': {
    allows: 'Open and close a drawer',
    screens: ['till', 'till-close'],
    api: [],
    placed: true,
    lease: 'selling',
  },
  'till.variance': {
    allows: 'Close a drawer whose count differs',
    screens: ['till-close'],
    api: [],
    limit: 'amount',
    placed: true,
    lease: 'selling',
  },
  'till.cash': {
    allows: 'Put cash into a drawer and take it out',
    screens: ['till'],
    api: [],
    limit: 'amount',
    placed: true,
    lease: 'selling',
  },
  'till.favourites': { allows: 'Arrange the tiles of the till', screens: ['till'], api: [], lease: 'selling' },
  'till.training': { allows: 'Turn training on and off', screens: ['till'], api: [], placed: true, lease: 'selling' },
  'till.manage': {
    allows: 'Set up registers and take them over',
    screens: ['settings', 'till'],
    api: ['/v1/registers'],
    lease: 'selling',
  },
  'data.import': {
    allows: 'Bring in products, customers and history',
    screens: ['import'],
    api: ['/v1/imports'],
    lease: 'sensitive',
  },
  'data.export': {
    allows: 'Take data out',
    screens: ['export'],
    api: ['/v1/exports'],
    lease: 'sensitive',
    lend: false,
  },
  'staff.manage': {
    allows: 'Add people, give roles, set PINs',
    screens: ['roles'],
    api: ['/v1/staff'],
    lease: 'sensitive',
    lend: false,
    sees: ['staff.email'],
  },
  'roles.manage': {
    allows: 'Change what roles allow',
    screens: ['roles'],
    api: ['/v1/roles'],
    lease: 'sensitive',
    lend: false,
  },
  'rights.lend': {
    allows: 'Lend own rights to somebody until a date',
    screens: ['roles'],
    api: ['/v1/delegations'],
    lease: 'sensitive',
    lend: false,
  },
  'devices.manage': {
    allows: 'Enrol and revoke devices',
    screens: ['settings'],
    api: ['/v1/devices'],
    lease: 'sensitive',
    lend: false,
  },
  'settings.manage': {
    allows: 'Change store settings and tax rates',
    screens: ['settings', 'taxes'],
    api: ['/v1/settings', '/v1/tax-rules'],
    lease: 'sensitive',
    lend: false,
  },
  'content.edit': {
    allows: 'Write pages and menus of the shop on the web and change its look',
    screens: ['web-shop'],
    api: ['/v1/content-pages'],
    lease: 'selling',
  },
  'content.themes': { allows: 'Manage themes', screens: ['web-shop'], api: ['/v1/themes'], lease: 'sensitive' },
  'reviews.moderate': {
    allows: 'Show, hide and answer what shoppers say of products',
    screens: ['web-shop'],
    api: ['/v1/product-reviews'],
    lease: 'selling',
  },
  'api-keys.manage': {
    allows: 'Make and revoke API keys and apps',
    screens: ['keys'],
    api: ['/auth/api-keys', '/auth/apps'],
    lease: 'sensitive',
    lend: false,
  },
  'quarantine.review': {
    allows: 'Decide what becomes of sales that were put aside as unlikely',
    screens: ['sync'],
    api: ['/v1/quarantine'],
    lease: 'sensitive',
  },
  'audit.view': { allows: 'Read the audit log', screens: ['audit'], api: ['/v1/audit'], lease: 'sensitive' },
} as const satisfies Record<string, PermissionFacts>;

export type Permission = keyof typeof permissions;

export const permissionNames = Object.keys(permissions) as Permission[];

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(permissions, name);
}

/** What the table says of a permission; undefined where this program is older than it. */
export function permissionFacts(name: string): PermissionFacts | undefined {
  return isPermission(name) ? permissions[name] : undefined;
}
