import type { Bus } from '../../platform/bus/bus.ts';
import { followEvents, followPayments } from './consumers.ts';
import type { StorefrontContext } from './context.ts';
import { followOrders } from './orders-live/follow-orders.ts';
import { followNews } from './news/follow-news.ts';

/** All that the storefront hears; each has its name in `storefrontConsumers`. */
export async function followAll(context: StorefrontContext, bus: Bus): Promise<void> {
  await followEvents(context, bus);
  await followPayments(context, bus);
  await followOrders(context, bus);
  await followNews(context, bus);
}
