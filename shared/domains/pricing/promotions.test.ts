import { describe, expect, test } from 'vitest';
import { calculate } from './calculate.ts';
import type { CalculationArgs, CalculationLine } from './calculation-args.ts';
import type { Promotion } from './promotion-args.ts';
import { AT, line, order } from './testing/baskets.ts';

const promotion = (action: Promotion['action'], more: Partial<Promotion> = {}): Promotion => ({
  id: more.id ?? 'p',
  name: more.name ?? 'Winter',
  action,
  ...more,
});
const sell = (lines: CalculationLine[], promotions: Promotion[], more: Partial<CalculationArgs> = {}) =>
  calculate(order(lines, { promotions, ...more }));
const off = (lines: CalculationLine[], action: Promotion['action'], more: Partial<Promotion> = {}) =>
  sell(lines, [promotion(action, more)]).lines.map(({ discount }) => discount);
const outcome = (result: ReturnType<typeof calculate>, id = 'p') => result.promotions.find((each) => each.id === id)!;
const keyed = (...prices: number[]) => prices.map((price, at) => line(price, 1, { key: `l${at}` }));

describe('acceptance: promotions', () => {
  test('off each unit, at most one of a line, never below its price', () => {
    const each = { kind: 'fixed', amount: 200, spread: 'each', maxUnits: 1 } as const;
    expect(off([line(100, 1), line(150, 5)], each)).toEqual([100, 150]);
    expect(off([line(500, 3)], { ...each, maxUnits: 2 })).toEqual([400]);
    expect(off([line(500, 3)], { kind: 'fixed', amount: 200, spread: 'each' })).toEqual([600]);
  });

  test('a fixed sum across lines, by what they cost', () => {
    expect(off(keyed(200, 600), { kind: 'fixed', amount: 400, spread: 'across' })).toEqual([100, 300]);
    expect(off(keyed(4300, 1400, 2300), { kind: 'fixed', amount: 299, spread: 'across' })).toEqual([161, 52, 86]);
    expect(off(keyed(1000, 1000, 1000), { kind: 'fixed', amount: 299, spread: 'across' })).toEqual([100, 100, 99]);
    expect(off(keyed(0, 0), { kind: 'fixed', amount: 10, spread: 'across' })).toEqual([0, 0]);
    expect(off(keyed(200, 600), { kind: 'fixed', amount: 5000, spread: 'across' })).toEqual([200, 600]);
  });

  test('buy one sweater, get one tee: the dearer, or the cheaper where that is set', () => {
    const goods = [
      line(5000, 1, { key: 'sweater', tags: ['sweater'] }),
      line(800, 1, { key: 'tee', tags: ['tee'] }),
      line(1000, 1, { key: 'fine tee', tags: ['tee'] }),
    ];
    const action = {
      kind: 'buy-get',
      buy: { of: { tags: ['sweater'] }, quantity: 1 },
      get: { of: { tags: ['tee'] }, quantity: 1 },
    } as const;
    const free = (take?: 'cheapest') => off(goods, { ...action, ...(take ? { take } : {}) } as never);
    expect(free()).toEqual([0, 0, 1000]);
    expect(free('cheapest')).toEqual([0, 800, 0]);
  });

  test('what is bought is never what is got', () => {
    const goods = [line(1000, 1, { key: 'a', sku: 'A' }), line(200, 1, { key: 'b', sku: 'B' })];
    const buy = { of: { skus: ['A'] }, quantity: 1 };
    expect(off(goods, { kind: 'buy-get', buy, get: { of: { skus: ['A', 'B'] }, quantity: 1 } })).toEqual([0, 200]);
    expect(off(goods.slice(0, 1), { kind: 'buy-get', buy, get: { quantity: 1 } })).toEqual([0]);
  });

  test('buy two get two of the same', () => {
    const action = { kind: 'buy-get', buy: { quantity: 2 }, get: { quantity: 2 } } as const;
    expect(off([line(250, 4)], action)).toEqual([500]);
    expect(off([line(250, 3)], action)).toEqual([0]);
    expect(off([line(250, 9)], action)).toEqual([1000]);
    const three = sell([line(250, 3)], [promotion(action)]);
    expect(outcome(three)).toMatchObject({ outcome: 'near-miss', cost: 0 });
    expect(outcome(three).reasons[0]?.text).toContain('1 more piece');
  });

  test('20 % and 10.5 % off 5000 net at 20 % tax', () => {
    const at = (rate: string) =>
      sell([line(5000, 1, { taxRate: '20/100' })], [promotion({ kind: 'percent', rate })]).total;
    expect(at('20/100')).toBe(4800);
    expect(at('105/1000')).toBe(5370);
  });

  test('a percentage is rounded on each line, and its total is their sum', () => {
    const lines = keyed(106, 206, 306, 406);
    for (const on of ['goods', 'order'] as const) {
      const result = sell(lines, [promotion({ kind: 'percent', rate: '10/100', on })]);
      expect(result.lines.map(({ discount }) => discount)).toEqual([11, 21, 31, 41]);
      expect(outcome(result).cost).toBe(104);
    }
  });

  test('a budget that would be exceeded gives nothing, and says so', () => {
    const percent = { kind: 'percent', rate: '10/100' } as const;
    const spend = (used: number) =>
      sell([line(1000)], [promotion(percent, { budget: { kind: 'spend', limit: 5000, used } })]);
    expect(outcome(spend(4900))).toMatchObject({ outcome: 'applied', cost: 100 });
    expect(outcome(spend(4901))).toMatchObject({
      outcome: 'not-applied',
      code: 'budget-exceeded',
      cost: 0,
      wouldSave: 100,
    });
    expect(spend(4901)).toMatchObject({ total: 1000 });
    const uses = (used: number) =>
      sell([line(1000)], [promotion(percent, { budget: { kind: 'uses', limit: 3, used } })]);
    expect([uses(2).total, uses(3).total]).toEqual([900, 1000]);
  });
});

