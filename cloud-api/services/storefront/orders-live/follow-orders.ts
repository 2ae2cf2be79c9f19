import { requestDecided } from '@tillhouse/shared/domains/orders/events.ts';
import { orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { goodsReturned } from '@tillhouse/shared/domains/register/events.ts';
import type { Bus, BusMessage } from '../../../platform/bus/bus.ts';
import { storefrontConsumers } from '../consumers.ts';
import type { StorefrontContext } from '../context.ts';
import { within } from '../due/pay-due.ts';
import { checkoutOf, checkoutsOf, orderOf, ordersOf } from '../live-streams.ts';

/** Pages that show an order, or one that waits for a yes, hear that it changed. Every process hears every event, for the pages that are open there. */
export async function followOrders(context: StorefrontContext, bus: Bus): Promise<void> {
  await bus.subscribe({
    consumer: 'storefront-orders',
    everyProcess: true,
    names: storefrontConsumers['storefront-orders'],
    handle: async (message) => {
      const { tenantId } = message;
      if (message.name === requestDecided.name) {
        const { checkoutId } = message.payload as { readonly checkoutId: string };
        if (context.streams.has(checkoutsOf(tenantId)))
          context.streams.tell(checkoutOf(tenantId, checkoutId), 'checkout', [{}]);
        return;
      }
      if (!context.streams.has(ordersOf(tenantId))) return;
      const orderId = await orderIn(context, message);
      if (orderId !== null) context.streams.tell(orderOf(tenantId, orderId), 'order', [{}]);
    },
  });
}

/** The order that a page shows; what a till took back is an order of its own. */
async function orderIn(context: StorefrontContext, { tenantId, name, payload }: BusMessage): Promise<string | null> {
  const { orderId } = payload as { readonly orderId: string };
  if (name !== goodsReturned.name) return orderId;
  const back = await within(context, tenantId, (tx) => tx.get(orders, { id: orderId }));
  return back?.originalOrderId ?? null;
}
