import { defineError } from '../../kernel/errors.ts';

export const creditUnknown = defineError<{ creditId: string }>(
  'credit.unknown',
  'not-found',
  () => 'There is no such gift card or store credit. Nothing was changed.',
);

export const creditExists = defineError<{ creditId: string }>(
  'credit.exists',
  'conflict',
  () => 'There is a gift card with this id or code already. Nothing was issued; take a new code.',
);

export const creditShort = defineError<{ creditId: string; balance: number; wanted: number }>(
  'credit.short',
  'refused',
  () => 'There is less on it than that. Nothing was taken; look at its balance and take less.',
);

export const creditBlocked = defineError<{ creditId: string }>(
  'credit.blocked',
  'refused',
  () => 'It is blocked. Nothing was taken or added; somebody who may issue cards can unblock it.',
);

export const creditExpired = defineError<{ creditId: string; expiresOn: string }>(
  'credit.expired',
  'refused',
  ({ expiresOn }) => `It was good until ${expiresOn}. Nothing was taken.`,
);

export const creditNotExpired = defineError<{ creditId: string }>(
  'credit.not-expired',
  'refused',
  () => 'It has not expired. Nothing was changed.',
);

export const creditInOtherCurrency = defineError<{ creditId: string; currency: string; wanted: string }>(
  'credit.other-currency',
  'refused',
  ({ currency, wanted }) => `It is kept in ${currency}, and this is in ${wanted}. Nothing was changed.`,
);

export const creditOfNobody = defineError<{ creditId: string }>(
  'credit.of-nobody',
  'refused',
  () => 'Store credit belongs to a customer, and this one is not known. Nothing was changed; choose the customer.',
);

export const cardUsed = defineError<{ creditId: string; balance: number }>(
  'credit.card-used',
  'refused',
  () => 'Some of this gift card was spent, so it cannot be brought back. Nothing was paid back.',
);

export const creditChanged = defineError<{ creditId: string }>(
  'credit.changed',
  'conflict',
  () => 'Somebody else changed this meanwhile. Nothing was changed; look at it again.',
);
