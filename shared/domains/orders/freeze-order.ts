import { deliveryOf } from './delivery-taxed.ts';
import type { FrozenOrder } from './frozen-order.ts';
import type { PricedOnline } from './price-online.ts';

type Buyer = Pick<FrozenOrder, 'customerId' | 'customerName' | 'storeId' | 'locationId' | 'delivery'>;

/** An online order with the amounts it was priced at, ready to be written whenever it is placed. */
export function freezeOrder(
  { store, lines, totals, uses, relief, deliveryRule, taxedIn, taxing }: PricedOnline,
  buyer: Buyer,
): FrozenOrder {
  const { currency, pricesIncludeTax, timeZone } = store;
  const { subtotal, taxTotal, total } = totals;
  const { shippingTotal, shippingTaxed } = deliveryOf(deliveryRule, totals, taxing?.by === 'provider');
  // Which jurisdiction took what is kept also where it is one alone.
  const fewest = taxing?.by === 'provider' ? 1 : 2;
  return {
    ...buyer,
    delivery: buyer.delivery && { ...buyer.delivery, taxedIn },
    ...{ currency, pricesIncludeTax, timeZone, relief, subtotal, taxTotal, shippingTotal, shippingTaxed, total },
    taxing,
    lines: lines.map(
      ({ key, variantId, quantity, scale, sku, title, variantTitle, tracked, taxClass, taxRate }, at) => {
        const priced = totals.lines[at];
        if (!priced) throw new Error('a line was not priced');
        const { unitPrice, discount, net, tax, total: ofLine } = priced;
        return {
          ...{ key, variantId, quantity, scale, sku, title, variantTitle, tracked, taxClass },
          ...{ unitPrice, discount, net, tax, total: ofLine },
          taxRate: relief ? '0' : taxRate,
          taxes:
            priced.taxes.length >= fewest && !relief ? priced.taxes.map(({ name, amount }) => ({ name, amount })) : [],
          discounts: priced.discounts.map(({ promotionId, name, amount }) => ({ promotionId, name, amount })),
        };
      },
    ),
    shippingDiscounts: totals.shipping.discounts.map(({ promotionId, name, amount }) => ({
      ...{ promotionId, name, amount },
    })),
    uses: uses.map(({ promotionId, code }) => ({ promotionId, code })),
  };
}
