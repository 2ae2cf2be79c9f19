import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallShop, shop } from '../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../testing/two-engines.ts';

/** A day as it travels: done at the desk, its completed arguments run again in the cloud. */
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
  await two.clear();
  await openSmallShop(two);
});
afterAll(() => two.close());

let done = 0;
async function travel(name: string, args: unknown): Promise<void> {
  done += 1;
  const id = testId(0x70000 + done);
  const { args: sent } = await two.runOn(two.sqlite, name, args, {}, id, true);
  // What the outbox keeps is JSON.
  await two.runOn(two.postgres, name, JSON.parse(JSON.stringify(sent)), { authority: true }, id, false);
}

test('desk and cloud end with the same rows, and only the cloud raises flags and keeps books', async () => {
  const session = { sessionId: shop.session, registerId: shop.register };
  const cash = { key: 'c', kind: 'cash', amount: 2206, given: 2500, change: 294, reference: '' };
  const lines = [
    { key: 'a', variantId: shop.moss, quantity: 1 },
    { key: 'b', variantId: shop.flakes, quantity: 1240 },
  ];
  const sale = { ...session, orderId: testId(0x100), customerId: null, lines, tenders: [cash] };
  await travel('register.openSession', { ...session, float: 10_000 });
  await travel('register.recordSale', sale);
  const all = { key: 'a', variantId: shop.moss, quantity: 12 };
  const paid = { ...cash, amount: 16_800, given: 16_800, change: 0 };
  await travel('register.recordSale', { ...sale, orderId: testId(0x101), lines: [all], tenders: [paid] });
  const { order_lines: sold = [] } = await two.snapshot(two.sqlite);
  const line = sold.find(({ orderId }) => orderId === testId(0x101));
  await travel('register.recordReturn', {
    ...session,
    orderId: testId(0x102),
    originalOrderId: testId(0x101),
    lines: [{ key: 'a', originalLineId: line?.id, quantity: 2, restock: 'available' }],
    payBack: { kind: 'cash', reference: '' },
    reason: '',
  });
  await travel('register.moveCash', { ...session, kind: 'paid-out', amount: 500, reason: 'milk' });
  const scan = { scanId: testId(0x103), receivingId: testId(0x104), locationId: shop.bath, variantId: shop.tide };
  await travel('inventory.receive', { ...scan, quantity: 3, against: null });
  await travel('inventory.undoReceive', { scanId: testId(0x103) });
  const counted = [{ variantId: shop.flakes, counted: 3_700, sawOnHand: 3_760 }];
  await travel('inventory.count', { locationId: shop.bath, lines: counted, note: '' });
  await travel('catalog.editProduct', {
    productId: shop.mug,
    patch: { title: { base: 'Stoneware mug', value: 'Mug' } },
  });
  await travel('register.closeSession', { ...session, counted: 25_000, note: '' });

  const [desk, cloud] = [await two.snapshot(two.sqlite), await two.snapshot(two.postgres)];
  const { order_flags: noFlags, stock_tasks: noTasks, journal_entries: noBooks, journal_lines: _, ...deskRows } = desk;
  const { order_flags: flags, stock_tasks: tasks, journal_entries: books, journal_lines: __, ...cloudRows } = cloud;
  expect(cloudRows).toEqual(deskRows);
  expect([noFlags, noTasks, noBooks]).toEqual([[], [], []]);
  expect(books?.map(({ kind }) => kind).sort()).toEqual([
    ...['cash-moved', 'drawer-closed', 'drawer-opened', 'return', 'sale', 'sale'],
  ]);
  expect(flags?.map(({ code }) => code)).toEqual(['oversold']);
  expect(tasks?.map(({ kind }) => kind)).toEqual(['oversold']);
});
