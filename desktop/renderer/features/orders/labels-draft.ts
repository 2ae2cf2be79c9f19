import { addressLacks } from '@tillhouse/shared/domains/shipping/address.ts';
import { declarationOf, passesCustoms } from '@tillhouse/shared/domains/shipping/customs.ts';
import { partsOfLabel } from '@tillhouse/shared/domains/shipping/label-address.ts';
import type { CarrierAddress, CarrierParcel } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { OrderCustoms } from '../../../bridge/customs-views.ts';
import type { LabelAsk, LabelService } from '../../../bridge/label-views.ts';
import type { OrderPage, OrderParcel } from '../../../bridge/order-page.ts';
import { goodsOf } from './customs-goods.ts';

/** Where a label of an order goes, as far as the label of the order tells it. */
export function addressOf(order: OrderPage, home: string): CarrierAddress {
  const { delivery, promise } = order;
  const of = { recipient: delivery?.recipient || order.customerName, address: delivery?.address ?? '' };
  const parts = partsOfLabel({ ...of, country: delivery?.country ?? null }, home);
  return { ...parts, phone: promise?.phone ?? '', email: promise?.email ?? '' };
}

/** What a carrier could not find its way by; empty: nothing. */
export const lacksOf = (to: CarrierAddress): string[] => addressLacks(to).map((lack) => lack.replace('delivery.', ''));

/** A parcel as a carrier is asked with; null: nobody weighed it. */
export const carried = ({ grams, size }: Pick<OrderParcel, 'grams' | 'size'>): CarrierParcel | null =>
  grams === null || grams < 1 ? null : { grams, size };

/** The service that its buyer chose and paid for at the checkout, where it carries the parcels; else the cheapest. */
export function serviceToBuy(
  { promise }: Pick<OrderPage, 'promise'>,
  services: readonly LabelService[],
): { readonly service: LabelService | undefined; readonly asChosen: boolean } {
  const chosen = promise?.carrier;
  const same = services.find(({ accountId, service }) => accountId === chosen?.accountId && service === chosen.service);
  return { service: same ?? services[0], asChosen: same !== undefined };
}

/** What customs are told of a parcel; null: it passes none. */
export function customsTold(
  order: OrderPage,
  parcel: OrderParcel,
  customs: OrderCustoms,
  country: string,
): LabelAsk['customs'] {
  if (!passesCustoms(customs.from, country)) return null;
  const { lines } = declarationOf(goodsOf(order, parcel, customs.facts));
  const goods = lines.map(({ title, hsCode, origin, quantity, scale, grams, value }) => ({
    ...{ title, hsCode, origin, quantity: scale === 0 ? quantity : 1, grams: Math.max(1, grams ?? 1), value },
  }));
  return { currency: order.currency, invoice: parcel.number.slice(0, 35), goods };
}

interface Bought {
  readonly order: OrderPage;
  readonly parcel: OrderParcel;
  readonly service: LabelService;
  readonly to: CarrierAddress;
  readonly shipOn: string;
  readonly customs: OrderCustoms;
  /** Goods come back in it */
  readonly back: boolean;
}

/** What is asked for one parcel, or for goods that come back. */
export function labelAsk({ order, parcel, service, to, shipOn, customs, back }: Bought): LabelAsk | null {
  const box = carried(parcel);
  if (!box) return null;
  const { accountId, carrier, service: code } = service;
  return {
    ...{
      orderId: order.id,
      fulfilmentId: back ? null : parcel.id,
      accountId,
      carrier,
      service: code,
      to,
      parcel: box,
      shipOn,
    },
    customs: customsTold(order, parcel, customs, to.country),
  };
}
