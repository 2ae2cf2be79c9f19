import { describe, expect, test } from 'vitest';
import { costOf, nothing, shareAt } from './offer.ts';
import type { Action, Promotion } from './promotion-args.ts';
import { offerOf } from './promotion-offers.ts';
import { good, openBasket, tagged, taken, weighed } from './testing/open-basket.ts';

const promotion = (action: Action, more: Partial<Promotion> = {}): Promotion => ({
  ...{ id: 'p', name: 'Winter', action },
  ...more,
});
const offer = (action: Action, open = openBasket([good('a', 1_000)]), more: Partial<Promotion> = {}) =>
  offerOf(promotion(action, more), [], false, open);
const offDelivery = (action: Action, shippingLeft: number, more: Partial<Promotion> = {}) =>
  offerOf(promotion(action, more), [], true, openBasket([good('a', 1_000)], { shippingLeft }));

const huge = Number.MAX_SAFE_INTEGER - 1;

describe('a share of an amount', () => {
  test('is rounded half up, in plain numbers and in big ones alike', () => {
    expect([shareAt(5, 1n, 10n), shareAt(4, 1n, 10n), shareAt(15, 1n, 10n)]).toEqual([1, 0, 2]);
    // A rate of as many places as plain numbers take, and of one more.
    expect(shareAt(3, 500_000n, 1_000_000n)).toBe(2);
    expect(shareAt(3, 5_000_000n, 10_000_000n)).toBe(2);
    expect(shareAt(huge, 1n, 1n)).toBe(huge);
    expect(shareAt(9_007_199_254_740_989, 1n, 3n)).toBe(3_002_399_751_580_330);
    // Twice of it, plus the divisor, is no longer exact as a plain number.
    expect(shareAt(6_830_531_261_202_212, 981n, 1_000n)).toBe(6_700_751_167_239_370);
    expect(shareAt(386_411_429_059_946, 309n, 1_000n)).toBe(119_401_131_579_523);
    expect(shareAt(26_514_657_983_923, 513n, 1_000n)).toBe(13_602_019_545_752);
    expect(shareAt(Number.MAX_SAFE_INTEGER, 1n, 18_014_398_509_481_982n)).toBe(1);
  });

  test('what an offer costs is its lines and its delivery, exact beyond plain numbers', () => {
    expect(costOf(nothing)).toBe(0);
    expect(nothing).toEqual({ amounts: new Map(), shipping: 0, reasons: [], near: false, giftsLeft: 0 });
    const amounts = new Map([
      [0, 3],
      [4, 5],
    ]);
    expect(costOf({ ...nothing, amounts, shipping: 2 })).toBe(10);
    expect(() => costOf({ ...nothing, amounts: new Map([[0, huge]]), shipping: 2 })).toThrow();
  });
});

describe('a percentage', () => {
  test('of what is left of each line, with the lines that give nothing left out', () => {
    const open = openBasket([good('a', 1_000), good('b', 0), good('c', 999)], { left: [500, 0, 999] });
    const given = offer({ kind: 'percent', rate: '10/100' }, open);
    expect(taken(given)).toEqual([
      [0, 50],
      [2, 100],
    ]);
    expect(given.reasons).toEqual([
      { code: 'offer.percent', text: '10 % off 14.99', details: { rate: '10/100', base: 1_499 } },
    ]);
    expect(given).toMatchObject({ near: false, giftsLeft: 0, shipping: 0 });
  });

  test('of the goods it is about alone', () => {
    const open = openBasket([good('a', 1_000), good('b', 400)]);
    expect(taken(offer({ kind: 'percent', rate: '1/4' }, open, { target: tagged('b') }))).toEqual([[1, 100]]);
  });
});

describe('a sum across', () => {
  test('is shared by what the goods still cost, and a line that gets nothing is not in it', () => {
    const open = openBasket([good('a', 900), good('b', 0), good('c', 300)], { left: [600, 0, 200] });
    const given = offer({ kind: 'fixed', amount: 400, spread: 'across' }, open);
    expect(taken(given)).toEqual([
      [0, 300],
      [2, 100],
    ]);
    const text = '4.00 off, shared by what the goods cost';
    expect(given.reasons).toEqual([{ code: 'offer.fixed', text, details: { amount: 400, of: 800 } }]);
  });
});

