import type { Claim } from '@tillhouse/shared/domains/claims/schema.ts';

export const claimReasonNames: Readonly<Record<Claim['reason'], string>> = {
  damaged: 'Arrived damaged',
  lost: 'Lost on the way',
  'wrong-item': 'Wrong item sent',
  missing: 'Missing from the parcel',
};

export const remedyNames: Readonly<Record<Claim['remedy'], string>> = {
  replacement: 'The same again, free',
  refund: 'Money back',
  'store-credit': 'Store credit',
};
