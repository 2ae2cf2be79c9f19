import { describe, expect, test } from 'vitest';
import { applyPromotions, type Basket, type PromotionOutcome } from './apply-promotions.ts';
import { moneyIn } from './explain.ts';
import type { Action, Promotion } from './promotion-args.ts';
import { AT } from './testing/baskets.ts';
import { good, tagged } from './testing/open-basket.ts';

const promotion = (id: string, action: Action, more: Partial<Promotion> = {}): Promotion => ({
  ...{ id, name: `Named ${id}`, action },
  ...more,
});
const percent = (rate: string, on?: 'goods' | 'order' | 'shipping'): Action => ({
  ...{ kind: 'percent', rate },
  ...(on && { on }),
});
const across = (amount: number): Action => ({ kind: 'fixed', amount, spread: 'across' });
const offDelivery = (amount: number): Action => ({ kind: 'fixed', amount, spread: 'across', on: 'shipping' });

const basket = (goods: Basket['goods'], more: Partial<Basket> = {}): Basket => ({
  ...{ goods, shipping: 0, coupons: new Set<string>() },
  situation: {
    ...{ at: AT, timeZone: 'Europe/London', channel: 'till', locationId: 'bath' },
    ...{ groups: [], segments: [], firstOrder: false, money: moneyIn(2) },
  },
  ...more,
});
const apply = (promotions: readonly Promotion[], on: Basket = basket([good('a', 1_000)])) => {
  const { promotions: outcomes, byLine, shippingOff } = applyPromotions(promotions, on);
  const of = (id: string) => outcomes.find((each) => each.id === id) as PromotionOutcome;
  return { outcomes, byLine, shippingOff, of };
};
const costs = (outcomes: readonly PromotionOutcome[]) => outcomes.map(({ cost }) => cost);
const codes = (outcomes: readonly PromotionOutcome[]) => outcomes.map(({ code }) => code);

