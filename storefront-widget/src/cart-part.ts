import type { Views } from './bring.ts';
import { CartView } from './cart-view.ts';

/** The file of the basket: brought when a basket is looked at. */
export const views: Views = { cart: (host) => new CartView(host) };
