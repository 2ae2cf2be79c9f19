import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Basket } from '../../bridge/views.ts';
import { SimulatedTerminal } from '../devices/terminals/simulator/terminal.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
const undo: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
});
afterEach(async () => {
  await desk.host.close();
  folder.remove();
  for (const step of undo.splice(0)) await step();
});

/** The store asks for tips, at its terminal or by word of mouth. */
async function asks(onTerminal = false): Promise<void> {
  const { stores } = await desk.bridge.query('stores.index', {});
  const { main: _main, closedAt: _closed, ...store } = stores[0]!;
  const tips = { percents: [10], onTerminal };
  const till = { cashWithoutReceipt: 0, priceDays: 90, lockAfter: 0, tips };
  await desk.bridge.mutate('access.saveStore', { store: { ...store, till } });
}
const fill = () => desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
const cash = ({ id: basketId, cashTotal: due }: Basket, given: number, tip: number) =>
  desk.bridge.call('basket.payCash', { basketId, due, given, tip });

test('a store that takes no tips refuses one; one that does keeps it beside the sale, on receipt and X report', async () => {
  const basket = await fill();
  await expect(cash(basket, 500, 50)).rejects.toMatchObject({ code: 'basket.no-tips' });
  await asks();
  await expect(cash(basket, 200, 50)).rejects.toMatchObject({ code: 'basket.too-little-cash' });
  const receipt = await cash(basket, 500, 50);
  expect(receipt).toMatchObject({ total: 200, tenders: [{ amount: 200, given: 450, change: 250, tip: 50 }] });
  const now = await desk.bridge.query('till.drawer', { sessionId: seedIds.drawer });
  expect(now?.report).toMatchObject({
    ...{ sales: { count: 1, amount: 200 }, tips: { count: 1, cash: 50, card: 0, paidOut: 0 } },
    drawer: { cash: 200, expected: 10_250 },
  });
  expect(await desk.bridge.query('till.tips', { currency: 'GBP' })).toEqual([
    { staffId: seedIds.owner, name: 'Priya Nair', owed: 50 },
  ]);
});

test('a tip that the customer adds at the terminal is charged there and no part of the sale', async () => {
  await asks(true);
  const terminal = await new SimulatedTerminal({ scriptFor: () => ({ tip: 30 }) }).start();
  undo.push(() => terminal.stop());
  await desk.bridge.call('devices.saveTerminal', { registerId: seedIds.till, address: terminal.address });
  const { id: basketId, remaining: due } = await fill();
  const attemptId = randomUUID();
  await desk.bridge.call('card.charge', { attemptId, basketId, due, amount: due, asksTip: true });
  const shown = () => desk.bridge.query('till.basket', {});
  await expect.poll(async () => (await shown()).card?.state).toBe('approved');
  const basket = await shown();
  expect(basket).toMatchObject({ remaining: 0, legs: [{ amount: due, tip: 30 }] });
  const receipt = await desk.bridge.call('basket.finish', { basketId });
  expect(receipt).toMatchObject({ total: due, tenders: [{ kind: 'card', amount: due, tip: 30 }] });
  expect(terminal.book.settles()).toBe(due + 30);
});

test('in cash a tip is made of coins, of a part of a bill too; by card it is to the cent', async () => {
  await asks();
  const basket = await fill();
  expect(basket.coin).toBe(5);
  await expect(cash(basket, 500, 51)).rejects.toMatchObject({ code: 'basket.tip-off-coins', details: { coin: 5 } });
  const { id: basketId, remaining: due } = basket;
  const leg = { basketId, due, legId: randomUUID(), amount: 100, given: 200 };
  await expect(desk.bridge.call('basket.takeCash', { ...leg, tip: 3 })).rejects.toMatchObject({
    code: 'basket.tip-off-coins',
  });
  const receipt = await desk.bridge.call('basket.payCard', { basketId, due, reference: '1', tip: 51 });
  expect(receipt.tenders).toMatchObject([{ kind: 'card', tip: 51 }]);
});

test('a tip goes back to the card it came from, once, and the drawer has nothing to do with it', async () => {
  await asks();
  const terminal = await new SimulatedTerminal().start();
  undo.push(() => terminal.stop());
  const { bridge } = desk;
  await bridge.call('devices.saveTerminal', { registerId: seedIds.till, address: terminal.address });
  const { id: basketId, remaining: due } = await fill();
  await bridge.call('card.charge', { attemptId: randomUUID(), basketId, due, amount: due, tip: 40 });
  await expect.poll(async () => (await bridge.query('till.basket', {})).remaining).toBe(0);
  await bridge.call('basket.finish', { basketId });
  const [tip] = await bridge.query('till.tipsOf', { orderId: basketId });
  expect(tip).toMatchObject({ amount: 40, way: 'card', byTerminal: true });
  const tipId = tip?.id ?? '';
  const attemptId = randomUUID();
  await bridge.call('card.refundTip', { attemptId, tipId });
  const tried = async () => (await bridge.query('card.attempts', { orderId: tipId }))[0]?.state;
  await expect.poll(tried).toBe('approved');
  expect(terminal.book.settles()).toBe(due);
  // Paid and not recorded yet: it is not paid again, and stands under Devices until it is.
  await expect(bridge.call('card.refundTip', { attemptId: randomUUID(), tipId })).rejects.toMatchObject({
    code: 'basket.more-than-remains',
  });
  expect((await bridge.query('till.devices', {})).unsettled).toMatchObject([{ id: attemptId, amount: 40 }]);
  const back = { tipId, sessionId: seedIds.drawer, registerId: seedIds.till, way: 'card' };
  await bridge.mutate('register.giveTipBack', back);
  expect((await bridge.query('till.devices', {})).unsettled).toEqual([]);
  expect(await bridge.query('till.tipsOf', { orderId: basketId })).toEqual([]);
  const now = await bridge.query('till.drawer', { sessionId: seedIds.drawer });
  expect(now?.report).toMatchObject({ tips: { card: 0 }, drawer: { expected: 10_000 } });
  await expect(bridge.call('card.refundTip', { attemptId: randomUUID(), tipId })).rejects.toMatchObject({
    kind: 'refused',
  });
});
