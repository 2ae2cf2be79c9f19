import fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import { openPurchases, type Purchases } from '../../testing/checkout/purchases.ts';
import { histories, keepsTheBooks } from '../../testing/checkout/sent-model.ts';
import { openSentOrders } from '../../testing/checkout/sent-orders.ts';

let purchases: Purchases;
beforeAll(async () => {
  purchases = await openPurchases();
});
afterAll(() => purchases?.close());

test('sent, changed, cancelled, taken and paid back in any order, while requests and answers are lost: the provider’s book is ours', async () => {
  const shop = await openSentOrders(purchases);
  const [jug, bowl] = [await purchases.store.product('Jug', 5_000), await purchases.store.product('Bowl', 5_000)];
  const goods = [
    { variantId: jug.variantId, quantity: 3 },
    { variantId: bowl.variantId, quantity: 2 },
  ];
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      await keepsTheBooks(purchases, shop, goods, history);
    }),
    { numRuns: 120 },
  );
});
