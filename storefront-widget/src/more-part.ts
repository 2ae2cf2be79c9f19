import type { Views } from './bring.ts';
import { comeBack } from './cart-return.ts';
import { CurrencyView } from './currency-view.ts';
import { giftCards } from './gift-cards.ts';
import { StockNoticeView } from './stock-notice-view.ts';

/** What few pages have */
export const views: Views = {
  currency: (host) => new CurrencyView(host),
  notice: (host) => new StockNoticeView(host),
};
/** What few checkouts need, or not at once: the way back to a basket that was left, and gift cards. */
export const pieces = {
  comeBack,
  giftCard: giftCards,
};
export type MorePieces = typeof pieces;
