import { createTx } from '@tillhouse/shared/data/tx.ts';
import { priceOnline } from '@tillhouse/shared/domains/orders/price-online.ts';
import { storeContext } from '../../platform/access/directory.ts';
import type { ShopCaller } from '../../platform/auth/caller.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { StorefrontContext } from './context.ts';
import { basketToPrice, pricedBasket } from './shop-schemas.ts';
import { shownCoupons } from './coupon-answers.ts';

/** What a basket comes to, by the calculation that its order is placed with; it holds nothing and writes nothing. */
export function priceRoute(context: StorefrontContext): Route {
  return route(
    {
      method: 'POST',
      path: '/shop/v1/price',
      summary: 'What a basket comes to, with offers and codes, and why a code does not count',
      description:
        'Nothing is held: the order that is placed with this total is refused when something changed meanwhile.',
      tag: 'Shop',
      access: { as: 'shop' },
      perMinute: 1_200,
      body: basketToPrice,
      answers: { 200: { description: 'Line by line', schema: pricedBasket } },
    },
    async ({ body, caller, request, reply }) => {
      const { tenantId } = caller as ShopCaller;
      const { coupons = [] } = body;
      const view = await context.views.of(caller as ShopCaller, request, body.currency);
      const placed = { storeId: view.store?.id, currency: view.currency || undefined };
      const keyed = body.lines.map((line, at) => ({ key: String(at), ...line }));
      const { store, lines, totals } = await withTenant(context.pool, tenantId, async (db) => {
        const known = await storeContext(db, tenantId);
        const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
        const ctx = { store: known, occurredAt: context.now() };
        const priced = await priceOnline(tx, { ...placed, customerId: null, lines: keyed, shipping: 0, coupons }, ctx);
        end();
        return priced;
      });
      reply.header('cache-control', 'no-store');
      return {
        currency: store.currency,
        pricesIncludeTax: store.pricesIncludeTax,
        lines: totals.lines.map(({ unitPrice, compareAt, amount, discounts, total }, at) => {
          const { variantId = '', title = '', variantTitle = '', quantity = 0, scale = 0 } = lines[at] ?? {};
          const off = discounts.map(({ name, amount: taken }) => ({ name, amount: taken }));
          return {
            ...{ variantId, title, variantTitle, quantity, scale, unitPrice, compareAt, amount, total },
            discounts: off,
          };
        }),
        coupons: shownCoupons(totals.coupons),
        subtotal: totals.subtotal,
        discountTotal: totals.discountTotal,
        taxTotal: totals.taxTotal,
        shippingTotal: store.pricesIncludeTax ? totals.shippingTotal : totals.shipping.net,
        total: totals.total,
      };
    },
  );
}
