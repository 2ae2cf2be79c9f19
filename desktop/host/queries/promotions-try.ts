import { calculate } from '@tillhouse/shared/domains/pricing/calculate.ts';
import type { CalculationArgs, PricePoint } from '@tillhouse/shared/domains/pricing/calculation-args.ts';
import { type Promotion, promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import type { ItemTaxes } from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import * as z from 'zod';
import type { TriedBasket } from '../../bridge/promotion-queries.ts';
import type { QueryMap } from '../../bridge/queries.ts';
import { itemsOf, type ItemRow, storeFacts } from '../basket/price-basket.ts';
import { readTaxes } from '../basket/read-taxes.ts';
import { readPrices } from '../basket/read-prices.ts';
import { readPromotions } from '../basket/read-promotions.ts';
import type { Reader } from '../database/reader.ts';
import { locationsOf } from '../session/session-state.ts';
import { fullTitle } from '../words.ts';
import { type Asking, query, sees } from './define-query.ts';
import { id } from './params.ts';

type Params = QueryMap['promotions.try']['params'];

/** The lines as a sale would have them; what this desk does not know is left out. */
function known(
  reader: Reader,
  lines: Params['lines'],
  priceListId: string | null,
): { item: ItemRow; quantity: number }[] {
  const items = itemsOf(
    reader,
    lines.map(({ variantId }) => variantId),
    priceListId,
  );
  return lines.flatMap(({ variantId, quantity }) => {
    const item = items.get(variantId);
    return item ? { item, quantity } : [];
  });
}

/** Minor units for all of it; null where one of them has no cost. */
function costOf(reader: Reader, goods: readonly { item: ItemRow; quantity: number }[], asking: Asking): number | null {
  if (!sees(asking, 'products.cost')) return null;
  const rows = reader.all<{ id: string; cost: number | null }>(
    'SELECT c.variant_id AS id, c.cost FROM json_each(?) j JOIN variant_costs c ON c.variant_id = j.value',
    [JSON.stringify(goods.map(({ item }) => item.id))],
  );
  const costs = new Map(rows.map((row) => [row.id, row.cost]));
  let total = 0;
  for (const { item, quantity } of goods) {
    const cost = costs.get(item.id) ?? null;
    if (cost === null) return null;
    total += Math.round((cost * quantity) / 10 ** item.scale);
  }
  return total;
}

/** Reasons name places by their id; people know them by name. */
function wordsOf(reader: Reader): (text: string) => string {
  const places = locationsOf(reader);
  return (text) => places.reduce((said, place) => said.replaceAll(place.id, place.name), text);
}

const pointsOr = (points: readonly PricePoint[]): PricePoint[] =>
  points.length > 0 ? [...points] : [{ list: 'No price yet', amount: 0 }];

/** Several taxes by their parts, one by its rate. */
const taxedAs = ({ taxRate, taxes }: ItemTaxes) => (taxes ? { taxes: [...taxes] } : { taxRate });

/** What a promotion that is not saved would do to a basket, beside those that are live: the calculation of the sale itself. */
function tryBasket(reader: Reader, params: Params, asking: Asking): TriedBasket {
  const { at, locationId } = params;
  const store = storeFacts(reader, locationId ?? null);
  const goods = known(reader, params.lines, store.priceListId);
  const taxes = readTaxes(reader, store, { at, locationId: locationId ?? '' });
  const { currency } = store;
  const now = { currency, at, channel: params.channel, locationId: locationId ?? '', groups: [] };
  const ids = goods.map(({ item }) => item.id);
  const prices = readPrices(reader, ids, store.priceListId, now);
  const args: CalculationArgs = {
    currency,
    settings: { pricesIncludeTax: store.pricesIncludeTax, taxRounding: store.taxRounding, timeZone: store.timeZone },
    at: params.at,
    channel: params.channel,
    ...(params.locationId && { locationId: params.locationId }),
    lines: goods.map(({ item, quantity }) => ({
      key: item.id,
      variantId: item.id,
      productId: item.productId,
      sku: item.sku,
      title: item.title,
      categories: item.category ? [item.category] : [],
      tags: JSON.parse(item.tags) as string[],
      quantity,
      scale: item.scale,
      unit: item.unit,
      prices: pointsOr(prices.pointsOf(item.id)),
      ...taxedAs(taxes(item.productId, item.taxClass)),
    })),
  };
  const before = calculate(args);
  const promotions = readPromotions(reader, { coupons: params.coupons, customerId: null }, params.promotion);
  const after = calculate({ ...args, promotions, coupons: [...params.coupons] });
  const say = wordsOf(reader);
  return {
    lines: goods.map(({ item, quantity }, index) => {
      const { amount = 0, discount = 0 } = after.lines[index] ?? {};
      const { id: variantId, productId, sku, image, scale, price } = item;
      const title = fullTitle(item.title, item.variantTitle);
      return { variantId, productId, title, sku, image, price: price ?? 0, scale, quantity, amount, discount };
    }),
    subtotal: after.subtotal,
    discountTotal: after.discountTotal,
    total: after.total,
    outcomes: after.promotions.map(({ id: promotionId, name, outcome, cost, wouldSave, reasons }) => ({
      id: promotionId,
      name,
      own: promotionId === params.promotion.id,
      outcome,
      cost,
      wouldSave,
      reasons: [...new Set(reasons.map(({ text }) => say(text)))],
    })),
    netBefore: before.netTotal,
    net: after.netTotal,
    cost: costOf(reader, goods, asking),
  };
}

const line = z.strictObject({ variantId: id, quantity: z.number().int().min(1).max(1_000_000_000) });

export const promotionsTry = query('promotions.try', {
  params: z.strictObject({
    promotion: z.custom<Promotion>((value) => promotion.safeParse(value).success, 'is no promotion'),
    lines: z.array(line).max(100),
    at: z.number().int().min(0),
    channel: z.enum(['till', 'online']),
    locationId: id.nullable(),
    coupons: z.array(z.string().max(64)).max(50),
  }),
  permission: 'products.view',
  run: tryBasket,
});
