import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { storeSettings } from '../access/schema.ts';
import { products, variants } from '../catalog/schema.ts';
import { type Calculation, calculate } from '../pricing/calculate.ts';
import { livePromotions } from '../pricing/live-promotions.ts';
import { priceListOr } from '../pricing/price-list.ts';
import { type CountedUse, usesToCount } from '../pricing/promotion-uses.ts';
import { prices, taxRates } from '../pricing/schema.ts';
import { notOnSale } from './errors.ts';

export interface OnlineBasket {
  readonly customerId: string | null;
  readonly lines: readonly { readonly key: string; readonly variantId: string; readonly quantity: number }[];
  /** Minor units, before what a promotion takes off it */
  readonly shipping: number;
  readonly coupons?: readonly string[] | undefined;
}

export interface PricedOnline {
  readonly lines: readonly {
    readonly key: string;
    readonly variantId: string;
    readonly quantity: number;
    readonly scale: number;
    readonly sku: string;
    readonly title: string;
    readonly variantTitle: string;
    readonly tracked: boolean;
    readonly taxClass: string;
  }[];
  readonly totals: Calculation;
  readonly uses: readonly CountedUse[];
}

/** Items with the cloud's own prices; refused when one is not sold online. */
async function itemsFor(tx: Tx, variantIds: readonly string[]) {
  const found = await tx.getMany(
    variants,
    variantIds.map((id) => ({ id })),
  );
  const owners = new Map(
    (
      await tx.getMany(
        products,
        [...new Set(found.map((row) => row.productId))].map((id) => ({ id })),
      )
    ).map((row) => [row.id, row]),
  );
  const { id: priceListId, name } = await priceListOr(tx, null);
  const priced = new Map(
    (
      await tx.getMany(
        prices,
        found.map(({ id }) => ({ variantId: id, priceListId })),
      )
    ).map((row) => [row.variantId, row]),
  );
  const items = new Map(
    found.flatMap((variant) => {
      const [product, price] = [owners.get(variant.productId), priced.get(variant.id)];
      const sold = product?.status === 'active' && product.soldOnline && variant.status === 'active';
      return sold && price ? [[variant.id, { variant, product, price: { ...price, list: name } }] as const] : [];
    }),
  );
  const missing = variantIds.find((id) => !items.has(id));
  if (missing) throw notOnSale({ variantId: missing });
  return items;
}

/**
 * What an online basket comes to: the one calculation over the cloud's prices, rates and live promotions.
 * @param lock when it is bought: promotions with limits are locked, so that of many buyers of one single-use code one has it
 * @throws DomainError `orders.not-on-sale` and those of `calculate`
 */
export async function priceOnline(
  tx: Tx,
  basket: OnlineBasket,
  ctx: Pick<MutationContext, 'store' | 'occurredAt'>,
  lock = false,
): Promise<PricedOnline> {
  const { customerId, coupons = [] } = basket;
  const items = await itemsFor(tx, [...new Set(basket.lines.map(({ variantId }) => variantId))]);
  const rates = new Map((await tx.list(taxRates, {})).map((row) => [row.taxClass, row.rate]));
  const [settings] = await tx.list(storeSettings, {});
  const promotions = await livePromotions(tx, { coupons, customerId }, lock);
  const rows = basket.lines.map((line) => {
    const item = items.get(line.variantId);
    if (!item) throw notOnSale({ variantId: line.variantId });
    return { line, ...item };
  });
  const { pricesIncludeTax, timeZone, currency } = ctx.store;
  const totals = calculate({
    currency,
    settings: { pricesIncludeTax, timeZone, taxRounding: settings?.taxRounding ?? 'line' },
    at: ctx.occurredAt,
    channel: 'online',
    customer: { known: customerId !== null },
    lines: rows.map(({ line, variant, product, price: { list, amount, compareAt } }) => ({
      ...line,
      productId: product.id,
      sku: variant.sku,
      title: product.title,
      categories: product.category ? [product.category] : [],
      tags: product.tags,
      scale: variant.scale,
      unit: variant.unit,
      prices: [{ list, amount, compareAt }],
      taxRate: rates.get(product.taxClass) ?? '0',
    })),
    shipping: { amount: basket.shipping },
    promotions,
    coupons: [...coupons],
  });
  return {
    lines: rows.map(({ line, variant, product }) => {
      const { scale, sku, title: variantTitle, tracked } = variant;
      return { ...line, scale, sku, variantTitle, tracked, title: product.title, taxClass: product.taxClass };
    }),
    totals,
    uses: usesToCount(promotions, totals.promotions, coupons),
  };
}
