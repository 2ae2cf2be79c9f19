import { defineError } from '../../kernel/errors.ts';

export const parcelHandedOver = defineError<{ fulfilmentId: string; number: string }>(
  'orders.parcel-handed-over',
  'refused',
  ({ number }) =>
    `${number} was handed over and is with its buyer, so nothing happens to it on a way. Nothing was changed.`,
);

export const parcelAhead = defineError<{ fulfilmentId: string; number: string }>(
  'orders.parcel-ahead',
  'refused',
  ({ number }) =>
    `What is said of ${number} lies in the future. Nothing was changed; look at the clock of this device.`,
);

export const notFetched = defineError<{ orderId: string; number: string }>(
  'orders.not-fetched',
  'refused',
  ({ number }) => `${number} is sent to its buyer, who does not come for it. Nothing was changed.`,
);
