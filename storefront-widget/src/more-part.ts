import { comeBack } from './cart-return.ts';
import { orderDetails } from './order-details.ts';
import { readOrderStatus } from './order-shapes.ts';

/** What few checkouts need, or not at once: how an order stands, and the way back to a basket that was left. */
export const pieces = { comeBack, orderDetails, readOrderStatus };
export type MorePieces = typeof pieces;
