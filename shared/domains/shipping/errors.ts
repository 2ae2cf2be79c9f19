import { defineError } from '../../kernel/errors.ts';

export const zoneChanged = defineError<{ zoneId: string; revision: number }>(
  'shipping.zone-changed',
  'conflict',
  () => 'Somebody else changed this zone since it was opened. Nothing was changed; look at it as it is now.',
);

export const placeTwice = defineError<{ zoneId: string; name: string; place: string }>(
  'shipping.place-twice',
  'conflict',
  ({ name, place }) =>
    `${place} is in the zone “${name}” already, so nobody could say which price counts. Nothing was changed.`,
);

export const daysReversed = defineError<{ rate: string }>(
  'shipping.days-reversed',
  'invalid',
  ({ rate }) => `“${rate}” would be there at the earliest after its latest day. Nothing was changed.`,
);

export const amountsReversed = defineError<{ rate: string }>(
  'shipping.amounts-reversed',
  'invalid',
  ({ rate }) => `“${rate}” would be offered for no goods at all: it ends where it begins. Nothing was changed.`,
);

export const boxCarriesNothing = defineError<{ name: string }>(
  'shipping.box-carries-nothing',
  'invalid',
  ({ name }) => `“${name}” would weigh more empty than it may weigh full. Nothing was changed.`,
);

export const boxesChanged = defineError<{ boxes: number }>(
  'shipping.boxes-changed',
  'conflict',
  () => 'A box came or went since the list was opened. Nothing was changed; look at it as it is now.',
);

export const tooManyBoxes = defineError<{ most: number }>(
  'shipping.too-many-boxes',
  'invalid',
  ({ most }) => `A shop keeps at most ${most} boxes. Nothing was changed; take one out first.`,
);