describe('other kinds', () => {
  test('a fixed price, for at most so many', () => {
    expect(off([line(500, 3)], { kind: 'fixed-price', amount: 400 })).toEqual([300]);
    expect(off([line(500, 3)], { kind: 'fixed-price', amount: 400, maxUnits: 1 })).toEqual([100]);
    expect(off([line(300, 3)], { kind: 'fixed-price', amount: 400 })).toEqual([0]);
    expect(off([line(1000, 1500, { scale: 3 })], { kind: 'fixed-price', amount: 800 })).toEqual([300]);
  });

  test('a set for one price, as often as it is complete', () => {
    const goods = [line(700, 2, { key: 'pot', tags: ['pot'] }), line(200, 5, { key: 'cup', tags: ['cup'] })];
    const set = {
      kind: 'bundle' as const,
      components: [
        { of: { tags: ['pot'] }, quantity: 1 },
        { of: { tags: ['cup'] }, quantity: 2 },
      ],
      price: 900,
    };
    expect(off(goods, set)).toEqual([255, 145]);
    expect(off(goods, { ...set, maxTimes: 1 })).toEqual([127, 73]);
    expect(outcome(sell([goods[0]!], [promotion(set)]))).toMatchObject({ outcome: 'near-miss', cost: 0 });
  });

  test('a bundle of bundles; one that contains itself is refused with the way round', () => {
    const part = (bundle: string) => ({ bundle, quantity: 2 });
    const cup = promotion(
      { kind: 'bundle', components: [{ of: { tags: ['cup'] }, quantity: 2 }], off: '0' },
      { id: 'cups' },
    );
    const box = promotion({ kind: 'bundle', components: [part('cups')], price: 500 }, { id: 'box' });
    const goods = [line(200, 4, { key: 'cup', tags: ['cup'] })];
    expect(sell(goods, [cup, box]).lines[0]?.discount).toBe(300);
    const round = promotion({ kind: 'bundle', components: [part('box')], price: 500 }, { id: 'cups' });
    expect(() => sell(goods, [round, box])).toThrow(
      expect.objectContaining({ code: 'pricing.bundle-circular', details: { path: ['cups', 'box', 'cups'] } }),
    );
    expect(() => sell(goods, [box])).toThrow(expect.objectContaining({ code: 'pricing.bundle-unknown' }));
  });

  test('tiers, with what the next one needs', () => {
    const tiers = {
      kind: 'tiers' as const,
      by: 'quantity' as const,
      tiers: [
        { from: 3, rate: '10/100' },
        { from: 6, rate: '20/100' },
      ],
    };
    expect([2, 3, 6].map((quantity) => off([line(100, quantity)], tiers)[0])).toEqual([0, 30, 120]);
    const near = outcome(sell([line(100, 2)], [promotion(tiers)]));
    expect(near).toMatchObject({ outcome: 'near-miss' });
    expect(near.reasons[0]).toMatchObject({ code: 'offer.next-tier', details: { missing: 1 } });
  });

  test('free delivery over a sum, and goods discounts do not touch it', () => {
    const free = promotion(
      { kind: 'free-shipping' },
      { conditions: { match: 'all', of: [{ kind: 'spend', atLeast: 7500 }] } },
    );
    const posted = (price: number) => sell([line(price)], [free], { shipping: { amount: 500 } });
    expect(posted(7500)).toMatchObject({ shippingTotal: 0, discountTotal: 500, total: 7500 });
    const near = posted(7400);
    expect(near).toMatchObject({ shippingTotal: 500, total: 7900 });
    expect(outcome(near)).toMatchObject({ outcome: 'near-miss', reasons: [{ details: { missing: 100 } }] });
  });

  test('a gift is free when it is there and offered when it is not', () => {
    const gift = promotion({ kind: 'gift', of: { skus: ['SOAP'] }, quantity: 1 });
    expect(sell([line(1000), line(300, 2, { sku: 'SOAP' })], [gift]).total).toBe(1300);
    const offered = outcome(sell([line(1000)], [gift]));
    expect(offered).toMatchObject({ outcome: 'near-miss', code: 'gift-not-taken', giftsLeft: 1 });
  });

  test('never more than a sum an order', () => {
    expect(off(keyed(10_000, 30_000), { kind: 'percent', rate: '20/100' }, { atMost: 5000 })).toEqual([1250, 3750]);
  });
});

