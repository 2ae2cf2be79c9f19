import type { GoodsAbroad } from '@tillhouse/shared/domains/shipping/customs.ts';
import type { OrderCustoms } from '../../../bridge/customs-views.ts';
import type { OrderPage, OrderParcel } from '../../../bridge/order-page.ts';

/** The goods of a parcel as customs ask for them; units in earlier parcels had their part of the value. */
export function goodsOf(order: OrderPage, parcel: OrderParcel, facts: OrderCustoms['facts']): GoodsAbroad[] {
  const earlier = order.parcels.filter(({ at, id }) => at < parcel.at || (at === parcel.at && id < parcel.id));
  const units = (of: OrderParcel, lineId: string) =>
    of.lines.reduce((sum, line) => (line.lineId === lineId ? sum + line.quantity : sum), 0);
  return order.lines.flatMap((line): GoodsAbroad[] => {
    const quantity = units(parcel, line.id);
    if (quantity === 0) return [];
    const { id: lineId, sku, scale, quantity: ordered, net, discount, variantId } = line;
    const known = (variantId === null ? undefined : facts[variantId]) ?? { hsCode: '', origin: '', grams: null };
    const before = earlier.reduce((sum, one) => sum + units(one, lineId), 0);
    const title = [line.title, line.variantTitle].filter(Boolean).join(', ');
    return [{ lineId, title, sku, quantity, scale, ordered, before, net, discount, ...known }];
  });
}
