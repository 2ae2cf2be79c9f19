import { defineError } from '../../kernel/errors.ts';

export const noProgramme = defineError<{ currency: string }>(
  'loyalty.no-programme',
  'refused',
  () =>
    'Points are not used here: there is no programme, it is stopped, or it is in another currency. Nothing was changed.',
);

export const pointsShort = defineError<{ customerId: string; balance: number; wanted: number }>(
  'loyalty.short',
  'refused',
  ({ balance }) => `The customer has ${balance} points. Nothing was changed; use fewer.`,
);

export const tooFewPoints = defineError<{ least: number; wanted: number }>(
  'loyalty.too-few',
  'refused',
  ({ least }) => `Points are used from ${least} on. Nothing was changed.`,
);

export const pointsOfNobody = defineError<{ customerId: string }>(
  'loyalty.of-nobody',
  'refused',
  () => 'Points belong to a customer, and this one is not known. Nothing was changed; choose the customer.',
);

export const valueStands = defineError<{ pointValue: number; currency: string }>(
  'loyalty.value-stands',
  'refused',
  () =>
    'Customers have points already, and what those are worth stands. Nothing was changed; change how many are earned instead.',
);

export const tiersUnordered = defineError<{ name: string }>(
  'loyalty.tiers-unordered',
  'invalid',
  ({ name }) => `The tier “${name}” does not begin above the one before it, or has its name. Nothing was changed.`,
);

export const notOver = defineError<{ customerId: string }>(
  'loyalty.not-over',
  'refused',
  () => 'These points are not over. Nothing was changed.',
);

export const programmeChanged = defineError<Record<string, never>>(
  'loyalty.changed',
  'conflict',
  () => 'Somebody else changed the programme meanwhile. Nothing was changed; look at it again.',
);
