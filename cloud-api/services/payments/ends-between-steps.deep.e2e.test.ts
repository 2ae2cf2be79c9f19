import { afterAll, beforeAll, test } from 'vitest';
import { endBetweenSteps } from './testing/end-between-steps.ts';
import { openPaymentShop, type PaymentShop } from './testing/shop.ts';

let shop: PaymentShop;
beforeAll(async () => {
  shop = await openPaymentShop();
});
afterAll(() => shop?.close());

test.each([
  ['test', 'refund'],
  ['test.twice', 'capture, then release'],
  ['test.twice', 'refund, then release'],
  ['test.capture-lost', 'capture'],
  ['test.capture-never', 'capture, then release'],
  ['test.refund-lost', 'refund, then release'],
  ['test.refund-never', 'refund'],
  ['test.authorise-late', 'capture, then release'],
  ['test.authorise-never', 'release'],
  ['test.captured-at-once', 'release'],
  ['test.declined', 'release'],
  ['test.challenge', 'release'],
] as const)('the process ends between any two steps: %s, %s', (method, way) => endBetweenSteps(shop, method, way));
