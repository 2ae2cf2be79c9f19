/** Refusals of the same commands, domains and services that only people of the shop, its devices and its programs meet, by who does. */
const met: Readonly<Record<string, readonly string[]>> = {
  'people of the shop and their programs, who sign in elsewhere': [
    ...['auth.client-unknown', 'auth.device-revoked', 'auth.dpop', 'auth.forbidden', 'auth.not-a-device'],
    ...['auth.not-on-staff', 'auth.person-needed', 'operator.not-for-visits', 'operator.only-looking'],
  ],
  'who writes pages, looks and themes': [
    ...['content.address-taken', 'content.html-not-taken', 'content.link-not-taken', 'content.look-unknown'],
    ...['content.menu-changed-meanwhile', 'content.menu-entry-unlabelled', 'content.menu-target-unknown'],
    ...['content.page-changed-meanwhile', 'content.picture-not-taken', 'content.theme-files-missing'],
    ...['content.theme-unknown', 'content.theme-value-not-taken', 'content.too-many-looks'],
    ...['content.too-many-pages', 'content.too-many-themes', 'theme.errors', 'theme.no-room'],
  ],
  'who issues gift cards, keeps firms and runs the programme of points': [
    ...['credit.card-used', 'credit.exists', 'credit.not-expired', 'customers.buyer-known', 'loyalty.not-over'],
    ...['loyalty.tiers-unordered', 'loyalty.value-stands'],
  ],
  'who keeps the stock': [
    ...['inventory.below-zero', 'inventory.location-holds-stock', 'inventory.location-name-taken'],
    ...['inventory.location-unknown', 'inventory.purchase-order-closed', 'inventory.purchase-order-line-received'],
    ...['inventory.purchase-order-moved', 'inventory.purchase-order-number-taken', 'inventory.purchase-order-unknown'],
    ...['inventory.safety-changed', 'inventory.scan-undone', 'inventory.scan-unknown', 'inventory.task-unknown'],
    ...['inventory.transfer-line-unknown', 'inventory.transfer-not-so', 'inventory.transfer-nowhere'],
    ...['inventory.transfer-number-taken', 'inventory.transfer-too-much', 'inventory.transfer-unknown'],
  ],
  'who works on orders that stand': [
    ...['orders.allotment-differs', 'orders.already-cancelled', 'orders.already-fulfilled', 'orders.attempt-unknown'],
    ...['orders.discount-too-high', 'orders.draft-changed', 'orders.draft-closed', 'orders.draft-unknown'],
    ...['orders.flag-unknown', 'orders.fulfilment-unknown', 'orders.held', 'orders.less-than-sent'],
    ...['orders.line-unknown', 'orders.many-letters', 'orders.more-than-left', 'orders.more-than-open'],
    ...['orders.no-vat-number', 'orders.not-fetched', 'orders.not-held', 'orders.not-owed', 'orders.note-unknown'],
    ...['orders.nothing-changed', 'orders.nothing-held', 'orders.nothing-stays', 'orders.nothing-to-fulfil'],
    ...['orders.other-account', 'orders.paid-at-till', 'orders.parcel-ahead', 'orders.parcel-handed-over'],
    ...['orders.payment-unknown', 'orders.quote-code-used', 'orders.quote-over', 'orders.refund-exceeds-payment'],
    ...['orders.refund-unknown', 'orders.relief-as-it-is', 'orders.stands-as-sold'],
  ],
  'who keeps payment accounts, pays back and stands at a reader': [
    ...['payments.account-in-use', 'payments.account-there', 'payments.capture-over-authorised'],
    ...['payments.no-reader', 'payments.no-readers', 'payments.not-to-be-noted', 'payments.reader-broken'],
    ...['payments.reader-busy', 'payments.reader-gone', 'payments.reader-offline', 'payments.reader-refused'],
    ...['payments.refund-differs', 'payments.refund-over-captured', 'payments.refund-refused'],
    ...['payments.webhook-refused', 'test.refused', 'test.unknown'],
  ],
  'who sets prices, taxes and promotions': [
    ...['pricing.amount-negative', 'pricing.amount-not-whole', 'pricing.amount-too-large', 'pricing.breaks-repeated'],
    ...['pricing.bundle-circular', 'pricing.bundle-too-large', 'pricing.bundle-unknown', 'pricing.coupon-too-long'],
    ...['pricing.exemption-without-certificate', 'pricing.key-repeated', 'pricing.price-changed'],
    ...['pricing.price-list-dates', 'pricing.price-list-name-taken', 'pricing.price-list-sells'],
    ...['pricing.price-list-termed', 'pricing.price-list-unknown', 'pricing.promotion-unknown', 'pricing.rate-invalid'],
    ...['pricing.reverse-charge-outside', 'pricing.reverse-charge-unnumbered', 'pricing.tax-collected-twice'],
    ...['pricing.tax-rates-overlap', 'pricing.tax-rule-dates', 'pricing.tax-rule-empty', 'pricing.tax-zone-missing'],
    ...['pricing.tenders-exceed', 'pricing.time-zone-unknown'],
  ],
};

/** By code, with who meets it */
export const notForShoppers: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(met).flatMap(([who, codes]) => codes.map((code) => [code, who])),
);
