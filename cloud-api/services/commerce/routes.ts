import type { Route } from '../../platform/http/route.ts';
import { auditDeskRoutes } from './audit-desk-routes.ts';
import { barcodeRoutes } from './barcode-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { commandRoutes } from './command-routes.ts';
import type { CommerceContext } from './context.ts';
import { invoiceRoute } from './invoice-route.ts';
import { waitedForRoutes } from './waited-for.ts';
import { cartLetterReportRoutes } from './cart-letter-report.ts';
import { ledgerDeskRoutes, ledgerRoutes } from './ledger-routes.ts';
import { creditDeskRoutes, giftCardRoutes } from './gift-card-routes.ts';
import { firstAnswersRoute } from './first-answers-route.ts';
import { newsRoute } from './news-route.ts';
import { pricingRoutes } from './pricing-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { ecSalesRoutes } from './taxes/ec-sales-route.ts';
import { vatCheckRoute } from './taxes/vat-check-route.ts';
import { editPreviewRoute } from './edit-preview-route.ts';
import { neighbourKeyRoute } from './neighbour-key-route.ts';
import { olderOrdersRoute } from './older-orders-route.ts';
import { orderSearchRoute } from './order-search-route.ts';
import { pushRoute } from './push-route.ts';
import { datevRoute } from './datev-route.ts';
import { payLinkRoutes } from './pay-link-routes.ts';
import { payoutRoutes } from './payout-routes.ts';
import { carrierAccountRoutes } from './carriers/carrier-account-routes.ts';
import { carrierLabelRoutes } from './carriers/carrier-label-routes.ts';
import { deskLabelRoutes } from './carriers/desk-label-routes.ts';
import { taxAccountRoutes } from './taxes/tax-account-routes.ts';
import { thresholdRoute } from './taxes/threshold-route.ts';
import { taxRecordRoutes } from './taxes/tax-record-routes.ts';
import { statementRoute } from './statement-route.ts';
import { reportRoutes } from './report-routes.ts';
import { resourceRoutes } from './resource-routes.ts';
import { shapeRoute } from './shape-route.ts';

export function commerceRoutes(context: CommerceContext): Route[] {
  return [
    pushRoute(context),
    shapeRoute(context),
    firstAnswersRoute(context),
    newsRoute(context),
    olderOrdersRoute(context),
    neighbourKeyRoute(context),
    ...commandRoutes(context),
    editPreviewRoute(context),
    vatCheckRoute(context),
    ...draftRoutes(context),
    orderSearchRoute(context),
    statementRoute(context),
    datevRoute(context),
    ...resourceRoutes(context),
    invoiceRoute(context),
    ...reportRoutes(context),
    ...cartLetterReportRoutes(context),
    ...waitedForRoutes(context),
    ...payLinkRoutes(context),
    ...pricingRoutes(context),
    ...barcodeRoutes(context),
    ...giftCardRoutes(context),
    ...creditDeskRoutes(context),
    ...ledgerRoutes(context),
    ...payoutRoutes(context),
    ...ledgerDeskRoutes(context),
    ...taxAccountRoutes(context),
    ...carrierAccountRoutes(context),
    ...carrierLabelRoutes(context),
    ...deskLabelRoutes(context),
    ...taxRecordRoutes(context),
    thresholdRoute(context),
    ...ecSalesRoutes(context),
    ...auditRoutes(context),
    ...auditDeskRoutes(context),
  ];
}
