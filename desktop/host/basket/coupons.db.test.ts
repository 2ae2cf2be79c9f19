import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { payCard } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
let bridge: Bridge;

/** This desk has no cloud, so it gives codes with a limit twice and no more. */
const letter = {
  id: randomUUID(),
  name: 'Letter of May',
  action: { kind: 'fixed', amount: 50, spread: 'across', on: 'order' },
  codes: [{ code: 'MAY-1', limit: 1 }, { code: 'MAY-2', limit: 1 }, { code: 'MAY-3', limit: 1 }, { code: 'OPEN' }],
  offlineUses: 2,
};
const big = {
  id: randomUUID(),
  name: 'Big basket',
  action: { kind: 'percent', rate: '10/100' },
  codes: [{ code: 'BIG' }],
  conditions: { match: 'all', of: [{ kind: 'spend', atLeast: 100_000 }] },
};

beforeAll(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
  bridge = desk.bridge;
  for (const promotion of [letter, big]) await bridge.mutate('pricing.savePromotion', { promotion, status: 'live' });
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

const add = () => bridge.call('basket.add', { variantId: seedIds.variant(1) });
const enter = (code: string) => bridge.call('basket.addCoupon', { code });

test('a code typed or scanned counts, says what it took or why not, and the sale is what was shown', async () => {
  await add();
  await enter(' may-1 ');
  const scanned = await bridge.call('basket.scan', { code: ']C0BIG' });
  expect(scanned).toMatchObject({ found: true, lineId: null });
  expect(scanned.basket.coupons).toEqual([
    { code: 'may-1', applied: true, reason: 'Letter of May', saved: 50 },
    { code: 'BIG', applied: false, reason: expect.stringContaining('of goods qualify'), saved: 0 },
  ]);
  const { coupons, discountTotal, total } = await bridge.call('basket.removeCoupon', { code: 'big' });
  expect(coupons.map(({ code }) => code)).toEqual(['may-1']);
  expect(await payCard(bridge, '1')).toMatchObject({ discountTotal, total });
  expect(discountTotal).toBe(50);
  expect((await add()).coupons).toEqual([]);
  const again = await enter('MAY-1');
  expect(again).toMatchObject({ discountTotal: 0, coupons: [{ applied: false }] });
  expect(again.coupons[0]?.reason).toBe('The code has been used as often as it may be');
});

test('unknown and endless codes are refused in words and leave the basket as it was', async () => {
  const before = await bridge.query('till.basket', {});
  await expect(enter('NOPE')).rejects.toMatchObject({ code: 'basket.coupon-unknown' });
  await expect(enter('x'.repeat(300))).rejects.toMatchObject({ code: 'pricing.coupon-too-long' });
  expect(await bridge.query('till.basket', {})).toEqual(before);
});

test('offline a desk gives only so many limited codes, and says so; codes without a limit go on', async () => {
  await enter('MAY-2');
  await payCard(bridge, '2');
  await add();
  const held = await enter('MAY-3');
  expect(held).toMatchObject({ discountTotal: 0, coupons: [{ code: 'MAY-3', applied: false }] });
  expect(held.coupons[0]?.reason).toMatch(/offline and may give 2/);
  const open = await enter('OPEN');
  expect(open).toMatchObject({ discountTotal: 50 });
  expect(await payCard(bridge, '3')).toMatchObject({ discountTotal: 50, total: open.total });
});

test('a first order counts at the till for a customer who has none, and the sale is what was shown', async () => {
  const first = { match: 'all', of: [{ kind: 'first-order' }] };
  const welcome = { id: randomUUID(), name: 'Welcome', action: { kind: 'percent', rate: '1/2' }, conditions: first };
  await bridge.mutate('pricing.savePromotion', { promotion: welcome, status: 'live' });
  const customerId = randomUUID();
  const ada = { id: customerId, name: 'Ada', email: null, phone: null, city: null, country: null };
  const rest = { note: '', externalRef: null, status: 'active' };
  await bridge.mutate('customers.save', { customers: [{ ...ada, ...rest }] });
  await bridge.call('basket.clear', {});
  expect(await add()).toMatchObject({ total: 101 });
  const known = await bridge.call('basket.setCustomer', { customerId });
  expect(known).toMatchObject({ total: 50, lines: [{ why: expect.arrayContaining(['0.51 off by “Welcome”']) }] });
  expect(await payCard(bridge, '1')).toMatchObject({ total: 50 });
  await add();
  expect(await bridge.call('basket.setCustomer', { customerId })).toMatchObject({ total: 101 });
  await bridge.call('basket.clear', {});
  await bridge.mutate('pricing.setPromotionStatus', { promotionId: welcome.id, status: 'ended' });
});
