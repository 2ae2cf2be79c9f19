import type { Route } from '../../platform/http/route.ts';
import type { StorefrontContext } from './context.ts';
import { checkoutRoutes } from './checkout/checkout-routes.ts';
import { expressRoutes } from './checkout/express-routes.ts';
import { giftCardRoute } from './checkout/gift-card-route.ts';
import { invoicePaperRoute } from './checkout/invoice-links.ts';
import { returnsLabelRoute } from './checkout/returns-labels.ts';
import { orderStatusRoute } from './checkout/order-status-route.ts';
import { accountRoutes } from './account/account-routes.ts';
import { addressRoutes } from './account/address-routes.ts';
import { cartRoutes } from './account/cart-routes.ts';
import { ownOrderRoutes } from './account/own-order-routes.ts';
import { cartReturnRoute } from './left-carts/cart-return-route.ts';
import { pushRoutes } from './news/push-routes.ts';
import { noticeRoute } from './notices/notice-route.ts';
import { checkoutStreamRoute } from './orders-live/checkout-stream-route.ts';
import { orderStreamRoutes } from './orders-live/order-stream-routes.ts';
import { orderRoute } from './order-route.ts';
import { priceRoute } from './price-route.ts';
import { recommendationRoutes } from './recommendations/recommendation-routes.ts';
import { requestRoutes } from './requests/request-routes.ts';
import { waitingRoutes } from './requests/waiting-routes.ts';
import { withdrawRoutes } from './requests/withdraw-request.ts';
import { ownReviewRoutes } from './reviews/own-review-routes.ts';
import { reviewRoutes } from './reviews/review-routes.ts';
import { samplePictures } from './sample-pictures.ts';
import { searchRoute } from './search/search-route.ts';
import { shopRoutes } from './shop-routes.ts';
import { themeDataRoute } from './themes/theme-data-route.ts';
import { themeRoutes } from './themes/theme-routes.ts';
import { widgetRoutes } from './widget-routes.ts';

export function storefrontRoutes(context: StorefrontContext): Route[] {
  return [
    ...shopRoutes(context),
    searchRoute(context),
    ...checkoutRoutes(context),
    ...expressRoutes(context),
    giftCardRoute(context),
    cartReturnRoute(context),
    orderStatusRoute(context),
    ...orderStreamRoutes(context),
    checkoutStreamRoute(context),
    invoicePaperRoute(context),
    returnsLabelRoute(context),
    ...accountRoutes(context),
    ...addressRoutes(context),
    ...ownOrderRoutes(context),
    ...cartRoutes(context),
    ...requestRoutes(context),
    ...waitingRoutes(context),
    ...withdrawRoutes(context),
    orderRoute(context),
    priceRoute(context),
    noticeRoute(context),
    ...pushRoutes(context),
    ...themeRoutes(context),
    themeDataRoute(context),
    ...reviewRoutes(context),
    ...ownReviewRoutes(context),
    ...recommendationRoutes(context),
    ...samplePictures(),
    ...widgetRoutes(context.widget),
  ];
}
