import type { Views } from './bring.ts';
import { comeBack } from './cart-return.ts';
import { CurrencyView } from './currency-view.ts';
import { giftCards } from './gift-cards.ts';
import { orderDetails } from './order-details.ts';
import { readOrderStatus } from './order-shapes.ts';
import { OrderWatch } from './watch-order.ts';
import { StockNoticeView } from './stock-notice-view.ts';

/** What few pages have */
export const views: Views = {
  currency: (host) => new CurrencyView(host),
  notice: (host) => new StockNoticeView(host),
};
/** What few checkouts need, or not at once: how an order stands, the way back to a basket that was left, and gift cards. */
export const pieces = {
  comeBack,
  giftCard: giftCards,
  orderDetails,
  OrderWatch,
  readOrderStatus,
};
export type MorePieces = typeof pieces;
