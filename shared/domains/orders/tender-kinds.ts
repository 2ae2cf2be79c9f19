/** What an order can be paid with; `layaway`: what was paid on it before it was handed over. */
export const tenderKinds = [
  'cash',
  'card',
  'test',
  'historical',
  'gift-card',
  'store-credit',
  'online',
  'exchange',
  'bank',
  'layaway',
] as const;