describe('a sum off each', () => {
  const each = (amount: number, maxUnits?: number): Action => ({
    ...{ kind: 'fixed', amount, spread: 'each' },
    ...(maxUnits !== undefined && { maxUnits }),
  });

  test('of as many units as it allows, and never more than they still cost', () => {
    const open = openBasket([good('a', 500, 3), good('b', 100, 2), good('c', 0, 0), good('d', 0)]);
    expect(taken(offer(each(200), open))).toEqual([
      [0, 600],
      [1, 200],
    ]);
    expect(taken(offer(each(200, 2), open))).toEqual([
      [0, 400],
      [1, 200],
    ]);
    expect(taken(offer(each(200, 1), open))).toEqual([
      [0, 200],
      [1, 100],
    ]);
  });

  test('a unit of what is weighed is one of its measure', () => {
    const open = openBasket([weighed('cheese', 3_000, 2_500)]);
    expect(taken(offer(each(100), open))).toEqual([[0, 250]]);
    expect(taken(offer(each(100, 1), open))).toEqual([[0, 100]]);
    expect(taken(offer(each(5_000, 1), open))).toEqual([[0, 1_200]]);
  });

  test('what some units still cost is rounded down, in plain numbers and in big ones', () => {
    expect(taken(offer(each(10_000, 1), openBasket([good('a', 0, 3, { amount: 200 })])))).toEqual([[0, 66]]);
    const big = openBasket([good('a', 0, 3, { amount: huge })]);
    // Two thirds of it, of which twice the whole is beyond plain numbers.
    expect(taken(offer(each(huge, 1), big))).toEqual([[0, (huge - (huge % 3)) / 3]]);
    expect(taken(offer(each(4_000_000_000_000_000, 2), big))).toEqual([[0, 6_004_799_503_160_660]]);
    const odd = openBasket([good('a', 0, 7, { amount: 7_198_656_294_514_825 })]);
    expect(taken(offer(each(1_500_000_000_000_000, 5), odd))).toEqual([[0, 5_141_897_353_224_875]]);
  });

  test('says what it takes off, and of how many where that is limited', () => {
    expect(offer(each(200)).reasons).toEqual([
      { code: 'offer.fixed-each', text: '2.00 off each', details: { amount: 200 } },
    ]);
    expect(offer(each(200, 2)).reasons[0]?.text).toBe('2.00 off each, at most 2 of a line');
  });
});

describe('a fixed price', () => {
  const fixed = (amount: number, maxUnits?: number): Action => ({
    ...{ kind: 'fixed-price', amount },
    ...(maxUnits !== undefined && { maxUnits }),
  });

  test('takes what is above it, and nothing where a line costs as much or less', () => {
    const open = openBasket([good('a', 500, 3), good('b', 400), good('c', 300)]);
    expect(taken(offer(fixed(400), open))).toEqual([[0, 300]]);
    expect(taken(offer(fixed(400, 2), open))).toEqual([[0, 200]]);
    expect(taken(offer(fixed(400), openBasket([weighed('cheese', 3_000, 2_500)])))).toEqual([[0, 2_000]]);
  });

  test('says the price', () => {
    expect(offer(fixed(400)).reasons).toEqual([
      { code: 'offer.fixed-price', text: '4.00 each', details: { price: 400 } },
    ]);
  });
});

describe('tiers', () => {
  const bySpend: Action = {
    ...{ kind: 'tiers', by: 'spend' },
    // Written in no order, since a person may.
    tiers: [
      { from: 3_000, amount: 600 },
      { from: 1_000, rate: '10/100' },
      { from: 5_000, rate: '1/2' },
    ],
  };
  const at = (amount: number) => offer(bySpend, openBasket([good('a', amount)]));

  test('the highest that is reached counts, of what is left', () => {
    expect([999, 1_000, 2_999, 3_000, 4_999, 5_000].map((amount) => costOf(at(amount)))).toEqual([
      ...[0, 100, 300, 600, 600, 2_500],
    ]);
    expect(taken(offer(bySpend, openBasket([good('a', 3_000)], { left: [1_000] })))).toEqual([[0, 100]]);
  });

  test('says which one it reaches and what the next one needs', () => {
    expect(at(1_000).reasons).toEqual([
      { code: 'offer.tier', text: '10.00 reaches the tier from 10.00', details: { from: 1_000, got: 1_000 } },
      { code: 'offer.percent', text: '10 % off 10.00', details: { rate: '10/100', base: 1_000 } },
      { code: 'offer.next-tier', text: '20.00 more reaches the next tier', details: { missing: 2_000 } },
    ]);
    expect(at(5_000).reasons.map(({ code }) => code)).toEqual(['offer.tier', 'offer.percent']);
    expect(at(999)).toMatchObject({ near: true, reasons: [{ code: 'offer.next-tier', details: { missing: 1 } }] });
    expect(at(1_000).near).toBe(false);
  });

  test('by pieces: told as a number, and none of them reaches nothing', () => {
    const byPieces: Action = { kind: 'tiers', by: 'quantity', tiers: [{ from: 0, rate: '1/2' }, { from: 4 }] };
    const of = (...goods: ReturnType<typeof good>[]) => offer(byPieces, openBasket(goods));
    expect(of(good('a', 100, 2), weighed('b', 50, 300)).reasons[0]?.text).toBe('3 reaches the tier from 0');
    expect(of(good('a', 100, 2)).reasons.at(-1)?.text).toBe('2 more reaches the next tier');
    expect(of(good('a', 100, 0))).toMatchObject({ near: true, amounts: new Map() });
    // A tier that says no rate takes nothing.
    expect(costOf(of(good('a', 100, 4)))).toBe(0);
  });
});

