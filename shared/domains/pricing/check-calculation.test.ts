import { describe, expect, test } from 'vitest';
import type { CalculationArgs, CalculationLine } from './calculation-args.ts';
import { checkAmount, checkCalculation, checkPromotion, checkRate } from './check-calculation.ts';
import type { Candidate } from './combine-promotions.ts';
import { admit } from './combine-promotions.ts';
import { moneyIn } from './explain.ts';
import type { Promotion } from './promotion-args.ts';
import { line, order } from './testing/baskets.ts';

const refusal = (work: () => unknown) => {
  try {
    return { fine: work() };
  } catch (error) {
    const { code, details } = error as { code?: string; details: object };
    if (code === undefined) throw error;
    return { code, ...details };
  }
};
const check = (args: CalculationArgs) => refusal(() => checkCalculation(args));
const fine = { fine: 2 };

describe('a number', () => {
  const amount = (value: number | null | undefined) => refusal(() => checkAmount('here', value));
  test('is whole, exact and not less than nothing; none at all is fine', () => {
    const most = Number.MAX_SAFE_INTEGER;
    for (const value of [undefined, null, 0, 1, most]) expect(amount(value)).toEqual({ fine: undefined });
    for (const value of [most + 1, -most - 1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(amount(value)).toEqual({ code: 'pricing.amount-too-large', at: 'here' });
    expect(amount(0.5)).toEqual({ code: 'pricing.amount-not-whole', at: 'here', amount: 0.5 });
    expect(amount(-1)).toEqual({ code: 'pricing.amount-negative', at: 'here', amount: -1 });
  });

  test('that is a rate is a fraction, a share at most one', () => {
    const rate = (value: string | undefined, share?: boolean) => refusal(() => checkRate('here', value, share));
    for (const value of [undefined, '0', '20/100', '3/2', '999999999999999/999999999999999'])
      expect(rate(value)).toEqual({ fine: undefined });
    for (const value of ['', '20 %', '1/0', '-1', '1/', '1.5', 'x1', '1x', '1000000000000000', '1/1000000000000000'])
      expect(rate(value), value).toEqual({ code: 'pricing.rate-invalid', at: 'here', rate: value });
    expect([rate('1', true), rate('100/100', true)]).toEqual([{ fine: undefined }, { fine: undefined }]);
    expect(rate('3/2', true)).toEqual({ code: 'pricing.rate-invalid', at: 'here', rate: '3/2' });
  });

  test('of a quantity is in parts only where its unit has them', () => {
    const of = (quantity: number, more: Partial<CalculationLine> = {}) =>
      check(order([line(100, quantity, { key: 'a', ...more })]));
    const parts = (quantity: number, unit: string) => ({
      ...{ code: 'pricing.quantity-fractional', at: 'lines.0.quantity', quantity, unit },
    });
    expect([of(2), of(0), of(1_240, { scale: 3 }), of(1_240, { scale: 3, unit: 'KGM' })]).toEqual([
      fine,
      fine,
      fine,
      fine,
    ]);
    expect(of(1.5)).toEqual(parts(1.5, 'H87'));
    expect(of(0.5, { scale: 3 })).toEqual(parts(0.5, 'KGM'));
    for (const unit of ['H87', 'C62', 'EA', 'PR', 'PK', 'BX', 'SET', 'DZN', 'CT', 'NAR']) {
      expect(of(1_500, { scale: 3, unit }), unit).toEqual(parts(1_500, unit));
      expect(of(2_000, { scale: 3, unit }), unit).toEqual(fine);
    }
    expect(of(-1)).toEqual({ code: 'pricing.quantity-negative', at: 'lines.0.quantity', quantity: -1 });
    for (const quantity of [2 ** 53, -(2 ** 53), Number.NaN])
      expect(of(quantity)).toEqual({ code: 'pricing.amount-too-large', at: 'lines.0.quantity' });
    expect(of(Number.MAX_SAFE_INTEGER)).toEqual(fine);
  });
});

test('every amount and every rate of a calculation is looked at, and told by its place', () => {
  const bad = -7;
  const lines = (more: Partial<CalculationLine>) =>
    order([line(100, 1, { key: 'a' }), line(100, 1, { key: 'b', ...more })]);
  const amounts: Record<string, CalculationArgs> = {
    'lines.1.unitPrice': lines({ unitPrice: bad }),
    'lines.1.given.unitPrice': lines({ given: { unitPrice: bad } }),
    'lines.1.discount': lines({ discount: bad }),
    'lines.1.prices.1.amount': lines({
      prices: [
        { list: 'A', amount: 1 },
        { list: 'B', amount: bad },
      ],
    }),
    'lines.1.prices.0.compareAt': lines({ prices: [{ list: 'A', amount: 1, compareAt: bad }] }),
    'lines.1.taxes.1.perUnit': lines({ taxes: [{ name: 'A' }, { name: 'B', perUnit: bad }] }),
    'shipping.amount': order([], { shipping: { amount: bad } }),
    'shipping.taxes.0.perUnit': order([], { shipping: { amount: 1, taxes: [{ name: 'A', perUnit: bad }] } }),
    'taxTable.1.perUnit': order([], {
      taxTable: [
        { jurisdiction: 'GB', name: 'A', from: '' },
        { jurisdiction: 'GB', name: 'B', from: '', perUnit: bad },
      ],
    }),
    'tenders.1.amount': order([], { tenders: [{ kind: 'cash' }, { kind: 'card', amount: bad }] }),
    'tenders.0.given': order([], { tenders: [{ kind: 'cash', given: bad }] }),
    'promotions.0.atMost': order([], { promotions: [{ ...percent, atMost: bad }] }),
  };
  for (const [at, args] of Object.entries(amounts))
    expect(check(args), at).toEqual({ code: 'pricing.amount-negative', at, amount: bad });
  const rates: Record<string, CalculationArgs> = {
    'lines.1.taxRate': lines({ taxRate: 'x' }),
    'lines.1.includedRate': lines({ includedRate: 'x' }),
    'lines.1.taxes.0.rate': lines({ taxes: [{ name: 'A', rate: 'x' }] }),
    'shipping.taxRate': order([], { shipping: { amount: 1, taxRate: 'x' } }),
    'taxTable.0.rate': order([], { taxTable: [{ jurisdiction: 'GB', name: 'A', from: '', rate: 'x' }] }),
  };
  for (const [at, args] of Object.entries(rates))
    expect(check(args), at).toEqual({ code: 'pricing.rate-invalid', at, rate: 'x' });
});

const percent: Promotion = { id: 'p', name: 'P', action: { kind: 'percent', rate: '10/100' } };

test('every amount and every share of a promotion is looked at', () => {
  const told = (more: object) => refusal(() => checkPromotion('p', { ...percent, ...more } as Promotion));
  const act = (action: object) => told({ action });
  const low = (at: string) => ({ code: 'pricing.amount-negative', at, amount: -1 });
  const over = (at: string, rate = '3/2') => ({ code: 'pricing.rate-invalid', at, rate });
  expect(told({})).toEqual({ fine: undefined });
  expect(told({ budget: { limit: -1, used: 0 } })).toEqual(low('p.budget.limit'));
  expect(told({ budget: { limit: 1, used: -1 } })).toEqual(low('p.budget.used'));
  expect(act({ kind: 'fixed', amount: -1, spread: 'each' })).toEqual(low('p.action.amount'));
  expect(act({ kind: 'bundle', components: [], price: -1 })).toEqual(low('p.action.price'));
  expect(act({ kind: 'free-shipping', atMost: -1 })).toEqual(low('p.action.atMost'));
  expect(act({ kind: 'percent', rate: '3/2' })).toEqual(over('p.action.rate'));
  expect(act({ kind: 'buy-get', off: '3/2' })).toEqual(over('p.action.off'));
  const tiers = (tier: object) => act({ kind: 'tiers', tiers: [{ from: 0 }, { from: 1, ...tier }] });
  expect(tiers({ from: -1 })).toEqual(low('p.action.tiers.1.from'));
  expect(tiers({ amount: -1 })).toEqual(low('p.action.tiers.1.amount'));
  expect(tiers({ rate: '3/2' })).toEqual(over('p.action.tiers.1.rate'));
  expect(act({ kind: 'percent', rate: '10/100', tiers: [{ from: -1 }] })).toEqual({ fine: undefined });
  const spend = { kind: 'spend', atLeast: -1 };
  const asks = (of: object[]) => told({ conditions: { match: 'all', of } });
  expect(asks([{ kind: 'first-order', atLeast: -1 }, spend])).toEqual(low('p.conditions.spend'));
  expect(asks([{ kind: 'group', match: 'any', of: [spend] }])).toEqual(low('p.conditions.spend'));
  expect(asks([{ kind: 'quantity', atLeast: -1 }])).toEqual({ fine: undefined });
  // What was looked at once is not looked at again; what was refused is.
  const wrong = { ...percent, atMost: -1 } as Promotion;
  for (let times = 0; times < 2; times += 1) expect(refusal(() => checkPromotion('p', wrong))).toEqual(low('p.atMost'));
});

test('codes, keys, zones of time, currencies and who pays no tax', () => {
  expect(check(order([], { currency: 'ZZZ' }))).toEqual({ code: 'pricing.currency-unknown', currency: 'ZZZ' });
  expect([check(order([], { currency: 'JPY' })), check(order([], { currency: 'KWD' }))]).toEqual([
    { fine: 0 },
    { fine: 3 },
  ]);
  const zone = (timeZone: string) => check(order([], { settings: { pricesIncludeTax: true, timeZone } }));
  for (let times = 0; times < 2; times += 1) {
    expect(zone('Mars/Base')).toEqual({ code: 'pricing.time-zone-unknown', timeZone: 'Mars/Base' });
    expect(zone('Europe/London')).toEqual(fine);
  }
  const [a, b] = [line(1, 1, { key: 'a' }), line(1, 1, { key: 'b' })];
  expect(check(order([a, b]))).toEqual(fine);
  expect(check(order([a, b, a]))).toEqual({ code: 'pricing.key-repeated', at: 'lines.2', key: 'a' });
  const twice = [percent, { ...percent }];
  expect(check(order([], { promotions: twice }))).toEqual({
    code: 'pricing.key-repeated',
    at: 'promotions.1',
    key: 'p',
  });
  const coupons = (length: number) => check(order([], { coupons: ['FINE', 'x'.repeat(length)] }));
  expect([coupons(64), coupons(65)]).toEqual([fine, { code: 'pricing.coupon-too-long', length: 65, longest: 64 }]);
  const relief = (kind: 'exempt' | 'reverse-charge', evidence: string) =>
    check(order([], { customer: { relief: { kind, evidence } } }));
  expect(check(order([], { customer: {} }))).toEqual(fine);
  expect([relief('exempt', 'C-1'), relief('reverse-charge', 'DE136695976')]).toEqual([fine, fine]);
  for (const kind of ['exempt', 'reverse-charge'] as const)
    expect(relief(kind, '  ')).toEqual({ code: 'pricing.exemption-without-certificate' });
  expect(relief('reverse-charge', 'DE12')).toEqual({ code: 'pricing.vat-id-wrong', id: 'DE12', problem: 'form' });
});

describe('which promotions go together', () => {
  const one = (id: string, saving: number, more: Partial<Promotion> = {}, stage = 'line') =>
    ({ promotion: { ...percent, id, name: `“${id}”`, ...more }, stage, saving }) as unknown as Candidate;
  const outcome = (...candidates: Candidate[]) => {
    const say = (some: Candidate[]) => {
      const { admitted, refused } = admit(some, moneyIn(2));
      return {
        in: admitted.map(({ promotion }) => promotion.id),
        out: refused.map(({ candidate, why }) => {
          expect(why).toMatchObject({ code: 'does-not-combine', details: { with: expect.any(String) } });
          return [candidate.promotion.id, why.text, why.details?.['by']];
        }),
      };
    };
    // Never by the place in which they stand.
    expect(say([...candidates].reverse())).toEqual(say(candidates));
    return say(candidates);
  };
  const only = 'Holds too, but only one may count. ';

  test('all, where nothing else is said: by priority, then by what they give, then by id', () => {
    expect(outcome(one('a', 1), one('b', 2), one('c', 2), one('d', 0, { priority: 1 })).in).toEqual([
      'd',
      'b',
      'c',
      'a',
    ]);
    expect(outcome(one('a', 1, { priority: -1 }), one('b', 1)).in).toEqual(['b', 'a']);
    expect(outcome(one('a', 1, { combines: 'with-all' }), one('b', 1)).out).toEqual([]);
  });

  test('one that combines with none keeps the others out, and is kept out by the better one', () => {
    expect(outcome(one('a', 300, { combines: 'never' }), one('b', 100))).toEqual({
      in: ['a'],
      out: [['b', `${only}“a” gives 2.00 more`, 200]],
    });
    expect(outcome(one('a', 300), one('b', 100, { combines: 'never' }))).toEqual({
      in: ['a'],
      out: [['b', `${only}“a” gives 2.00 more`, 200]],
    });
    expect(outcome(one('a', 300, { combines: 'never' }), one('b', 100, {}, 'order')).in).toEqual(['a']);
    expect(outcome(one('a', 100, { combines: 'never' }), one('b', 100)).out).toEqual([
      ['b', `${only}“a” goes first`, 0],
    ]);
    expect(outcome(one('a', 100, { priority: 1, combines: 'never' }), one('b', 300)).out).toEqual([
      ['b', `${only}“a” goes first`, -200],
    ]);
  });

  test('one that excludes another, whichever of the two says so', () => {
    expect(outcome(one('a', 300, { excludes: ['b'] }), one('b', 100), one('c', 50)).in).toEqual(['a', 'c']);
    expect(outcome(one('a', 300), one('b', 100, { excludes: ['a'] })).in).toEqual(['a']);
    expect(outcome(one('a', 300, { excludes: ['x'] }), one('b', 100)).in).toEqual(['a', 'b']);
  });

  test('one for other stages alone goes with those of other stages', () => {
    const others = { combines: 'with-other-kinds' } as const;
    expect(outcome(one('a', 300, others), one('b', 100)).in).toEqual(['a']);
    expect(outcome(one('a', 300, others), one('b', 100, {}, 'order')).in).toEqual(['a', 'b']);
  });
});
