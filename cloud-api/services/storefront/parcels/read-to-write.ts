import type { StoreSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { storeAt } from '@tillhouse/shared/domains/access/stores.ts';
import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { locations } from '@tillhouse/shared/domains/inventory/schema.ts';
import {
  type Fulfilment,
  type FulfilmentLine,
  fulfilmentLines,
  fulfilments,
  orderDeliveries,
} from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { type Order, type OrderLine, orderLines, orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { pickUpPoints } from '@tillhouse/shared/domains/shipping/schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { storeOfOrder } from '../checkout/on-account.ts';

/** An order as letters about it need it. */
export interface ToWrite {
  readonly order: Order;
  readonly store: Pick<StoreSettings, 'id' | 'name' | 'locale' | 'timeZone' | 'parcelLetters'>;
  readonly name: string;
  /** Empty: nobody is reached */
  readonly email: string;
  readonly lines: readonly OrderLine[];
  readonly parcels: readonly Fulfilment[];
  readonly inside: readonly FulfilmentLine[];
  /** Where it is collected, a line each */
  readonly place: readonly string[];
}

export async function readToWrite(tx: Tx, orderId: string): Promise<ToWrite | undefined> {
  const order = await tx.get(orders, { id: orderId });
  if (!order) return undefined;
  const [checkout] = await tx.list(checkouts, { orderId });
  const store = checkout ? await storeOfOrder(tx, orderId) : await storeAt(tx, order.locationId);
  if (!store) return undefined;
  const delivery = await tx.get(orderDeliveries, { orderId });
  const location = await tx.get(locations, { id: order.locationId });
  const point = await tx.get(pickUpPoints, { locationId: order.locationId });
  return {
    ...{ order, store },
    name: delivery?.recipient || checkout?.contact?.name || order.customerName,
    email: delivery?.email ?? checkout?.contact?.email ?? '',
    lines: await tx.list(orderLines, { orderId }),
    parcels: await tx.list(fulfilments, { orderId }),
    inside: await tx.list(fulfilmentLines, { orderId }),
    place: [location?.name, location?.street, point?.hint].flatMap((line) => (line ? [line] : [])),
  };
}
