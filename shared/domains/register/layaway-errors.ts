import { defineError } from '../../kernel/errors.ts';

export const layawayUnknown = defineError<{ layawayId: string }>(
  'register.layaway-unknown',
  'not-found',
  () => 'There is no such layaway. Nothing was changed.',
);

export const layawayOver = defineError<{ layawayId: string; number: string; status: string }>(
  'register.layaway-over',
  'conflict',
  ({ number, status }) =>
    `${number} was ${status === 'ended' ? 'given up' : 'handed over'} already. Nothing was changed; look it up under Layaways before anybody pays or takes goods.`,
);

export const layawayWaits = defineError<{ layawayId: string; number: string }>(
  'register.layaway-waits',
  'refused',
  ({ number }) => `Some of ${number} has not come yet. Nothing was changed; a payment can be taken meanwhile.`,
);

export const notForLayaway = defineError<{ key: string }>(
  'register.not-for-layaway',
  'refused',
  () => 'Gift cards, payments and empties cannot be put aside. Nothing was changed; take them off the basket first.',
);

export const layawayIncomplete = defineError<{ layawayId: string }>(
  'register.layaway-incomplete',
  'invalid',
  () => 'What was decided at the till is missing. Nothing was recorded.',
);

export const layawayDoesNotAddUp = defineError<{ layawayId: string }>(
  'register.layaway-does-not-add-up',
  'invalid',
  () => 'Its lines do not add up to its total. Nothing was recorded.',
);

export const layawayLineUnknown = defineError<{ layawayId: string; key: string }>(
  'register.layaway-line-unknown',
  'not-found',
  () => 'Nothing of it is still to come under that name. Nothing was changed; look at it again.',
);
