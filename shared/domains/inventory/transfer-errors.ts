import { defineError } from '../../kernel/errors.ts';

export const transferUnknown = defineError<{ transferId: string }>(
  'inventory.transfer-unknown',
  'not-found',
  () => 'There is no such transfer. Nothing was changed.',
);

export const transferNumberTaken = defineError<{ number: string }>(
  'inventory.transfer-number-taken',
  'conflict',
  ({ number }) => `There is a transfer ${number} already. Nothing was changed; take another number.`,
);

export const transferNowhere = defineError<{ locationId: string }>(
  'inventory.transfer-nowhere',
  'invalid',
  () => 'A transfer goes from one location to another. Nothing was changed; choose two.',
);

export const transferNotSo = defineError<{ number: string; status: string }>(
  'inventory.transfer-not-so',
  'conflict',
  ({ number, status }) =>
    `Transfer ${number} is ${status === 'in-transit' ? 'on its way' : status} by now. Nothing was changed; look at it again.`,
);

export const transferLineUnknown = defineError<{ transferId: string; lineId: string }>(
  'inventory.transfer-line-unknown',
  'not-found',
  () => 'This transfer has no such line. Nothing was changed.',
);

export const transferTooMuch = defineError<{ lineId: string; onTheWay: number; told: number }>(
  'inventory.transfer-too-much',
  'refused',
  ({ onTheWay, told }) =>
    `Only ${onTheWay} of this line are on their way, not ${told}. Nothing was changed; what came beyond it is found stock.`,
);
