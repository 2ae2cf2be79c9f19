import { createHashHistory, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod/mini';
import { commissions, hours, loyalty } from './people-routes.ts';
import { webLook, webMenus, webPage, webReviews, webShop, webThemes } from './web-shop-routes.ts';
import { rootRoute, shell, text } from './shell-route.ts';
import { RouteFault, RouteWait } from './route-states.tsx';

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-screen.tsx'), 'HomeScreen'),
});
const orders = createRoute({
  getParentRoute: () => shell,
  path: '/orders',
  validateSearch: z.object({
    ...{ view: text, q: text, open: text, channel: text },
    filter: z.catch(z.optional(z.record(z.string(), z.unknown())), undefined),
  }),
  component: lazyRouteComponent(() => import('../features/orders/orders-screen.tsx'), 'OrdersScreen'),
});
const order = createRoute({
  getParentRoute: () => shell,
  path: '/orders/$orderId',
  // `return`: opens with the question what comes back, as a scanned receipt wants it.
  validateSearch: z.object({ ask: text }),
  component: lazyRouteComponent(() => import('../features/orders/order-screen.tsx'), 'OrderScreen'),
});
const drafts = createRoute({
  getParentRoute: () => shell,
  path: '/drafts',
  component: lazyRouteComponent(() => import('../features/drafts/drafts-screen.tsx'), 'DraftsScreen'),
});
const draft = createRoute({
  getParentRoute: () => shell,
  path: '/drafts/$draftId',
  component: lazyRouteComponent(() => import('../features/drafts/draft-screen.tsx'), 'DraftScreen'),
});
const customers = createRoute({
  getParentRoute: () => shell,
  path: '/customers',
  validateSearch: z.object({ view: text, q: text }),
  component: lazyRouteComponent(() => import('../features/customers/customers-screen.tsx'), 'CustomersScreen'),
});
const customer = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('../features/customers/customer-screen.tsx'), 'CustomerScreen'),
});
const products = createRoute({
  getParentRoute: () => shell,
  path: '/products',
  validateSearch: z.object({ view: text, q: text, sort: text, category: text, supplier: text }),
  component: lazyRouteComponent(() => import('../features/products/products-screen.tsx'), 'ProductsScreen'),
});
const product = createRoute({
  getParentRoute: () => shell,
  path: '/products/$productId',
  component: lazyRouteComponent(() => import('../features/product-edit/product-screen.tsx'), 'ProductScreen'),
});
const stock = createRoute({
  getParentRoute: () => shell,
  path: '/stock',
  validateSearch: z.object({ view: text, q: text }),
  component: lazyRouteComponent(() => import('../features/stock/stock-screen.tsx'), 'StockScreen'),
});
const variantStock = createRoute({
  getParentRoute: () => shell,
  path: '/stock/$variantId',
  component: lazyRouteComponent(() => import('../features/stock/variant-stock-screen.tsx'), 'VariantStockScreen'),
});
const transfers = createRoute({
  getParentRoute: () => shell,
  path: '/transfers',
  validateSearch: z.object({ view: text }),
  component: lazyRouteComponent(() => import('../features/transfers/transfers-screen.tsx'), 'TransfersScreen'),
});
const transfer = createRoute({
  getParentRoute: () => shell,
  path: '/transfers/$transferId',
  component: lazyRouteComponent(() => import('../features/transfers/transfer-screen.tsx'), 'TransferScreen'),
});
const receiving = createRoute({
  getParentRoute: () => shell,
  path: '/receiving',
  component: lazyRouteComponent(() => import('../features/receiving/receiving-screen.tsx'), 'ReceivingScreen'),
});
const promotions = createRoute({
  getParentRoute: () => shell,
  path: '/promotions',
  validateSearch: z.object({ view: text }),
  component: lazyRouteComponent(() => import('../features/promotions/promotions-screen.tsx'), 'PromotionsScreen'),
});
const promotion = createRoute({
  getParentRoute: () => shell,
  path: '/promotions/$promotionId',
  // What a new one starts from: a starting point by its name, or another promotion by its id.
  validateSearch: z.object({ start: text }),
  component: lazyRouteComponent(() => import('../features/promotions/promotion-screen.tsx'), 'PromotionScreen'),
});
const invoices = createRoute({
  getParentRoute: () => shell,
  path: '/invoices',
  component: lazyRouteComponent(() => import('../features/invoices/invoices-screen.tsx'), 'InvoicesScreen'),
});
const giftCards = createRoute({
  getParentRoute: () => shell,
  path: '/gift-cards',
  validateSearch: z.object({ view: text, q: text }),
  component: lazyRouteComponent(() => import('../features/gift-cards/gift-cards-screen.tsx'), 'GiftCardsScreen'),
});
const giftCard = createRoute({
  getParentRoute: () => shell,
  path: '/gift-cards/$creditId',
  component: lazyRouteComponent(() => import('../features/gift-cards/gift-card-screen.tsx'), 'GiftCardScreen'),
});
const priceLists = createRoute({
  getParentRoute: () => shell,
  path: '/price-lists',
  component: lazyRouteComponent(() => import('../features/price-lists/price-lists-screen.tsx'), 'PriceListsScreen'),
});
const priceList = createRoute({
  getParentRoute: () => shell,
  path: '/price-lists/$listId',
  component: lazyRouteComponent(() => import('../features/price-lists/price-list-screen.tsx'), 'PriceListScreen'),
});
const taxes = createRoute({
  getParentRoute: () => shell,
  path: '/taxes',
  component: lazyRouteComponent(() => import('../features/taxes/taxes-screen.tsx'), 'TaxesScreen'),
});
const delivery = createRoute({
  getParentRoute: () => shell,
  path: '/delivery',
  validateSearch: z.object({ store: text }),
  component: lazyRouteComponent(() => import('../features/delivery/delivery-screen.tsx'), 'DeliveryScreen'),
});
const payments = createRoute({
  getParentRoute: () => shell,
  path: '/payments',
  component: lazyRouteComponent(() => import('../features/payments/payments-screen.tsx'), 'PaymentsScreen'),
});
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: z.object({ view: text, when: text, who: text, sales: text, open: text }),
  component: lazyRouteComponent(() => import('../features/audit/audit-screen.tsx'), 'AuditScreen'),
});
const ledger = createRoute({
  getParentRoute: () => shell,
  path: '/ledger',
  validateSearch: z.object({ view: text, from: text, to: text, in: text }),
  component: lazyRouteComponent(() => import('../features/ledger/ledger-screen.tsx'), 'LedgerScreen'),
});
const roles = createRoute({
  getParentRoute: () => shell,
  path: '/roles',
  validateSearch: z.object({ tab: text, role: text, person: text, q: text }),
  component: lazyRouteComponent(() => import('../features/roles/roles-screen.tsx'), 'RolesScreen'),
});
const organisation = createRoute({
  getParentRoute: () => shell,
  path: '/organisation',
  validateSearch: z.object({ store: text }),
  component: lazyRouteComponent(() => import('../features/organisation/organisation-screen.tsx'), 'OrganisationScreen'),
});
const security = createRoute({
  getParentRoute: () => shell,
  path: '/security',
  component: lazyRouteComponent(() => import('../features/security/security-screen.tsx'), 'SecurityScreen'),
});
const keys = createRoute({
  getParentRoute: () => shell,
  path: '/keys',
  component: lazyRouteComponent(() => import('../features/keys/keys-screen.tsx'), 'KeysScreen'),
});
const devices = createRoute({
  getParentRoute: () => shell,
  path: '/devices',
  component: lazyRouteComponent(() => import('../features/devices/devices-screen.tsx'), 'DevicesScreen'),
});
const sales = createRoute({
  getParentRoute: () => shell,
  path: '/sales',
  component: lazyRouteComponent(() => import('../features/sales/sales-screen.tsx'), 'SalesScreen'),
});
const sync = createRoute({
  getParentRoute: () => shell,
  path: '/sync',
  component: lazyRouteComponent(() => import('../features/sync/sync-screen.tsx'), 'SyncScreen'),
});
const rest = createRoute({
  getParentRoute: () => shell,
  path: '/$',
  beforeLoad: () => {
    throw redirect({ to: '/' });
  },
});
// The till and the scanner fill the window: they have no rail.
const till = createRoute({
  getParentRoute: () => rootRoute,
  path: '/till',
  component: lazyRouteComponent(() => import('../features/till/till-screen.tsx'), 'TillScreen'),
});
// The other side of the counter.
const display = createRoute({
  getParentRoute: () => rootRoute,
  path: '/display',
  component: lazyRouteComponent(() => import('../features/display/display-screen.tsx'), 'DisplayScreen'),
});
const scan = createRoute({
  getParentRoute: () => rootRoute,
  path: '/receiving/$receivingId',
  component: lazyRouteComponent(() => import('../features/receiving/scan-screen.tsx'), 'ScanScreen'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    shell.addChildren([
      home,
      orders,
      drafts,
      draft,
      order,
      customers,
      customer,
      products,
      product,
      stock,
      variantStock,
      promotions,
      promotion,
      invoices,
      giftCards,
      giftCard,
      priceLists,
      priceList,
      taxes,
      delivery,
      payments,
      webShop,
      webPage,
      webMenus,
      webLook,
      webThemes,
      webReviews,
      transfers,
      transfer,
      receiving,
      sales,
      ledger,
      audit,
      roles,
      security,
      organisation,
      keys,
      devices,
      commissions,
      loyalty,
      hours,
      sync,
      rest,
    ]),
    till,
    display,
    scan,
  ]),
  history: createHashHistory(),
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultPendingComponent: RouteWait,
  defaultErrorComponent: RouteFault,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