describe('together', () => {
  const ten = promotion({ kind: 'percent', rate: '10/100' }, { id: 'ten', name: 'Ten' });
  const five = promotion({ kind: 'fixed', amount: 500, spread: 'across' }, { id: 'five', name: 'Five off' });
  const total = (...promotions: Promotion[]) => sell([line(10_000)], promotions).total;

  test('equal priority counts on the same amount, whatever the order; higher priority first', () => {
    expect([total(ten, five), total(five, ten)]).toEqual([8500, 8500]);
    expect(total({ ...five, priority: 1 }, ten)).toBe(8550);
    expect(total({ ...ten, priority: 1 }, five)).toBe(8500);
  });

  test('goods first, then the order', () => {
    const order10 = { ...ten, action: { kind: 'percent', rate: '10/100', on: 'order' } as const };
    expect(total(order10, five)).toBe(8550);
  });

  test('where only one may count it is the better one, and the other says so', () => {
    const alone = { combines: 'with-other-kinds' } as const;
    const result = sell(
      [line(10_000)],
      [
        { ...five, ...alone },
        { ...ten, ...alone },
      ],
    );
    expect(result.total).toBe(9000);
    expect(outcome(result, 'five')).toMatchObject({ code: 'does-not-combine', wouldSave: 500 });
    expect(outcome(result, 'five').reasons.at(-1)?.text).toBe('Holds too, but only one may count. Ten gives 5.00 more');
    expect(total(five, { ...ten, excludes: ['five'] })).toBe(9000);
    expect(total(ten, { ...five, combines: 'never', priority: 5 })).toBe(9500);
  });

  test('together they never take more than there is', () => {
    const all = ['a', 'b', 'c'].map((id) => promotion({ kind: 'percent', rate: '1/2' }, { id }));
    const result = sell([line(101)], all);
    expect(result.total).toBe(0);
    expect(result.promotions.map(({ cost }) => cost)).toEqual([34, 34, 33]);
  });

  test('a budget shared by two is not overdrawn by both at once', () => {
    const budget = { id: 'winter', kind: 'spend', limit: 1000, used: 0 } as const;
    const result = sell(
      [line(10_000)],
      [
        { ...ten, budget },
        { ...five, budget },
      ],
    );
    expect(result.discountTotal).toBeLessThanOrEqual(1000);
    expect(result.promotions.map(({ code }) => code).sort()).toEqual(['applied', 'budget-exceeded']);
  });
});

