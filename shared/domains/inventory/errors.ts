import { defineError } from '../../kernel/errors.ts';

export const locationUnknown = defineError<{ locationId: string }>(
  'inventory.location-unknown',
  'not-found',
  () => 'There is no such location. Nothing was changed; choose one of the locations listed.',
);

export const locationNameTaken = defineError<{ name: string }>(
  'inventory.location-name-taken',
  'conflict',
  ({ name }) => `There is a location called “${name}” already. Nothing was changed.`,
);

export const locationHoldsStock = defineError<{ locationId: string }>(
  'inventory.location-holds-stock',
  'refused',
  () => 'This location still holds stock, so it cannot be closed. Move or write off what is there first.',
);

export const variantUnknown = defineError<{ variantId: string }>(
  'inventory.variant-unknown',
  'not-found',
  () => 'This variant does not exist. No stock was changed.',
);

export const notEnough = defineError<{ variantId: string; locationId: string; wanted: number; available: number }>(
  'inventory.not-enough-stock',
  'refused',
  ({ available }) => `There is not enough stock: ${available} available. Nothing was changed.`,
);

export const belowZero = defineError<{ variantId: string; locationId: string; onHand: number; delta: number }>(
  'inventory.below-zero',
  'refused',
  ({ onHand }) =>
    `Only ${onHand} are on hand, so as many cannot be taken off. Nothing was changed; count the shelf instead.`,
);

export const orderNumberTaken = defineError<{ number: string }>(
  'inventory.purchase-order-number-taken',
  'conflict',
  ({ number }) => `There is a purchase order ${number} already. Nothing was changed.`,
);

export const purchaseOrderUnknown = defineError<{ purchaseOrderId: string }>(
  'inventory.purchase-order-unknown',
  'not-found',
  () => 'There is no such purchase order. Nothing was changed.',
);

export const purchaseOrderClosed = defineError<{ number: string; status: string }>(
  'inventory.purchase-order-closed',
  'refused',
  ({ number, status }) =>
    `Purchase order ${number} is ${status}. Nothing was changed; receive without an order instead.`,
);

export const purchaseOrderMoved = defineError<{ number: string }>(
  'inventory.purchase-order-moved',
  'refused',
  ({ number }) => `Purchase order ${number} goes to another location already. Close it and write a new one.`,
);

export const lineReceived = defineError<{ variantId: string; received: number }>(
  'inventory.purchase-order-line-received',
  'refused',
  ({ received }) => `${received} of this line were received already, so it cannot be taken off the order.`,
);

export const scanUnknown = defineError<{ scanId: string }>(
  'inventory.scan-unknown',
  'not-found',
  () => 'This scan is not on this device, so it cannot be undone here. Correct the stock by a count.',
);

export const scanUndone = defineError<{ scanId: string }>(
  'inventory.scan-undone',
  'refused',
  () => 'This scan was undone already. The stock stays as it is.',
);

export const reservationEnded = defineError<{ orderId: string; status: string }>(
  'inventory.reservation-ended',
  'refused',
  ({ status }) => `The units held for this order are no longer held (${status}). Place the order again.`,
);

export const safetyChanged = defineError<{ base: number; current: number; value: number }>(
  'inventory.safety-changed',
  'conflict',
  ({ current }) => `The safety stock was changed to ${current} meanwhile. Yours was not set; look and decide again.`,
);

export const taskUnknown = defineError<{ taskId: string }>(
  'inventory.task-unknown',
  'not-found',
  () => 'This task does not exist any more.',
);
