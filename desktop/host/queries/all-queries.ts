import type { QueryMap } from '../../bridge/queries.ts';
import type { Permission } from '@tillhouse/shared/domains/access/permissions.ts';
import { dashboardSales } from './dashboard.ts';
import { homeSummary } from './home.ts';
import { ordersIndex, ordersOne, ordersViews } from './orders.ts';
import { customersSearch, paletteSearch } from './palette.ts';
import { productsOne } from './product.ts';
import { productsIndex, productsViews } from './products-index.ts';
import type { Query } from './reader.ts';
import { receivingOne, receivingOrders } from './receiving.ts';
import { stockIndex, stockVariant } from './stock.ts';
import { attentionList, syncQueue } from './sync.ts';
import { tillPages, tillReceipt, tillSearch } from './till.ts';

/** Answered by the host's own state, not by SQL over the shop's tables. */
export type HostQuery = 'session.state' | 'till.basket';

interface Entry<N extends keyof QueryMap> {
  readonly run: Query<N>;
  /** Asked for before the query runs; null: every signed-in person. */
  readonly permission: Permission | null;
}

export const queries: { readonly [N in Exclude<keyof QueryMap, HostQuery>]: Entry<N> } = {
  'home.summary': { run: homeSummary, permission: 'home.view' },
  'dashboard.sales': { run: dashboardSales, permission: 'home.view' },
  'products.index': { run: productsIndex, permission: 'products.view' },
  'products.views': { run: productsViews, permission: 'products.view' },
  'products.one': { run: productsOne, permission: 'products.view' },
  'stock.index': { run: stockIndex, permission: 'stock.view' },
  'stock.variant': { run: stockVariant, permission: 'stock.view' },
  'orders.index': { run: ordersIndex, permission: 'orders.view' },
  'orders.views': { run: ordersViews, permission: 'orders.view' },
  'orders.one': { run: ordersOne, permission: 'orders.view' },
  'till.pages': { run: tillPages, permission: 'till.sell' },
  'till.search': { run: tillSearch, permission: 'till.sell' },
  'till.receipt': { run: tillReceipt, permission: 'till.sell' },
  'receiving.orders': { run: receivingOrders, permission: 'stock.receive' },
  'receiving.one': { run: receivingOne, permission: 'stock.receive' },
  'sync.queue': { run: syncQueue, permission: null },
  'attention.list': { run: attentionList, permission: null },
  'palette.search': { run: paletteSearch, permission: null },
  'customers.search': { run: customersSearch, permission: 'customers.view' },
};