describe('what a promotion is said to have done', () => {
  test('one that took something: its lines in the order of the basket, its grounds and its terms', () => {
    const goods = [good('a', 1_000), good('free', 0), good('b', 500, 2)];
    const when = { match: 'all' as const, of: [{ kind: 'channel' as const, in: ['till'] }] };
    const { outcomes, byLine, shippingOff } = apply(
      [promotion('p', percent('10/100'), { conditions: when })],
      basket(goods),
    );
    expect(outcomes).toEqual([
      {
        ...{ id: 'p', name: 'Named p', outcome: 'applied', code: 'applied', cost: 200, wouldSave: 200 },
        lines: [
          { key: 'a', amount: 100 },
          { key: 'b', amount: 100 },
        ],
        ...{ shipping: 0, giftsLeft: 0 },
        reasons: [
          expect.objectContaining({ code: 'condition.channel' }),
          expect.objectContaining({ code: 'offer.percent' }),
        ],
      },
    ]);
    expect(byLine).toEqual([
      [{ id: 'p', name: 'Named p', amount: 100 }],
      [],
      [{ id: 'p', name: 'Named p', amount: 100 }],
    ]);
    expect(shippingOff).toEqual([]);
  });

  test('lines of a set are told in the order of the basket, not in that of its parts', () => {
    const parts = [
      { of: tagged('b'), quantity: 1 },
      { of: tagged('a'), quantity: 1 },
    ];
    const set = promotion('set', { kind: 'bundle', components: parts, price: 500 });
    const { of } = apply([set], basket([good('a', 400), good('b', 600)]));
    expect(of('set').lines).toEqual([
      { key: 'a', amount: 200 },
      { key: 'b', amount: 300 },
    ]);
  });

  test('one that cannot be used: why, and nothing else', () => {
    const { of } = apply([promotion('p', percent('1/2'), { startsAt: AT + 1 })]);
    expect(of('p')).toEqual({
      ...{ id: 'p', name: 'Named p', code: 'not-begun', outcome: 'not-applied', cost: 0, wouldSave: 0 },
      ...{ lines: [], shipping: 0, giftsLeft: 0 },
      reasons: [{ code: 'not-begun', text: 'It has not begun', details: { startsAt: AT + 1 } }],
    });
  });

  test('one whose conditions are not met: near where only goods are missing', () => {
    const spend = (atLeast: number) => ({ match: 'all' as const, of: [{ kind: 'spend' as const, atLeast }] });
    const online = { match: 'all' as const, of: [{ kind: 'channel' as const, in: ['online'] }] };
    const { of } = apply([
      promotion('near', percent('1/2'), { conditions: spend(1_500) }),
      promotion('far', percent('1/2'), { conditions: online }),
    ]);
    expect(of('near')).toMatchObject({ outcome: 'near-miss', code: 'condition-unmet', cost: 0 });
    expect(of('near').reasons).toHaveLength(1);
    expect(of('far')).toMatchObject({ outcome: 'not-applied', code: 'condition-unmet' });
  });

  test('one that finds no goods, and one that finds some and takes nothing', () => {
    const online = { match: 'all' as const, of: [{ kind: 'channel' as const, in: ['till'] }] };
    const each: Action = { kind: 'fixed', amount: 0, spread: 'each' };
    const bundle: Action = { kind: 'bundle', components: [{ of: tagged('x'), quantity: 1 }], price: 1 };
    const { of } = apply([
      promotion('none', percent('1/2'), { target: tagged('x') }),
      promotion('grounds', percent('1/2'), { target: tagged('x'), conditions: online }),
      promotion('nothing', each),
      promotion('set', bundle),
      promotion('never', { kind: 'free-shipping' }),
    ]);
    expect(of('none')).toMatchObject({ outcome: 'not-applied', code: 'nothing-qualifies' });
    expect(of('none').reasons).toEqual([{ code: 'nothing-qualifies', text: 'No goods in the basket qualify' }]);
    for (const action of [across(5), { kind: 'fixed-price', amount: 5 } as const])
      expect(apply([promotion('p', action, { target: tagged('x') })]).of('p').reasons).toEqual(of('none').reasons);
    expect(of('grounds').reasons.map(({ code }) => code)).toEqual(['condition.channel', 'nothing-qualifies']);
    expect(of('nothing')).toMatchObject({ outcome: 'not-applied', code: 'nothing-to-take' });
    expect(of('set')).toMatchObject({ outcome: 'not-applied', reasons: [{ code: 'offer.set-incomplete' }] });
    expect(of('never').reasons).toEqual([{ code: 'offer.no-shipping', text: 'There is no delivery to pay' }]);
    // Tiers of nothing have nothing to say for themselves.
    const tiers: Action = { kind: 'tiers', by: 'quantity', tiers: [{ from: 0, rate: '1/2' }] };
    const silent = apply([promotion('p', tiers)], basket([good('a', 100, 0)])).of('p');
    expect(silent.reasons).toEqual([{ code: 'nothing-to-take', text: 'No goods in the basket qualify' }]);
  });

  test('a gift: offered, taken, and what of it may still be taken', () => {
    const gift = promotion('gift', { kind: 'gift', of: tagged('soap'), quantity: 2 });
    const pot = good('pot', 900);
    const of = (...goods: Basket['goods']) => apply([gift], basket([pot, ...goods])).of('gift');
    expect(of()).toMatchObject({ outcome: 'near-miss', code: 'gift-not-taken', giftsLeft: 2, cost: 0 });
    expect(of(good('soap', 300))).toMatchObject({ outcome: 'applied', code: 'applied', giftsLeft: 1, cost: 300 });
    expect(of(good('soap', 300, 2))).toMatchObject({ outcome: 'applied', giftsLeft: 0, cost: 600 });
  });

  test('one that would take something, had not another one taken all of it before', () => {
    const { of, byLine } = apply([
      promotion('first', across(5_000), { priority: 2 }),
      promotion('late', percent('1/2'), { priority: 1 }),
    ]);
    expect(of('first').cost).toBe(1_000);
    expect(of('late')).toMatchObject({ outcome: 'not-applied', code: 'nothing-left', cost: 0, wouldSave: 500 });
    expect(of('late').lines).toEqual([]);
    expect(byLine).toEqual([[{ id: 'first', name: 'Named first', amount: 1_000 }]]);
  });

  test('they are told in the order in which they are listed', () => {
    const listed = ['b', 'a', 'c'].map((id) => promotion(id, percent('1/10')));
    expect(apply(listed).outcomes.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });
});

describe('what comes after what', () => {
  test('higher priorities first, those listed last too, and each on what is left', () => {
    const listed = [
      promotion('low', percent('1/2'), { priority: -1 }),
      promotion('none', across(100)),
      promotion('high', percent('1/10'), { priority: 7 }),
    ];
    expect(costs(apply(listed).outcomes)).toEqual([400, 100, 100]);
    expect(costs(apply(listed.toReversed()).outcomes)).toEqual([100, 100, 400]);
  });

  test('goods, then the order, then delivery, whatever their priorities', () => {
    const listed = [
      promotion('delivery', percent('1/2', 'shipping'), { priority: 9 }),
      promotion('order', percent('1/2', 'order'), { priority: 8 }),
      promotion('goods', across(400)),
    ];
    const { outcomes, shippingOff, of } = apply(listed, basket([good('a', 1_000)], { shipping: 300 }));
    expect(costs(outcomes)).toEqual([150, 300, 400]);
    expect(shippingOff).toEqual([{ id: 'delivery', name: 'Named delivery', amount: 150 }]);
    expect(of('delivery')).toMatchObject({ shipping: 150, lines: [], wouldSave: 150 });
    expect(of('goods').shipping).toBe(0);
  });

  test('delivery too is made cheaper by one after the other', () => {
    const listed = [
      promotion('second', percent('1/2', 'shipping')),
      promotion('first', offDelivery(100), { priority: 1 }),
    ];
    const { of, shippingOff } = apply(listed, basket([good('a', 1_000)], { shipping: 300 }));
    expect([of('first').cost, of('second').cost]).toEqual([100, 100]);
    expect(shippingOff.map(({ id }) => id)).toEqual(['first', 'second']);
    const free = apply([promotion('free', { kind: 'free-shipping' }, { priority: 1 }), listed[0]!], {
      ...basket([good('a', 1_000)], { shipping: 300 }),
    });
    expect(free.of('second')).toMatchObject({ code: 'nothing-left', wouldSave: 150 });
    expect(free.shippingOff).toHaveLength(1);
  });
});

describe('of one priority', () => {
  test('what is just enough is not cut', () => {
    const listed = [promotion('a', across(600)), promotion('b', across(400))];
    expect(costs(apply(listed).outcomes)).toEqual([600, 400]);
  });

  test('what is more than a line costs is cut in proportion, and only there', () => {
    const goods = [good('x', 100), good('y', 1_000)];
    const listed = [
      promotion('b', percent('9/10'), { target: tagged('x', 'y') }),
      promotion('a', percent('6/10'), { target: tagged('x') }),
    ];
    const { of, byLine } = apply(listed, basket(goods));
    expect(of('b').lines).toEqual([
      { key: 'x', amount: 60 },
      { key: 'y', amount: 900 },
    ]);
    expect(of('a').lines).toEqual([{ key: 'x', amount: 40 }]);
    expect(byLine.map((line) => line.map(({ id }) => id))).toEqual([['a', 'b'], ['b']]);
  });

  test('an odd unit goes by the name, however they are listed', () => {
    const [a, b] = [promotion('a', percent('1')), promotion('b', percent('1'))];
    const goods = basket([good('x', 101)]);
    const [one, other] = [apply([a, b], goods), apply([b, a], goods)];
    expect([one.of('a').cost, one.of('b').cost]).toEqual([51, 50]);
    expect([other.of('a').cost, other.of('b').cost]).toEqual([51, 50]);
  });

  test('a line of which one of them gets nothing is not among its lines', () => {
    const { of, byLine } = apply([promotion('a', across(1)), promotion('b', across(1))], basket([good('x', 1)]));
    expect(of('a').lines).toEqual([{ key: 'x', amount: 1 }]);
    expect(of('b')).toMatchObject({ lines: [], code: 'nothing-left' });
    expect(byLine).toEqual([[{ id: 'a', name: 'Named a', amount: 1 }]]);
  });

  test('together never more than delivery costs', () => {
    const both = (first: number, second: number) =>
      costs(
        apply(
          [promotion('a', offDelivery(first)), promotion('b', offDelivery(second))],
          basket([good('x', 1)], { shipping: 300 }),
        ).outcomes,
      );
    expect(both(100, 200)).toEqual([100, 200]);
    expect(both(100, 150)).toEqual([100, 150]);
    expect(both(300, 300)).toEqual([150, 150]);
    expect(both(300, 100)).toEqual([225, 75]);
  });
});

describe('budgets', () => {
  const withBudget = (id: string, action: Action, budget: NonNullable<Promotion['budget']>, priority = 0) =>
    promotion(id, action, { budget, priority });

  test('one of uses says how many are taken', () => {
    const { of } = apply([withBudget('p', percent('1/2'), { kind: 'uses', limit: 3, used: 3 })]);
    expect(of('p')).toMatchObject({ code: 'budget-exceeded', wouldSave: 500, cost: 0 });
    expect(of('p').reasons).toEqual([
      {
        ...{ code: 'budget-exceeded', text: 'Budget exceeded: 3 of 3 uses are taken' },
        details: { kind: 'uses', limit: 3, used: 3, cost: 500 },
      },
    ]);
    expect(apply([withBudget('p', percent('1/2'), { kind: 'uses', limit: 3, used: 2 })]).of('p').cost).toBe(500);
  });

  test('one of money says what it would cost and what is left, which is never less than nothing', () => {
    const said = (used: number) =>
      apply([withBudget('p', percent('1/2'), { kind: 'spend', limit: 1_000, used })]).of('p').reasons;
    expect(said(501)).toEqual([
      {
        ...{ code: 'budget-exceeded', text: 'Budget exceeded: it would cost 5.00, and 4.99 of 10.00 is left' },
        details: { kind: 'spend', limit: 1_000, used: 501, cost: 500 },
      },
    ]);
    expect(said(1_200)[0]?.text).toContain('and 0.00 of 10.00 is left');
    expect(said(500)[0]?.code).toBe('offer.percent');
  });

  test('without it the others are looked at anew: what it kept out may come in', () => {
    const best = promotion('best', percent('1/2'), {
      budget: { kind: 'spend', limit: 100, used: 0 },
      combines: 'never',
    });
    const { of } = apply([best, promotion('other', percent('1/10'))]);
    expect(of('best').code).toBe('budget-exceeded');
    expect(of('other')).toMatchObject({ code: 'applied', cost: 100 });
  });

  test('what priorities and stages spend of a shared one adds up', () => {
    const budget = { id: 'winter', kind: 'spend' as const, limit: 550, used: 0 };
    const listed = [
      withBudget('goods', across(300), budget, 1),
      withBudget('later', across(200), budget),
      withBudget('delivery', offDelivery(100), budget),
    ];
    const at = basket([good('a', 1_000)], { shipping: 300 });
    expect(codes(apply(listed, at).outcomes)).toEqual(['applied', 'applied', 'budget-exceeded']);
    const apart = listed.map((each) => ({ ...each, budget: { kind: 'spend' as const, limit: 550, used: 0 } }));
    expect(codes(apply(apart, at).outcomes)).toEqual(['applied', 'applied', 'applied']);
    const uses = listed.map((each) => ({
      ...each,
      budget: { id: 'winter', kind: 'uses' as const, limit: 2, used: 0 },
    }));
    expect(codes(apply(uses, at).outcomes)).toEqual(['applied', 'applied', 'budget-exceeded']);
  });
});

test('one that does not go with a better one says what it would have saved, after its grounds', () => {
  const till = { match: 'all' as const, of: [{ kind: 'channel' as const, in: ['till'] }] };
  const { of } = apply([
    promotion('best', percent('1/2'), { combines: 'never' }),
    promotion('p', percent('1/10'), { conditions: till }),
  ]);
  expect(of('p')).toMatchObject({ outcome: 'not-applied', code: 'does-not-combine', wouldSave: 100, cost: 0 });
  expect(of('p').reasons.map(({ code }) => code)).toEqual(['condition.channel', 'does-not-combine']);
});

test('nothing on nothing', () => {
  expect(applyPromotions([], basket([]))).toEqual({ promotions: [], byLine: [], shippingOff: [] });
});
