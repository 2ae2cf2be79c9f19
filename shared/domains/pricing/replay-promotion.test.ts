import { expect, test } from 'vitest';
import type { Promotion } from './promotion-args.ts';
import { type PastOrder, replayPromotion } from './replay-promotion.ts';

const good = (key: string, amount: number, quantity = 1) => ({
  ...{ key, variantId: key, productId: `p-${key}`, sku: key, title: key, categories: ['Mugs'], tags: [] },
  ...{ giftCard: false, reduced: false, quantity, scale: 0, pieces: quantity, amount },
});
let made = 0;
function order(date: string, amounts: readonly number[], more: Partial<PastOrder> = {}): PastOrder {
  made += 1;
  return {
    ...{
      id: `o${made}`,
      number: `#${made}`,
      at: Date.parse(`${date}T12:00:00Z`),
      date,
      channel: 'till',
      locationId: 'bath',
    },
    ...{ customerId: null, groups: [], total: amounts.reduce((sum, each) => sum + each, 0), shipping: 0 },
    goods: amounts.map((amount, at) => good(`v${at}`, amount)),
    ...more,
  };
}
const ground = { timeZone: 'Europe/London', decimals: 2, others: [] as Promotion[] };
const tenth: Promotion = { id: 'tenth', name: 'Tenth', action: { kind: 'percent', rate: '10/100' } };

test('what it would have taken off each order, by day, and of which most', () => {
  const past = [order('2026-11-02', [1_000, 500]), order('2026-11-02', [200]), order('2026-11-04', [3_000])];
  const found = replayPromotion(tenth, past, ground);
  expect(found).toMatchObject({ looked: 3, had: 3, near: 0, revenue: 4_700, hadRevenue: 4_700, given: 470, spared: 0 });
  expect(found.days).toEqual([
    { date: '2026-11-02', had: 2, given: 170 },
    { date: '2026-11-04', had: 1, given: 300 },
  ]);
  expect(found.largest.map(({ number, cost }) => [number, cost])).toEqual([
    ['#3', 300],
    ['#1', 150],
    ['#2', 20],
  ]);
});

test('conditions count, its dates do not, and who nearly had it is counted', () => {
  const spend: Promotion = {
    ...tenth,
    ...{ startsAt: Date.parse('2030-01-01'), endsAt: Date.parse('2030-02-01') },
    conditions: { match: 'all', of: [{ kind: 'spend', atLeast: 1_000 }] },
  };
  const past = [order('2026-11-02', [1_000]), order('2026-11-02', [950]), order('2026-11-02', [10])];
  const found = replayPromotion(spend, past, ground);
  expect(found).toMatchObject({ looked: 3, had: 1, given: 100 });
  expect(found.near).toBeGreaterThan(0);
  expect(found.near).toBeLessThanOrEqual(2);
});

test('a budget is used up on the way, and what one customer may have as well', () => {
  const past = [1, 2, 3, 4].map((day) => order(`2026-11-0${day}`, [1_000], { customerId: 'ann' }));
  const budget = { kind: 'spend' as const, limit: 250, used: 9_999 };
  expect(replayPromotion({ ...tenth, budget }, past, ground)).toMatchObject({
    had: 2,
    given: 200,
    spentOn: '2026-11-03',
  });
  const uses = { kind: 'uses' as const, limit: 3, used: 3 };
  expect(replayPromotion({ ...tenth, budget: uses }, past, ground)).toMatchObject({ had: 3, spentOn: '2026-11-04' });
  const once = { ...tenth, perCustomer: { limit: 1, used: 7 } };
  expect(replayPromotion(once, [...past, order('2026-11-05', [1_000])], ground)).toMatchObject({
    had: 1,
    spentOn: null,
  });
});

test('its code is taken as entered, also one that was used up', () => {
  const coded = { ...tenth, codes: [{ code: 'welcome', limit: 1, used: 1 }] };
  expect(replayPromotion(coded, [order('2026-11-02', [1_000]), order('2026-11-02', [1_000])], ground).had).toBe(2);
});

test('beside others: what it takes the place of is spared, and what is above it wins', () => {
  const fifth: Promotion = { ...tenth, id: 'fifth', name: 'Fifth', action: { kind: 'percent', rate: '20/100' } };
  const never = { ...fifth, combines: 'never' as const };
  const past = [order('2026-11-02', [1_000])];
  // The tenth that is live gives way to the fifth that gives more.
  expect(replayPromotion(never, past, { ...ground, others: [tenth] })).toMatchObject({
    had: 1,
    given: 200,
    spared: 100,
  });
  const higher = { ...tenth, combines: 'never' as const, priority: 5 };
  expect(replayPromotion(never, past, { ...ground, others: [higher] })).toMatchObject({ had: 0, given: 0, spared: 0 });
  // Another's budget that is spent today was not then.
  const spent = { ...tenth, budget: { kind: 'spend' as const, limit: 1, used: 1 } };
  expect(replayPromotion(never, past, { ...ground, others: [spent] })).toMatchObject({ given: 200, spared: 100 });
});

test('what others go on giving is not spared', () => {
  const stays: Promotion = { ...tenth, id: 'stays', name: 'Stays' };
  expect(replayPromotion(tenth, [order('2026-11-02', [1_000])], { ...ground, others: [stays] })).toMatchObject({
    ...{ had: 1, given: 100, spared: 0 },
  });
});

test('who bought counts: segments, first orders, and that nobody knows whose it was', () => {
  const asks = (kind: 'segment' | 'first-order'): Promotion => ({
    ...tenth,
    conditions: { match: 'all', of: [kind === 'segment' ? { kind, in: ['vip'] } : { kind }] },
  });
  const past = [
    order('2026-11-02', [1_000], { segments: ['vip'] }),
    order('2026-11-02', [1_000], { firstOrder: true }),
    order('2026-11-02', [1_000]),
  ];
  expect(replayPromotion(asks('segment'), past, ground).had).toBe(1);
  expect(replayPromotion(asks('first-order'), past, ground).had).toBe(1);
  const once = { ...tenth, perCustomer: { limit: 1, used: 0 } };
  const bought = ['ann', 'bo', 'ann', null].map((customerId) => order('2026-11-02', [1_000], { customerId }));
  expect(replayPromotion(once, bought, ground).had).toBe(2);
});

test('a code that may be had so often is entered without its count', () => {
  expect(replayPromotion({ ...tenth, codes: [] }, [order('2026-11-02', [1_000])], ground).had).toBe(1);
});
