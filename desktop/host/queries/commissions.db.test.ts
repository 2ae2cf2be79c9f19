import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { payCard } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;

beforeEach(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
});
afterEach(async () => {
  await desk.host.close();
  folder.remove();
});

test('what each sold, less what came back of it, and what they get at the rates of the day', async () => {
  const { bridge } = desk;
  const days = { from: '2000-01-01', to: '2100-01-01' };
  const [product] = (await bridge.query('commissions.rates', {})).categories;
  const none = { staffId: null, roleId: null, category: null, fromDay: '2000-01-01' };
  await bridge.mutate('commissions.saveRates', {
    rates: [
      { ...none, id: randomUUID(), rate: '10/100' },
      { ...none, id: randomUUID(), staffId: seedIds.cashier, rate: '20/100' },
    ],
  });
  expect(product).toBeTypeOf('string');
  const sell = async (quantity: number) => {
    await bridge.call('basket.add', { variantId: seedIds.variant(3), quantity });
    return payCard(bridge, '1');
  };
  const mine = await sell(10);
  await bridge.call('basket.addGiftCard', { amount: 5_000 });
  await payCard(bridge, '2');
  await bridge.call('session.signInWithPin', { staffId: seedIds.cashier, pin: PIN });
  await sell(20);
  // The cashier takes back what somebody else sold: it comes off the other’s.
  const sale = await bridge.query('orders.page', { id: mine.orderId });
  await bridge.mutate('register.recordReturn', {
    ...{ orderId: randomUUID(), originalOrderId: mine.orderId, registerId: seedIds.till, sessionId: seedIds.drawer },
    lines: [{ key: 'a', originalLineId: sale?.lines[0]?.id, quantity: 4, restock: 'available' }],
    ...{ payBack: { kind: 'cash', reference: '' }, reason: '' },
  });
  await expect(bridge.query('commissions.sold', days)).rejects.toMatchObject({ kind: 'forbidden' });
  await bridge.call('session.signInWithPin', { staffId: seedIds.owner, pin: PIN });
  const rows = await bridge.query('commissions.sold', days);
  // 1.03 each with 20 % inside: 20 are 17.17 without, 10 are 8.58, and 4 of those 3.43.
  expect(rows).toMatchObject([
    { staffId: seedIds.cashier, sales: 1, sold: 2_060, back: 0, net: 1_717, commission: 343 },
    { staffId: seedIds.owner, sales: 2, sold: 1_030, back: -412, net: 515, commission: 52 },
  ]);
  expect(await bridge.query('commissions.sold', { from: '2000-01-01', to: '2000-01-02' })).toEqual([]);
});