describe('conditions', () => {
  const asks = (of: NonNullable<Promotion['conditions']>['of'], match: 'all' | 'any' = 'all') =>
    promotion({ kind: 'percent', rate: '10/100' }, { conditions: { match, of } });
  const holds = (offer: Promotion, more: Partial<CalculationArgs> = {}, goods = [line(1000, 2)]) =>
    outcome(sell(goods, [offer], more)).outcome === 'applied';

  test('group, segment, channel, location, first order', () => {
    expect(holds(asks([{ kind: 'customer-group', in: ['friends'] }]), { customer: { groups: ['friends'] } })).toBe(
      true,
    );
    expect(holds(asks([{ kind: 'customer-group', in: ['friends'] }]))).toBe(false);
    expect(holds(asks([{ kind: 'channel', in: ['till'] }]), { channel: 'online' })).toBe(false);
    expect(holds(asks([{ kind: 'location', in: ['bath'] }]), { locationId: 'bath' })).toBe(true);
    expect(holds(asks([{ kind: 'segment', in: ['lapsed'] }]), { customer: { segments: ['lapsed'] } })).toBe(true);
    expect(holds(asks([{ kind: 'first-order' }]), { customer: { firstOrder: true } })).toBe(true);
    expect(holds(asks([{ kind: 'first-order' }]))).toBe(false);
  });

  test('all, any, and none of a group', () => {
    const friends = { kind: 'customer-group' as const, in: ['friends'] };
    const online = { kind: 'channel' as const, in: ['online'] };
    const any = asks([{ kind: 'group', match: 'any', of: [friends, online] }]);
    const none = asks([{ kind: 'group', match: 'none', of: [friends, online] }]);
    expect([holds(any, { channel: 'online' }), holds(any)]).toEqual([true, false]);
    expect([holds(none, { channel: 'online' }), holds(none)]).toEqual([false, true]);
  });

  test('hours of the store, past midnight too', () => {
    const happy = asks([{ kind: 'time', days: [5], from: '22:00', to: '02:00' }]);
    const at = (iso: string) =>
      holds(happy, { at: Date.parse(iso), settings: { pricesIncludeTax: false, timeZone: 'Europe/Berlin' } });
    expect(at('2026-11-27T21:30:00Z')).toBe(true);
    expect(at('2026-11-28T00:30:00Z')).toBe(true);
    expect(at('2026-11-28T01:00:00Z')).toBe(false);
    expect(at('2026-11-28T21:30:00Z')).toBe(false);
    expect(holds(promotion({ kind: 'percent', rate: '1/2' }, { startsAt: AT + 1 }))).toBe(false);
    expect(holds(promotion({ kind: 'percent', rate: '1/2' }, { endsAt: AT }))).toBe(false);
  });

  test('goods in two categories below one are found by it once', () => {
    const both = line(100, 1, { categories: ['Home, Lamps', 'Home, Gifts'] });
    const winter = promotion({ kind: 'fixed', amount: 90, spread: 'across' }, { target: { categories: ['Home'] } });
    expect(sell([both, line(100, 1, { key: 'b' })], [winter]).promotions).toMatchObject([
      { cost: 90, lines: [{ amount: 90 }] },
    ]);
    const three: Promotion['action'] = { kind: 'tiers', by: 'quantity', tiers: [{ from: 2, rate: '1/2' }] };
    expect(off([both], three, { target: { categories: ['Home'] } })).toEqual([0]);
  });

  test('what qualifies: categories with all below them, and what is left out', () => {
    const target = { categories: ['Home'], leaveOut: { giftCards: true, reduced: true, weighed: true } };
    const goods = [
      line(100, 1, { key: 'a', categories: ['Home, Lamps'] }),
      line(100, 1, { key: 'b', categories: ['Homeware'] }),
      line(100, 1, { key: 'c', categories: ['Home'], giftCard: true }),
      line(100, 1, { key: 'd', categories: ['Home'], reduced: true }),
      line(100, 1000, { key: 'e', categories: ['Home'], scale: 3 }),
    ];
    expect(off(goods, { kind: 'percent', rate: '1/2' }, { target })).toEqual([50, 0, 0, 0, 0]);
  });

  test('codes: any case, once each, unknown and used up said', () => {
    const winter = promotion(
      { kind: 'percent', rate: '10/100' },
      { codes: [{ code: 'WINTER20', limit: 5, used: 5 }, { code: 'SNOW' }] },
    );
    const enter = (...coupons: string[]) => sell([line(1000)], [winter], { coupons });
    expect(enter(' snow ', 'SNOW')).toMatchObject({ total: 900, coupons: [{ status: 'applied', promotionId: 'p' }] });
    expect(enter('winter20')).toMatchObject({ total: 1000, coupons: [{ status: 'not-applied' }] });
    expect(enter('other')).toMatchObject({ total: 1000, coupons: [{ status: 'unknown' }] });
    expect(outcome(enter())).toMatchObject({ code: 'code-not-entered' });
    const once = { ...winter, perCustomer: { limit: 1, used: 1 } };
    expect(outcome(sell([line(1000)], [once], { coupons: ['snow'] }))).toMatchObject({ code: 'customer-limit' });
  });
});
