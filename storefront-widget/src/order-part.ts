import { orderBelow } from './order-below.ts';
import { readOrderStatus } from './order-shapes.ts';
import { OrderWatch } from './watch-order.ts';

/** How an order stands, and how somebody who looks at one, or waits for one, is told that it changed. */
export const pieces = { orderBelow, OrderWatch, readOrderStatus };
export type OrderPieces = typeof pieces;