describe('off delivery', () => {
  test('a percentage of it', () => {
    const given = offDelivery({ kind: 'percent', rate: '1/4', on: 'shipping' }, 1_000);
    expect(given).toEqual({
      ...nothing,
      shipping: 250,
      reasons: [{ code: 'offer.shipping', text: '25 % off delivery' }],
    });
  });

  test('a sum, never more than it costs', () => {
    const sum: Action = { kind: 'fixed', amount: 300, spread: 'across', on: 'shipping' };
    expect(offDelivery(sum, 1_000)).toMatchObject({ shipping: 300, reasons: [{ text: '3.00 off delivery' }] });
    expect(offDelivery(sum, 200)).toMatchObject({ shipping: 200, reasons: [{ text: 'Delivery is free' }] });
  });

  test('free, or free up to a sum, which may be nothing', () => {
    expect(offDelivery({ kind: 'free-shipping' }, 500)).toEqual({
      ...nothing,
      shipping: 500,
      reasons: [{ code: 'offer.shipping', text: 'Delivery is free' }],
    });
    expect(offDelivery({ kind: 'free-shipping', atMost: 200 }, 500).shipping).toBe(200);
    expect(offDelivery({ kind: 'free-shipping', atMost: 0 }, 500).shipping).toBe(0);
    // Asked among the goods too, it is about delivery.
    const asked = offerOf(promotion({ kind: 'free-shipping' }), [], false, openBasket([], { shippingLeft: 70 }));
    expect(asked.shipping).toBe(70);
  });

  test('where there is none it says so', () => {
    const none = { ...nothing, reasons: [{ code: 'offer.no-shipping', text: 'There is no delivery to pay' }] };
    expect(offDelivery({ kind: 'free-shipping' }, 0)).toEqual(none);
    expect(offDelivery({ kind: 'percent', rate: '1/2', on: 'shipping' }, 0)).toEqual(none);
  });
});

describe('never more than a sum an order', () => {
  test('cuts each line in proportion, and says what it would have been', () => {
    const open = openBasket([good('a', 10_000), good('b', 30_000)]);
    const given = offer({ kind: 'percent', rate: '20/100' }, open, { atMost: 5_000 });
    expect(taken(given)).toEqual([
      [0, 1_250],
      [1, 3_750],
    ]);
    expect(given.shipping).toBe(0);
    expect(given.reasons.at(-1)).toEqual({
      ...{ code: 'offer.at-most', text: 'Never more than 50.00 an order' },
      details: { cost: 8_000 },
    });
    expect(given.reasons).toHaveLength(2);
  });

  test('what is at the limit stays as it is', () => {
    const given = offer({ kind: 'percent', rate: '1/2' }, undefined, { atMost: 500 });
    expect(given.reasons.map(({ code }) => code)).toEqual(['offer.percent']);
  });

  test('holds for delivery, however it is made cheaper', () => {
    expect(offDelivery({ kind: 'percent', rate: '1/2', on: 'shipping' }, 1_000, { atMost: 300 }).shipping).toBe(300);
    expect(offDelivery({ kind: 'free-shipping' }, 1_000, { atMost: 300 }).shipping).toBe(300);
    const asked = offerOf(
      promotion({ kind: 'free-shipping' }, { atMost: 30 }),
      [],
      false,
      openBasket([], { shippingLeft: 70 }),
    );
    expect(asked.shipping).toBe(30);
  });
});
