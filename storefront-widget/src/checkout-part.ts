import type { Views } from './bring.ts';
import { CheckoutView } from './checkout-view.ts';
import { OrderView } from './order-view.ts';

/** The file of buying: brought when a checkout or an order is looked at. */
export const views: Views = {
  checkout: (host) => new CheckoutView(host),
  order: (host) => new OrderView(host),
};
