import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAccount } from './accounts/accounts.ts';
import { openPaymentShop, type PaymentShop } from './testing/shop.ts';

let shop: PaymentShop;
const storeId = randomUUID();
beforeAll(async () => {
  shop = await openPaymentShop();
  const by = { tenantId: shop.tenantId, id: randomUUID(), name: 'Ada' };
  const rules = { stores: [storeId] };
  await addAccount(shop.context, by, { provider: 'test', name: 'Test', settings: {}, secrets: {}, rules });
});
afterAll(() => shop?.close());

test('who asks by hand for a way to pay of another store is told as of one that is not there', async () => {
  const elsewhere = shop.asked({ storeId: randomUUID() });
  await expect(shop.payments.begin(elsewhere)).rejects.toMatchObject({ code: 'payments.method-unknown' });
  expect(await shop.entries(elsewhere.attemptId)).toEqual([]);
  expect(await shop.payments.begin(shop.asked({ storeId }))).toMatchObject({ state: 'authorised' });
});
