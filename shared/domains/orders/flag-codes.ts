/** Why somebody looks at an accepted fact. */
export const flagCodes = [
  'oversold',
  'price-differs',
  'unknown-item',
  'duplicate-receipt',
  'total-differs',
  'over-refunded',
  'over-limit',
  'session-closed',
  'historical-unlinked',
  'invoiced-twice',
  'refund-refused',
  'taken-twice',
  'payment-disputed',
  'serial-twice',
  'layaway-twice',
] as const;
