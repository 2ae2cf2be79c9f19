import { accessQueries } from './access.ts';
import { approverQueries } from './approvers.ts';
import { attentionList, attentionSettled } from './attention.ts';
import { commissionQueries } from './commissions.ts';
import { contentQueries } from './content.ts';
import { themeQueries } from './themes.ts';
import { reviewQueries } from './reviews.ts';
import { ledgerChart } from './account-chart.ts';
import { ordersCustoms, ordersPacking, productsCustoms } from './customs.ts';
import { ordersCarriers } from './order-carriers.ts';
import { ledgerRates } from './exchange-rates.ts';
import { creditQueries } from './credit.ts';
import { customerQueries } from './customers.ts';
import { dashboardSales } from './dashboard.ts';
import type { Queries } from './define-query.ts';
import { displayQueries } from './display.ts';
import { deviceQueries } from './devices.ts';
import { drawerQueries } from './drawer.ts';
import { findSales } from './find-sales.ts';
import { hoursQueries } from './hours.ts';
import { layawayQueries } from './layaways.ts';
import { loyaltyQueries } from './loyalty.ts';
import { homeSummary } from './home.ts';
import { orderListQueries } from './orders.ts';
import { neighbourQueries } from './neighbours.ts';
import { ordersOne } from './orders-one.ts';
import { ordersPage } from './orders-page.ts';
import { paletteSearch } from './palette.ts';
import { productFileQueries } from './product-files.ts';
import { productsIndex, productsViews } from './products-index.ts';
import { productsOne } from './products-one.ts';
import { draftQueries } from './drafts.ts';
import { receiptLetterQueries } from './receipt-letters.ts';
import { invoiceQueries } from './invoices.ts';
import { priceListQueries } from './price-lists.ts';
import { promotionQueries } from './promotions.ts';
import { receivingQueries } from './receiving.ts';
import { sessionQueries } from './session.ts';
import { stockIndex, stockViews } from './stock-index.ts';
import { stockVariant } from './stock-variant.ts';
import { storesIndex } from './stores.ts';
import { syncQueue } from './sync-queue.ts';
import { deliveryQueries } from './delivery.ts';
import { taxQueries } from './taxes.ts';
import { tillQueries } from './till.ts';
import { transferQueries } from './transfers.ts';

/** Every query of the bridge. */
export const queries: Queries = {
  ...sessionQueries,
  ...accessQueries,
  ...approverQueries,
  ...tillQueries,
  ...orderListQueries,
  ...draftQueries,
  ...receiptLetterQueries,
  ...invoiceQueries,
  ...priceListQueries,
  ...customerQueries,
  'ledger.chart': ledgerChart,
  'ledger.rates': ledgerRates,
  ...productFileQueries,
  'products.customs': productsCustoms,
  'orders.customs': ordersCustoms,
  'orders.carriers': ordersCarriers,
  'orders.packing': ordersPacking,
  ...commissionQueries,
  ...contentQueries,
  ...themeQueries,
  ...reviewQueries,
  ...creditQueries,
  ...drawerQueries,
  ...hoursQueries,
  ...layawayQueries,
  ...loyaltyQueries,
  ...deviceQueries,
  ...neighbourQueries,
  ...displayQueries,
  ...promotionQueries,
  ...receivingQueries,
  ...taxQueries,
  ...deliveryQueries,
  ...transferQueries,
  'attention.list': attentionList,
  'attention.settled': attentionSettled,
  'dashboard.sales': dashboardSales,
  'home.summary': homeSummary,
  'orders.one': ordersOne,
  'orders.page': ordersPage,
  'palette.search': paletteSearch,
  'products.index': productsIndex,
  'products.one': productsOne,
  'products.views': productsViews,
  'stock.index': stockIndex,
  'till.findSales': findSales,
  'stock.views': stockViews,
  'stock.variant': stockVariant,
  'stores.index': storesIndex,
  'sync.queue': syncQueue,
};
