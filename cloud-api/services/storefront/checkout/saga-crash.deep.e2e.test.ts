import { afterAll, beforeAll, test } from 'vitest';
import { openPurchases, type Purchases } from '../../../testing/checkout/purchases.ts';
import { killEverywhere, ways } from '../../../testing/checkout/ways.ts';

let purchases: Purchases;
beforeAll(async () => {
  purchases = await openPurchases();
});
afterAll(() => purchases?.close());

test.each(ways.map((way) => [way[0], way] as const))(
  'killed at each await while the provider %s: one order and one capture, or neither',
  (_how, way) => killEverywhere(purchases, way, { stride: 1, first: 1 }),
);
