import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCode, seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
const [beer, bottle, bread] = [1, 2, 3].map(seedIds.variant) as [string, string, string];

/** The second variant is the bottle of the first: 25 of deposit with each. */
beforeAll(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
  const { bridge } = desk;
  const filled = { variantId: beer, patch: { depositId: { base: null, value: bottle } } };
  await expect(bridge.mutate('catalog.editVariant', filled)).rejects.toMatchObject({ code: 'catalog.deposit-unfit' });
  await bridge.mutate('catalog.editVariant', { variantId: bottle, patch: { tracked: { base: true, value: false } } });
  await bridge.mutate('catalog.editVariant', filled);
  const changes = [
    [beer, 101, 200],
    [bottle, 102, 25],
    [bread, 103, 100],
  ] as const;
  await bridge.mutate('pricing.setPrice', {
    priceListId: seedIds.list,
    changes: changes.map(([variantId, base, value]) => ({ variantId, base, value })),
  });
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

const add = (variantId: string, quantity = 1) => desk.bridge.call('basket.add', { variantId, quantity });
const pay = ({ id: basketId, cashTotal: due }: { id: string; cashTotal: number }) =>
  desk.bridge.call('basket.payCash', { basketId, due, given: Math.max(0, due) });
const inDrawer = async () =>
  (await desk.bridge.query('till.drawer', { sessionId: seedIds.drawer }))?.report.drawer.expected ?? 0;

test('a deposit follows its line, as many as it is, and nothing is taken off it', async () => {
  await add(beer, 2);
  const two = await desk.bridge.call('basket.giveByHand', {
    lineId: null,
    given: { percent: '50/100', reason: 'friend of the house' },
  });
  expect(two.lines.map(({ quantity, total, depositOf }) => [quantity, total, depositOf])).toEqual([
    [2, 200, undefined],
    [2, 50, two.lines[0]?.id],
  ]);
  expect(two).toMatchObject({ total: 250, units: 2 });
  const lineId = two.lines[0]?.id ?? '';
  await expect(
    desk.bridge.call('basket.setQuantity', { lineId: `${lineId}:deposit`, quantity: 1 }),
  ).rejects.toMatchObject({ code: 'basket.line-gone' });
  const three = await desk.bridge.call('basket.setQuantity', { lineId, quantity: 3 });
  expect(three.lines.map(({ quantity, total }) => [quantity, total])).toEqual([
    [3, 300],
    [3, 75],
  ]);
  await desk.bridge.call('basket.giveByHand', { lineId: null, given: null });
  const receipt = await pay(await desk.bridge.call('basket.setQuantity', { lineId, quantity: 2 }));
  expect(receipt).toMatchObject({ total: 450, lines: [{ total: 400 }, { quantity: 2, total: 50, notes: [] }] });
});

test('an empty is scanned and counts less than nothing, and such a basket is paid as one', async () => {
  const { found } = await desk.bridge.call('basket.scan', { code: seedCode(2) });
  expect(found).toBe(true);
  const basket = await add(bread, 2);
  expect(basket.lines.map(({ quantity, total }) => [quantity, total])).toEqual([
    [-1, -25],
    [2, 200],
  ]);
  const { id: basketId, remaining: due } = basket;
  const chosen = { basketId, due, lines: [{ key: basket.lines[1]?.id ?? '', quantity: 1 }] };
  await expect(desk.bridge.call('basket.choosePart', chosen)).rejects.toMatchObject({ code: 'basket.splits-exchange' });
  const receipt = await pay(basket);
  expect(receipt).toMatchObject({ total: 175, lines: [{ quantity: -1, total: -25 }, { total: 200 }] });
});

test('empties that are worth more than what is bought are paid out in cash, and only in cash', async () => {
  const before = await inDrawer();
  await add(bottle, 10);
  const basket = await add(bread, 1);
  expect(basket).toMatchObject({ total: -150, cashTotal: -150 });
  const card = { basketId: basket.id, due: 0, reference: '1' };
  await expect(desk.bridge.call('basket.payCard', card)).rejects.toMatchObject({ code: 'basket.empties-in-cash' });
  const receipt = await pay(basket);
  expect(receipt).toMatchObject({ total: -150, due: 0, tenders: [{ kind: 'cash', amount: -150, change: 150 }] });
  expect(await inDrawer()).toBe(before - 150);
});
