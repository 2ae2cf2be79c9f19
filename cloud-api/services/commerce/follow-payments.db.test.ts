import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPurchases, type Purchases } from '../../testing/checkout/purchases.ts';
import type { Bus, Subscription } from '../../platform/bus/bus.ts';
import { followProviders } from './follow-payments.ts';

let purchases: Purchases;
beforeAll(async () => {
  purchases = await openPurchases();
});
afterAll(() => purchases?.close());

test('what a provider said is kept beside the order where it is news, and where more is known nothing is written', async () => {
  const { store, pools, admin } = purchases;
  const heard = new Map<string, Subscription['handle']>();
  const bus = {
    subscribe: async ({ consumer, handle }: Subscription) => void heard.set(consumer, handle),
  } as unknown as Bus;
  await followProviders({ pool: pools.app, now: purchases.now }, bus);

  const { variantId } = await store.product('Told late', 2);
  const { orderId, attemptId } = await purchases.buy(variantId, { method: 'test', killAt: 0 });
  const [known] = (await admin.query('SELECT * FROM payment_attempts WHERE id = $1', [attemptId])).rows;
  expect(known).toMatchObject({ state: 'captured', captured: '1200', refunded: '0' });
  const { provider, reference, currency } = known;
  const tell = async (state: string, captured: number, refunded: number): Promise<void> => {
    const money = { amount: 1_200, captured, refunded, currency };
    const payload = { attemptId, checkoutId: '', orderId, provider, reference, state, ...money };
    await heard.get('orders-payments')?.({ tenantId: store.tenantId, payload } as never);
  };
  const noted = async (): Promise<number> =>
    (await admin.query(`SELECT 1 FROM sync_outcomes WHERE name = 'orders.notePayment'`)).rows.length;

  const before = await noted();
  await tell('authorised', 0, 0);
  await tell('captured', 1_200, 0);
  expect(await noted()).toBe(before);
  await tell('captured', 1_200, 300);
  expect(await noted()).toBe(before + 1);
  await tell('captured', 1_200, 0);
  expect(await noted()).toBe(before + 1);
  const { rows } = await admin.query('SELECT refunded FROM payment_attempts WHERE id = $1', [attemptId]);
  expect(rows).toEqual([{ refunded: '300' }]);
});
