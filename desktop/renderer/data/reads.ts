import { keepPreviousData, type QueryClient, useQuery } from '@tanstack/react-query';
import type { Bridge, QueryName } from '../../bridge/contract.ts';
import type { QueryMap } from '../../bridge/queries.ts';
import { useBridge } from './bridge.ts';

const catalogue = [
  'products',
  'variants',
  'variant_costs',
  'barcodes',
  'prices',
  'price_lists',
  'tax_rates',
  'tax_rules',
  'tax_zones',
];
const stock = ['stock_levels', 'stock_movements', 'locations'];
const trade = [
  'orders',
  'order_lines',
  'tenders',
  'order_flags',
  'returned_lines',
  'order_changes',
  'fulfilments',
  'parcel_events',
  'order_deliveries',
  'payment_attempts',
  'receipt_letters',
];
const drawer = ['registers', 'register_sessions', 'register_closings', 'drawer_movements', 'receipts'];

const credit = ['credit_accounts', 'credit_movements'];

const loyalty = ['loyalty_programmes', 'point_accounts', 'point_movements'];

const cases = [
  ...[
    'outbox',
    'field_conflicts',
    'stock_tasks',
    'order_flags',
    'field_edits',
    'products',
    'prices',
    'purchase_requests',
  ],
];

/** The tables an answer is made of: a change in one of them makes the answer stale. */
const sources: Record<QueryName, readonly string[]> = {
  'neighbours.state': ['neighbours', 'session'],
  'session.state': ['session', 'staff', 'roles', 'delegations', 'devices', 'locations', 'store_settings', ...drawer],
  'roles.index': ['roles', 'staff'],
  'staff.index': ['roles', 'staff', 'locations', 'session'],
  'lendings.index': ['delegations', 'staff', 'locations'],
  'approvals.index': ['approvals', 'approval_uses', 'locations'],
  'approvals.approvers': ['staff', 'roles', 'delegations', 'approval_policies', 'session'],
  'policies.index': ['approval_policies'],
  'home.summary': [...trade, ...drawer, 'stock_levels', 'stock_tasks', 'field_conflicts'],
  'dashboard.sales': trade,
  'products.index': [...catalogue, ...stock],
  'products.views': [...catalogue, 'stock_levels'],
  'products.one': [...catalogue, ...stock, 'field_edits'],
  'stock.index': ['products', 'variants', ...stock],
  'stock.views': ['products', 'variants', ...stock],
  'stores.index': ['store_settings', 'store_domains', 'locations', 'price_lists', 'tax_rates', ...drawer],
  'stock.variant': ['products', 'variants', ...stock],
  'orders.index': [...trade, 'customers'],
  'orders.views': trade,
  'orders.one': [...trade, 'customers'],
  'orders.page': [
    ...trade,
    'customers',
    'receipts',
    'pick_up_points',
    'order_discounts',
    'order_rates',
    'claims',
    'store_settings',
    ...stock,
    'session',
  ],
  'till.findSales': ['sold_serials', ...trade, 'customers', 'receipts', 'session', 'store_settings'],
  'delivery.index': ['boxes', 'shipping_zones', 'pick_up_points', 'locations', 'store_settings', 'tax_zones'],
  'delivery.try': ['shipping_zones', 'pick_up_points', 'locations', 'store_settings', 'tax_zones'],
  'layaways.index': ['layaways', ...credit, 'locations', 'customers', 'store_settings', 'session'],
  'layaways.one': ['layaways', ...trade, ...credit, 'locations', 'store_settings', 'session'],
  'layaways.awaited': ['layaways', 'purchase_orders', 'purchase_order_lines', 'products', 'session'],
  'till.pages': ['favourites', 'session', 'store_settings', ...catalogue, 'stock_levels'],
  'till.search': [...catalogue, 'stock_levels'],
  'till.basket': [
    'layaways',
    'order_drafts',
    'parked_baskets',
    'sold_serials',
    'exchange_rates',
    'registers',
    'receipts',
    'basket',
    'session',
    'store_settings',
    'locations',
    'promotions',
    'promotion_uses',
    'tax_rules',
    'tax_zones',
    ...catalogue,
    'customers',
    ...loyalty,
  ],
  'till.display': [
    'basket',
    'weighing',
    'wishes',
    'session',
    'store_settings',
    'locations',
    'promotions',
    'promotion_uses',
    'tax_rules',
    'tax_zones',
    ...catalogue,
    'customers',
    'orders',
    'receipts',
  ],
  'till.wishes': ['wishes'],
  'display.pictures': ['devices', 'session'],
  'card.attempts': ['basket'],
  'till.devices': ['devices', 'basket', 'prints', 'session', 'receipts'],
  'till.receipt': ['sold_serials', 'orders', 'receipts', ...credit, ...loyalty],
  'till.receiptLetters': ['receipt_letters', 'orders', 'customers'],
  'loyalty.programme': loyalty,
  'loyalty.members': [...loyalty, 'customers'],
  'loyalty.one': [...loyalty, 'customers', 'orders'],
  'till.drawer': [...trade, ...drawer, 'tips'],
  'hours.here': ['punches', 'staff'],
  'hours.shifts': ['punches', 'staff'],
  'till.tips': ['tips', 'staff'],
  'till.tipsOf': ['tips', 'staff'],
  'till.closings': drawer,
  'promotions.index': ['promotions', 'order_discounts'],
  'promotions.one': ['promotions', 'order_discounts', 'promotion_uses'],
  'promotions.goods': catalogue,
  'promotions.try': [...catalogue, 'promotions'],
  // It is asked for by a button, and stands as it was found.
  'promotions.replay': [],
  'drafts.index': ['order_drafts', 'customers', 'store_settings'],
  'drafts.one': ['order_drafts', 'customers', 'store_settings'],
  'invoices.index': ['invoices'],
  'invoices.ofOrder': ['invoices'],
  'price-lists.index': ['price_lists', 'prices', 'customers'],
  'price-lists.items': [...catalogue, 'session'],
  'price-lists.bySku': [...catalogue, 'session'],
  'prices.try': [...catalogue, 'store_settings'],
  'credit.index': [...credit, 'customers'],
  'credit.views': credit,
  'credit.one': [...credit, 'customers', 'orders'],
  'commissions.sold': [...trade, 'staff', 'commission_rates', 'products'],
  'commissions.rates': ['commission_rates', 'products'],
  'content.pages': ['content_pages', 'store_settings'],
  'content.menus': ['content_menus', 'content_pages', 'store_settings', 'products'],
  'content.firstPage': ['products', 'variants', 'prices', 'content_pages', 'store_settings', 'locations'],
  'content.looks': ['look_versions', 'store_settings'],
  'content.themes': ['theme_versions', 'theme_faults', 'store_settings'],
  'content.page': ['content_pages', 'store_settings'],
  'reviews.list': ['product_reviews', 'review_settings', 'store_settings', 'products'],
  'products.suggestions': ['product_suggestions', 'products'],
  'credit.policy': ['credit_policies'],
  'taxes.index': ['tax_rates', 'tax_rules', 'tax_zones', 'products', 'store_settings'],
  'taxes.try': ['tax_rates', 'tax_rules', 'store_settings'],
  'transfers.index': ['transfers', 'transfer_lines', 'locations', 'outbox', 'session'],
  'transfers.one': ['transfers', 'transfer_lines', 'locations', 'outbox', 'products', 'variants', ...stock],
  'transfers.goods': ['products', 'variants', ...stock],
  'receiving.orders': ['purchase_orders', 'purchase_order_lines'],
  'receiving.one': ['purchase_orders', 'purchase_order_lines'],
  'sync.queue': ['outbox'],
  'attention.list': cases,
  'attention.settled': cases,
  'palette.search': [...catalogue, 'orders', 'customers'],
  'customers.terms': ['customers', 'price_lists'],
  'customers.search': ['customers'],
  'ledger.chart': ['account_charts'],
  'products.customs': ['customs_facts', 'variants'],
  'products.fileIds': ['products', 'product_facts'],
  'products.records': ['products', 'variants', 'prices', 'barcodes', 'customs_facts', 'price_lists'],
  'products.fileShop': ['price_lists'],
  'products.codes': ['products', 'variants', 'barcodes'],
  'orders.packing': ['boxes', 'customs_facts', 'variants', 'order_lines'],
  'orders.customs': ['customs_facts', 'variants', 'order_lines', 'orders', 'locations', 'store_settings', 'tax_zones'],
  'orders.carriers': ['orders', 'locations', 'store_settings'],
  'ledger.rates': ['exchange_rates', 'store_settings'],
  'customers.firm': ['firm_buyers', 'purchase_requests', 'orders', 'store_settings'],
  'customers.account': ['account_terms', 'account_sales', 'orders', 'store_settings'],
  'customers.index': ['customers', 'orders'],
  'customers.views': ['customers'],
  'customers.page': ['customers', ...trade, 'products', 'locations', 'registers'],
};

/** Marks stale what was read from the changed tables; only what is on the screen is read again. */
export function invalidateTables(client: QueryClient, tables: readonly string[]): void {
  void client.invalidateQueries({
    predicate: (query) => {
      const from = sources[query.queryKey[0] as QueryName] ?? [];
      return tables.some((table) => from.includes(table));
    },
  });
}

/** The query options of a read, shared by hooks and prefetches. */
export function readOptions<N extends QueryName>(bridge: Bridge, name: N, params: QueryMap[N]['params']) {
  return { queryKey: [name, params] as const, queryFn: () => bridge.query(name, params) };
}

export interface ReadChoices {
  /** Keep the last answer on the screen while the next one is read. */
  readonly keep?: boolean;
  readonly enabled?: boolean;
}

export function useRead<N extends QueryName>(name: N, params: QueryMap[N]['params'], choices: ReadChoices = {}) {
  const bridge = useBridge();
  return useQuery({
    ...readOptions(bridge, name, params),
    enabled: choices.enabled ?? true,
    ...(choices.keep ? { placeholderData: keepPreviousData } : {}),
  });
}
