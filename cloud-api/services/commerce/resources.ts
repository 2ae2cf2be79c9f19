import { accountCharts } from '@tillhouse/shared/domains/ledger/chart-schema.ts';
import { customsFacts } from '@tillhouse/shared/domains/catalog/customs-schema.ts';
import { claims } from '@tillhouse/shared/domains/claims/schema.ts';
import { exchangeRates, orderRates } from '@tillhouse/shared/domains/ledger/exchange-schema.ts';
import { accountSales } from '@tillhouse/shared/domains/orders/account-schema.ts';
import { devices, roles, staff, storeDomains, storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import {
  barcodeRules,
  barcodes,
  productMetafields,
  products,
  variantCosts,
  variants,
} from '@tillhouse/shared/domains/catalog/schema.ts';
import { contentMenus, contentPages, lookVersions } from '@tillhouse/shared/domains/content/schema.ts';
import { themeFaults, themeVersions } from '@tillhouse/shared/domains/content/theme-schema.ts';
import { creditAccounts, creditMovements, creditPolicies } from '@tillhouse/shared/domains/credit/schema.ts';
import { firmBuyers } from '@tillhouse/shared/domains/customers/buyer-schema.ts';
import { purchaseRequests } from '@tillhouse/shared/domains/orders/request-schema.ts';
import { accountTerms } from '@tillhouse/shared/domains/customers/account-schema.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { invoices } from '@tillhouse/shared/domains/invoices/schema.ts';
import {
  locations,
  purchaseOrderLines,
  purchaseOrders,
  reservations,
  stockLevels,
  stockMovements,
  stockTasks,
} from '@tillhouse/shared/domains/inventory/schema.ts';
import { transferLines, transfers } from '@tillhouse/shared/domains/inventory/transfer-schema.ts';
import { drafts } from '@tillhouse/shared/domains/orders/draft-schema.ts';
import { paymentAttempts } from '@tillhouse/shared/domains/orders/payment-attempt-schema.ts';
import { receiptLetters } from '@tillhouse/shared/domains/orders/receipt-letter-schema.ts';
import { fulfilmentLines, fulfilments, orderDeliveries } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { parcelEvents } from '@tillhouse/shared/domains/orders/parcel-schema.ts';
import {
  orderChanges,
  orderDiscounts,
  promotionUses,
  orderFlags,
  orderLines,
  orders,
  tenders,
} from '@tillhouse/shared/domains/orders/schema.ts';
import {
  priceLists,
  prices,
  promotions,
  taxRates,
  taxRules,
  taxZones,
} from '@tillhouse/shared/domains/pricing/schema.ts';
import { quarantineCases } from '@tillhouse/shared/domains/quarantine/schema.ts';
import { layaways } from '@tillhouse/shared/domains/register/layaway-schema.ts';
import { productSuggestions } from '@tillhouse/shared/domains/recommendations/schema.ts';
import { productReviews, reviewSettings } from '@tillhouse/shared/domains/reviews/schema.ts';
import { receipts, registerClosings, registerSessions, registers } from '@tillhouse/shared/domains/register/schema.ts';
import { syncQuarantine } from '@tillhouse/sync/protocol/tables.ts';
import { boxes } from '@tillhouse/shared/domains/shipping/box-schema.ts';
import type { Permission } from '@tillhouse/shared/domains/access/permissions.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';

export interface Resource {
  /** `/v1/<name>` */
  readonly name: string;
  readonly table: Table<Record<string, unknown>>;
  readonly permission: Permission;
  /** Columns that the list may be narrowed by, each to one value */
  readonly filters: readonly string[];
  /** Lists go by this column, then the key; by the key alone when left out */
  readonly newestFirstBy?: string;
  readonly hidden?: readonly string[];
}

function resource<R extends object>(
  name: string,
  table: Table<R>,
  permission: Permission,
  filters: readonly (keyof R & string)[] = [],
  more: { newestFirstBy?: keyof R & string; hidden?: readonly (keyof R & string)[] } = {},
): Resource {
  return { name, table: table as unknown as Resource['table'], permission, filters, ...more };
}

/** What the admin API reads: rows of tables as they are, by the names of their columns. */
export const resources: readonly Resource[] = [
  resource('products', products, 'products.view', ['status', 'handle', 'category', 'externalRef']),
  resource('product-metafields', productMetafields, 'products.view', ['productId']),
  resource('variants', variants, 'products.view', ['productId', 'sku', 'gtin', 'status']),
  resource('variant-costs', variantCosts, 'products.cost', ['variantId']),
  resource('barcodes', barcodes, 'products.view', ['variantId', 'code']),
  resource('customs-facts', customsFacts, 'products.view', ['productId']),
  resource('boxes', boxes, 'products.view'),
  resource('price-lists', priceLists, 'products.view'),
  resource('prices', prices, 'products.view', ['variantId', 'priceListId']),
  resource('tax-rates', taxRates, 'products.view'),
  resource('tax-rules', taxRules, 'products.view', ['jurisdiction']),
  resource('tax-zones', taxZones, 'products.view'),
  resource('promotions', promotions, 'products.view', ['status']),
  resource('barcode-rules', barcodeRules, 'products.view'),
  resource(
    'orders',
    orders,
    'orders.view',
    ['number', 'channel', 'status', 'customerId', 'businessDate', 'kind', 'externalRef'],
    {
      newestFirstBy: 'placedAt',
    },
  ),
  resource('drafts', drafts, 'orders.view', ['status', 'customerId', 'orderId'], {
    newestFirstBy: 'updatedAt',
    hidden: ['mailTo'],
  }),
  resource('order-lines', orderLines, 'orders.view', ['orderId', 'variantId', 'businessDate']),
  resource('order-discounts', orderDiscounts, 'orders.view', ['orderId', 'promotionId']),
  resource('promotion-uses', promotionUses, 'orders.view', ['orderId', 'promotionId', 'code']),
  resource('order-flags', orderFlags, 'orders.view', ['orderId', 'code']),
  resource('order-changes', orderChanges, 'orders.view', ['orderId'], { newestFirstBy: 'occurredAt' }),
  resource('receipt-letters', receiptLetters, 'orders.view', ['orderId', 'status'], {
    newestFirstBy: 'askedAt',
    hidden: ['sentTo'],
  }),
  resource('order-deliveries', orderDeliveries, 'orders.fulfil', ['orderId']),
  resource('payment-attempts', paymentAttempts, 'orders.view', ['orderId']),
  resource('fulfilments', fulfilments, 'orders.view', ['orderId'], { newestFirstBy: 'occurredAt' }),
  resource('parcel-events', parcelEvents, 'orders.view', ['orderId', 'fulfilmentId']),
  resource('fulfilment-lines', fulfilmentLines, 'orders.view', ['orderId', 'fulfilmentId', 'lineId']),
  resource('claims', claims, 'orders.view', ['orderId', 'reason', 'remedy', 'goodsBack'], {
    newestFirstBy: 'occurredAt',
  }),
  resource('tenders', tenders, 'orders.view', ['orderId']),
  resource('invoices', invoices, 'orders.view', ['number', 'orderId', 'kind', 'businessDate'], {
    newestFirstBy: 'issuedAt',
  }),
  resource('gift-cards', creditAccounts, 'credit.view', ['kind', 'status', 'customerId', 'codeEnd'], {
    newestFirstBy: 'issuedAt',
    hidden: ['codeHash'],
  }),
  resource('credit-movements', creditMovements, 'credit.view', ['accountId', 'orderId', 'kind'], {
    newestFirstBy: 'occurredAt',
  }),
  resource('credit-policies', creditPolicies, 'credit.view'),
  resource('customers', customers, 'customers.view', ['externalRef', 'status']),
  resource('account-terms', accountTerms, 'customers.view', ['customerId']),
  resource('firm-buyers', firmBuyers, 'customers.contact', ['customerId', 'status']),
  resource('purchase-requests', purchaseRequests, 'customers.contact', ['customerId', 'status', 'orderId'], {
    newestFirstBy: 'askedAt',
  }),
  resource('account-sales', accountSales, 'orders.view', ['customerId']),
  resource('account-charts', accountCharts, 'ledger.view'),
  resource('exchange-rates', exchangeRates, 'ledger.view', ['currency', 'day']),
  resource('order-rates', orderRates, 'orders.view', ['orderId']),
  resource('locations', locations, 'stock.view', ['status', 'kind']),
  resource('stock-levels', stockLevels, 'stock.view', ['locationId', 'variantId']),
  resource('stock-movements', stockMovements, 'stock.view', ['variantId', 'locationId', 'documentId', 'cause'], {
    newestFirstBy: 'occurredAt',
  }),
  resource('stock-tasks', stockTasks, 'stock.view', ['status', 'kind', 'documentId'], { newestFirstBy: 'createdAt' }),
  resource('reservations', reservations, 'stock.view', ['orderId', 'status']),
  resource('purchase-orders', purchaseOrders, 'stock.view', ['status', 'locationId', 'number']),
  resource('purchase-order-lines', purchaseOrderLines, 'stock.view', ['purchaseOrderId']),
  resource('transfers', transfers, 'stock.view', ['status', 'fromId', 'toId', 'number'], {
    newestFirstBy: 'createdAt',
  }),
  resource('layaways', layaways, 'orders.view', ['status', 'kind', 'number', 'customerId', 'locationId'], {
    newestFirstBy: 'createdAt',
    hidden: ['tellTo'],
  }),
  resource('transfer-lines', transferLines, 'stock.view', ['transferId']),
  resource('registers', registers, 'orders.view', ['locationId', 'status']),
  resource('register-sessions', registerSessions, 'orders.view', ['registerId'], { newestFirstBy: 'openedAt' }),
  resource('register-closings', registerClosings, 'orders.view', ['registerId'], { newestFirstBy: 'closedAt' }),
  resource('receipts', receipts, 'orders.view', ['registerId', 'orderId', 'number'], { newestFirstBy: 'placedAt' }),
  resource('staff', staff, 'staff.manage', ['status', 'roleId'], { hidden: ['pinHash'] }),
  resource('roles', roles, 'staff.manage'),
  resource('devices', devices, 'devices.manage', ['status']),
  resource('quarantine', syncQuarantine, 'devices.manage', ['deviceId', 'reason'], { newestFirstBy: 'receivedAt' }),
  resource('quarantine-cases', quarantineCases, 'quarantine.review', ['status', 'deviceId', 'reason'], {
    newestFirstBy: 'receivedAt',
  }),
  resource('settings', storeSettings, 'desk.use'),
  resource('stores', storeSettings, 'desk.use'),
  resource('look-versions', lookVersions, 'content.edit', ['storeId']),
  resource('theme-versions', themeVersions, 'content.themes', ['storeId']),
  resource('theme-faults', themeFaults, 'content.themes', ['storeId', 'versionId']),
  resource('content-menus', contentMenus, 'content.edit'),
  resource('content-pages', contentPages, 'content.edit'),
  resource('product-reviews', productReviews, 'reviews.moderate', ['state', 'productId'], {
    newestFirstBy: 'writtenAt',
  }),
  resource('review-settings', reviewSettings, 'reviews.moderate'),
  resource('product-suggestions', productSuggestions, 'products.view'),
  resource('store-domains', storeDomains, 'settings.manage', ['storeId']),
];
