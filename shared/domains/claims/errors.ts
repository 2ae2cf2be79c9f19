import { defineError } from '../../kernel/errors.ts';

export const moreThanClaimable = defineError<{ lineId: string; left: number; wanted: number }>(
  'claims.more-than-claimable',
  'refused',
  ({ left }) =>
    left > 0
      ? 'This is more than left the shop and was not yet given back or replaced. Nothing was changed; lower the quantity.'
      : 'All of this that left the shop was given back or replaced already. Nothing was changed.',
);

export const nothingReplaceable = defineError<{ lineId: string }>(
  'claims.nothing-replaceable',
  'refused',
  () =>
    'A line that names no product cannot be sent again. Nothing was changed; give the money back or write a new order.',
);

export const noWayBack = defineError<{ orderId: string; worth: number; possible: number }>(
  'claims.no-way-back',
  'refused',
  () =>
    'Not all of this can be paid back without a drawer: it was paid in cash or on a card terminal. Nothing was changed; give store credit, or take it back at a till.',
);

export const claimUnknown = defineError<{ claimId: string }>(
  'claims.claim-unknown',
  'not-found',
  () => 'There is no such claim. Nothing was changed.',
);

export const nothingAwaited = defineError<{ claimId: string; number: string }>(
  'claims.nothing-awaited',
  'refused',
  ({ number }) => `No goods are awaited for claim ${number}. Nothing was changed.`,
);
