import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { partOfReceipt } from '../../bridge/part-of-receipt.ts';
import type { Basket } from '../../bridge/views.ts';
import { payCash } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

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

const basket = () => desk.bridge.query('till.basket', {});
async function fill(): Promise<Basket> {
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 3 });
  return desk.bridge.call('basket.add', { variantId: seedIds.variant(2), quantity: 2 });
}
const choose = ({ id: basketId, remaining: due }: Basket, lines: { key: string; quantity: number }[]) =>
  desk.bridge.call('basket.choosePart', { basketId, due, lines });
const cash = ({ id: basketId, remaining: due }: Basket, amount: number, given = amount) =>
  desk.bridge.call('basket.takeCash', { legId: randomUUID(), basketId, due, amount, given });
const card = ({ id: basketId, remaining: due }: Basket, amount: number) =>
  desk.bridge.call('basket.takeCard', { legId: randomUUID(), basketId, due, amount, reference: '1' });

describe('a bill that is split by item', () => {
  test('each pays their own in cash or by card; what they pay and what their receipts say is the sale, to the cent', async () => {
    const rule = {
      id: randomUUID(),
      name: 'Seven off',
      action: { kind: 'fixed', amount: 7, spread: 'across', on: 'order' },
    };
    await desk.bridge.mutate('pricing.savePromotion', { promotion: rule, status: 'live' });
    const whole = await fill();
    const [a, b] = whole.lines;
    if (!a || !b) throw new Error('two lines were put in');
    let now = await choose(whole, [{ key: a.id, quantity: 2 }]);
    expect(now.split).toMatchObject({ open: 1, ownReceipts: true, parts: [{ number: 1, lines: [{ quantity: 2 }] }] });
    expect(now.split?.rest).toMatchObject([{ quantity: 1 }, { quantity: 2 }]);
    // 1.99 to the nearest 5p, as a sale of their own would be
    expect(now).toMatchObject({ cashTotal: 200, cashRounding: 1 });
    now = await cash(now, now.cashTotal, 500);
    expect(now.split?.open).toBeNull();
    await expect(card(now, 10)).rejects.toMatchObject({ code: 'basket.no-part-open' });
    now = await choose(now, [
      { key: a.id, quantity: 1 },
      { key: b.id, quantity: 1 },
    ]);
    const second = now.split?.parts[1]?.left ?? 0;
    await expect(card(now, second + 1)).rejects.toMatchObject({ code: 'basket.more-than-remains' });
    now = await card(now, 100);
    now = await card(now, second - 100);
    now = await choose(now, [{ key: b.id, quantity: 1 }]);
    now = await card(now, now.split?.parts[2]?.left ?? 0);
    expect(now).toMatchObject({ remaining: 0, split: { open: null, rest: [] } });
    const receipt = await desk.bridge.call('basket.finish', { basketId: now.id });
    expect(receipt.parts?.map(({ tenders }) => tenders.length)).toEqual([1, 2, 1]);
    const parts = [1, 2, 3].map((number) => {
      const part = partOfReceipt(receipt, number);
      if (!part) throw new Error('each part has a receipt');
      return part;
    });
    const add = (pick: (part: (typeof parts)[number]) => number) => parts.reduce((sum, part) => sum + pick(part), 0);
    expect(add((part) => part.total)).toBe(receipt.total);
    expect(parts.map((part) => [part.total, part.rounding])).toEqual([
      [200, 1],
      [201, 0],
      [100, 0],
    ]);
    expect(receipt).toMatchObject({ total: 501, rounding: 1 });
    expect(add((part) => part.discountTotal)).toBe(receipt.discountTotal);
    expect(receipt.discountTotal).toBe(7);
    const taxOf = (one: typeof receipt) => one.taxByRate.reduce((sum, { tax }) => sum + tax, 0);
    expect(add(taxOf)).toBe(taxOf(receipt));
    for (const part of parts) {
      expect(part.tenders.reduce((sum, { amount }) => sum + amount, 0)).toBe(part.total);
      expect(part.subtotal - part.discountTotal + part.rounding).toBe(part.total);
    }
    expect(parts[0]?.tenders).toMatchObject([{ kind: 'cash', given: 500, change: 500 - (parts[0]?.total ?? 0) }]);
  });

  test('what was paid by item stays as it is; given back, it may change and be chosen anew', async () => {
    let now = await fill();
    const [a, b] = now.lines;
    if (!a || !b) throw new Error('two lines were put in');
    now = await choose(now, [{ key: a.id, quantity: 1 }]);
    now = await choose(now, [{ key: b.id, quantity: 2 }]);
    expect(now.split?.parts).toMatchObject([{ lines: [{ key: b.id, quantity: 2 }] }]);
    now = await card(now, 5);
    await expect(choose(now, [{ key: a.id, quantity: 1 }])).rejects.toMatchObject({ code: 'basket.part-paid' });
    const add = () => desk.bridge.call('basket.add', { variantId: seedIds.variant(3) });
    await expect(add()).rejects.toMatchObject({ code: 'basket.parts-taken' });
    const { id: basketId, remaining: due } = now;
    await expect(desk.bridge.call('basket.payCash', { basketId, due, given: due })).rejects.toThrow();
    now = await desk.bridge.call('basket.voidLeg', { legId: now.legs[0]?.id ?? '' });
    await expect(choose(now, [{ key: b.id, quantity: 3 }])).rejects.toMatchObject({ code: 'basket.not-one-of-parts' });
    now = await choose(now, []);
    expect(now.split).toBeUndefined();
    now = await choose(now, [{ key: a.id, quantity: 3 }]);
    expect((await add()).split).toBeUndefined();
    expect(await payCash(desk.bridge, 100_000)).not.toHaveProperty('parts');
  });

  test('a part of an earlier person that is given back is paid again before the next one’s', async () => {
    let now = await fill();
    const [a, b] = now.lines;
    if (!a || !b) throw new Error('two lines were put in');
    now = await choose(now, [{ key: a.id, quantity: 3 }]);
    now = await card(now, now.split?.parts[0]?.left ?? 0);
    now = await choose(now, [{ key: b.id, quantity: 2 }]);
    now = await card(now, 1);
    now = await desk.bridge.call('basket.voidLeg', { legId: now.legs[0]?.id ?? '' });
    now = await card(now, now.split?.parts[1]?.left ?? 0);
    expect(now.split).toMatchObject({ open: 1, parts: [{ left: a.total }, { left: 0 }] });
    now = await cash(now, now.cashTotal);
    const receipt = await desk.bridge.call('basket.finish', { basketId: now.id });
    expect(receipt.parts?.map(({ number, tenders }) => [number, tenders.length])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(await basket()).toMatchObject({ lines: [], legs: [] });
  });
});
