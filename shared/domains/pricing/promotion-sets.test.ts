import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Offer, Open } from './offer.ts';
import type { Action } from './promotion-args.ts';
import { bundle, buyGet, gift, shareOf } from './promotion-sets.ts';
import { good, openBasket, tagged, taken, weighed } from './testing/open-basket.ts';

const huge = Number.MAX_SAFE_INTEGER - 1;

describe('what some pieces of a line still cost', () => {
  test('all of them what is left, some of them their part, half up', () => {
    const open = openBasket([good('a', 0, 4, { amount: 1_000 }), good('b', 0, 2, { amount: 5 })], { left: [10, 5] });
    expect([1, 2, 3, 4, 5].map((units) => shareOf(open, 0, units))).toEqual([3, 5, 8, 10, 10]);
    expect(shareOf(open, 1, 1)).toBe(3);
    expect(shareOf(openBasket([good('a', 0, 3)]), 0, 2)).toBe(0);
  });

  test('is exact beyond plain numbers', () => {
    const open = openBasket([good('a', 0, 3, { amount: huge })]);
    expect(shareOf(open, 0, 1)).toBe(3_002_399_751_580_330);
    expect(shareOf(open, 0, 2)).toBe(6_004_799_503_160_660);
    expect(shareOf(openBasket([good('a', 0, 7, { amount: 8_783_785_832_017_778 })]), 0, 3)).toBe(3_764_479_642_293_333);
  });
});

describe('buy some, get some', () => {
  type Terms = Partial<Extract<Action, { kind: 'buy-get' }>>;
  const given = (open: Open, more: Terms = {}, own?: ReturnType<typeof tagged>): Offer =>
    buyGet({ kind: 'buy-get', buy: { quantity: 1 }, get: { quantity: 1 }, ...more }, own, open);
  const free = (open: Open, more: Terms = {}) => taken(given(open, more));

  test('as often as whole sets fit, of one kind of goods', () => {
    const terms = { buy: { quantity: 2 }, get: { quantity: 1 } };
    const times = (pieces: number) => taken(given(openBasket([good('a', 100, pieces)]), terms))[0]?.[1] ?? 0;
    expect([2, 3, 5, 6, 8, 9, 3_000].map(times)).toEqual([0, 100, 100, 200, 200, 300, 100_000]);
  });

  test('bought and got of different goods: the fewer of them say how often', () => {
    const terms = { buy: { of: tagged('a'), quantity: 2 }, get: { of: tagged('b'), quantity: 3 } };
    const of = (bought: number, got: number) => free(openBasket([good('a', 500, bought), good('b', 100, got)]), terms);
    expect(of(2, 3)).toEqual([[1, 300]]);
    expect(of(4, 3)).toEqual([[1, 300]]);
    expect(of(4, 5)).toEqual([[1, 300]]);
    expect(of(4, 6)).toEqual([[1, 600]]);
    expect(of(5, 60)).toEqual([[1, 600]]);
    expect(of(8, 5)).toEqual([[1, 300]]);
    expect(of(1, 60)).toEqual([]);
  });

  test('goods that may be either stay to be bought where nothing else is', () => {
    const terms = { buy: { of: tagged('a', 'both'), quantity: 1 }, get: { of: tagged('both', 'b'), quantity: 1 } };
    // One of the two is bought, so one is free.
    expect(free(openBasket([good('both', 900, 2)]), terms)).toEqual([[0, 900]]);
    // Two are to be bought and one of them is `a`, so of the three dear ones two are free.
    const three = openBasket([good('a', 100), good('both', 900, 3)]);
    expect(free(three, terms)).toEqual([[1, 1_800]]);
    // The cheap one is got where the dear one has to be bought.
    expect(free(openBasket([good('both', 900), good('b', 100)]), terms)).toEqual([[1, 100]]);
    expect(free(openBasket([good('both', 900, 3), good('b', 100)]), terms)).toEqual([
      [0, 900],
      [1, 100],
    ]);
    expect(free(openBasket([good('a', 10, 2), good('both', 900), good('b', 100)]), terms)).toEqual([
      [1, 900],
      [2, 100],
    ]);
  });

  test('two lines that may be either share what must stay to be bought', () => {
    const open = openBasket([good('x', 900, 2, { tags: ['t'] }), good('y', 800, 2, { tags: ['t'] })]);
    expect(free(open)).toEqual([[0, 1_800]]);
    expect(free(open, { take: 'cheapest' })).toEqual([[1, 1_600]]);
    const three = openBasket([good('x', 900, 1, { tags: ['t'] }), good('y', 800, 3, { tags: ['t'] })]);
    expect(free(three)).toEqual([
      [0, 900],
      [1, 800],
    ]);
  });

  test('of those that may be either only so many are got as are not to be bought', () => {
    const dear = [900, 800, 700].map((price) => good(`${price}`, price, 1, { tags: ['both'] }));
    const open = openBasket([...dear, good('b', 100)]);
    const terms = { buy: { of: tagged('both'), quantity: 2 }, get: { of: tagged('both', 'b'), quantity: 2 } };
    expect(free(open, terms)).toEqual([
      [0, 900],
      [3, 100],
    ]);
    expect(free(open, { ...terms, take: 'cheapest' })).toEqual([
      [2, 700],
      [3, 100],
    ]);
  });

  test('of two that cost the same the one that lies first in the basket, also where only one of them may be bought', () => {
    const open = openBasket([good('both', 100), good('b', 100), good('a', 5)]);
    const terms = { buy: { of: tagged('both', 'a'), quantity: 1 }, get: { of: tagged('both', 'b'), quantity: 1 } };
    expect(free(open, { ...terms, maxTimes: 1 })).toEqual([[0, 100]]);
  });

  test('takes what trying every way finds: as often as it can, and of that the dearest or the cheapest pieces', () => {
    const anyLine = fc.record({
      tag: fc.constantFrom('buy', 'get', 'both'),
      price: fc.integer({ min: 1, max: 9 }),
      quantity: fc.integer({ min: 1, max: 2 }),
    });
    const sides = fc.integer({ min: 1, max: 2 });
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 4 }), sides, sides, fc.boolean(), (lines, buys, gets, cheapest) => {
        const terms = {
          ...{ buy: { of: tagged('buy', 'both'), quantity: buys }, get: { of: tagged('get', 'both'), quantity: gets } },
          ...{ take: cheapest ? ('cheapest' as const) : ('dearest' as const) },
        };
        const open = openBasket(lines.map(({ tag, price, quantity }) => good(tag, price, quantity)));
        const pieces = lines.flatMap(({ tag, price, quantity }) =>
          Array.from({ length: quantity }, () => ({ tag, price })),
        );
        let best = { times: 0, saved: 0 };
        const tryAll = (at: number, bought: number, got: number, saved: number): void => {
          const piece = pieces[at];
          if (piece) {
            tryAll(at + 1, bought, got, saved);
            if (piece.tag !== 'get') tryAll(at + 1, bought + 1, got, saved);
            if (piece.tag !== 'buy') tryAll(at + 1, bought, got + 1, saved + piece.price);
            return;
          }
          const times = got / gets;
          if (!Number.isInteger(times) || bought < times * buys || times < best.times) return;
          const better = cheapest ? saved < best.saved : saved > best.saved;
          if (times > best.times || better) best = { times, saved };
        };
        tryAll(0, 0, 0, 0);
        expect(taken(given(open, terms)).reduce((sum, [, amount]) => sum + amount, 0)).toBe(best.saved);
      }),
      { numRuns: 300 },
    );
  });

  test('no more often than it may', () => {
    const open = openBasket([good('a', 100, 10)]);
    expect(free(open, { maxTimes: 2 })).toEqual([[0, 200]]);
    expect(free(open, { maxTimes: 50 })).toEqual([[0, 500]]);
  });

  test('a part of the price where it is not all of it, and nothing off what is free', () => {
    expect(free(openBasket([good('a', 101, 2)]), { off: '1/2' })).toEqual([[0, 51]]);
    expect(free(openBasket([good('a', 100), good('b', 0)]), { take: 'cheapest' })).toEqual([]);
  });

  test('the goods of the promotion where a side names none', () => {
    const open = openBasket([good('a', 100, 2), good('b', 300, 2)]);
    expect(taken(given(open, {}, tagged('a')))).toEqual([[0, 100]]);
    expect(taken(given(open, { get: { of: tagged('b'), quantity: 1 } }, tagged('a')))).toEqual([[1, 600]]);
    expect(taken(given(open, { buy: { of: tagged('b'), quantity: 1 } }, tagged('a')))).toEqual([[0, 200]]);
  });

  test('the dearest piece by what it still costs, equal ones in the order of the basket', () => {
    const buy = { of: tagged('x'), quantity: 1 };
    const get = { of: tagged('a', 'b', 'c'), quantity: 1 };
    const of = (...goods: ReturnType<typeof good>[]) =>
      free(openBasket([good('x', 1), ...goods]), { buy, get, maxTimes: 1 });
    // Three for ten are dearer than four for thirteen.
    expect(of(good('a', 0, 4, { amount: 1_300 }), good('b', 0, 3, { amount: 1_000 }))).toEqual([[2, 333]]);
    expect(of(good('a', 200), good('b', 200), good('c', 200))).toEqual([[1, 200]]);
    const beyond = [good('a', 0, 3, { amount: huge - 4 }), good('b', 0, 2, { amount: huge - 1_000_000 })];
    expect(of(...beyond)).toEqual([[2, (huge - 1_000_000) / 2]]);
    expect(of(beyond[1]!, beyond[0]!)).toEqual([[1, (huge - 1_000_000) / 2]]);
    const nearly = [good('a', 0, 5, { amount: huge }), good('b', 0, 5, { amount: huge + 1 })];
    expect(of(...nearly)[0]?.[0]).toBe(2);
    // What a line lost to an earlier promotion counts.
    const cheaper = openBasket([good('x', 1), good('a', 500), good('b', 400)], { left: [1, 300, 400] });
    expect(taken(given(cheaper, { buy, get }))).toEqual([[2, 400]]);
  });

  test('what is weighed is neither bought nor got', () => {
    const open = openBasket([weighed('cheese', 900, 2_000), good('a', 100, 2)]);
    expect(free(open)).toEqual([[1, 100]]);
    expect(free(openBasket([weighed('cheese', 900, 2_000)]))).toEqual([]);
  });

  test('says how often it holds', () => {
    const said = (pieces: number, take?: 'cheapest') =>
      given(openBasket([good('a', 100, pieces)]), take && { take }).reasons;
    expect(said(2)).toEqual([
      { code: 'offer.buy-get', text: 'Buy 1, get 1: 1 time, the dearest first', details: { times: 1 } },
    ]);
    expect(said(4, 'cheapest')[0]?.text).toBe('Buy 1, get 1: 2 times, the cheapest first');
  });

  test('says what is missing of a set, and whether it was begun', () => {
    const terms = { buy: { of: tagged('a', 'both'), quantity: 3 }, get: { of: tagged('b', 'both'), quantity: 2 } };
    const lacking = (...goods: ReturnType<typeof good>[]) => given(openBasket([good('x', 5), ...goods]), terms);
    expect(lacking(good('a', 100))).toEqual({
      ...{ amounts: new Map(), shipping: 0, giftsLeft: 0, near: true },
      reasons: [
        { code: 'offer.set-incomplete', text: '4 more pieces would make a set of 3 and 2', details: { missing: 4 } },
      ],
    });
    expect(lacking(good('a', 100, 9), good('b', 100)).reasons[0]?.text).toBe(
      '1 more piece would make a set of 3 and 2',
    );
    expect(lacking(good('b', 100, 9)).reasons[0]?.details).toEqual({ missing: 3 });
    expect(lacking(good('b', 100)).near).toBe(true);
    expect(lacking(good('both', 100, 4)).reasons[0]?.details).toEqual({ missing: 1 });
    expect(lacking().near).toBe(false);
  });
});

describe('a set', () => {
  type Terms = Partial<Extract<Action, { kind: 'bundle' }>>;
  const set = (open: Open, parts: readonly { of?: ReturnType<typeof tagged>; quantity: number }[], more: Terms = {}) =>
    bundle(
      { kind: 'bundle', components: [], ...more },
      parts.map(({ of, quantity }) => ({ of, quantity })),
      open,
    );
  const pots = { of: tagged('pot'), quantity: 1 };
  const cups = { of: tagged('cup'), quantity: 2 };
  const table = (potsThere: number, cupsThere: number) =>
    openBasket([good('pot', 700, potsThere), good('cup', 200, cupsThere)]);

  test('as often as it is complete, and no more often than it may', () => {
    const times = (open: Open, more: Terms = {}) =>
      set(open, [pots, cups], { price: 900, ...more }).reasons[0]?.details;
    expect(times(table(2, 5))).toEqual({ times: 2 });
    expect(times(table(5, 5))).toEqual({ times: 2 });
    expect(times(table(3, 60))).toEqual({ times: 3 });
    expect(times(table(3, 60), { maxTimes: 2 })).toEqual({ times: 2 });
  });

  test('takes what it saves, shared by what its pieces cost', () => {
    expect(taken(set(table(2, 5), [pots, cups], { price: 900 }))).toEqual([
      [0, 255],
      [1, 145],
    ]);
    expect(taken(set(table(1, 3), [pots, cups], { off: '1/10' }))).toEqual([
      [0, 70],
      [1, 40],
    ]);
    // A price above what its pieces cost takes nothing.
    expect(taken(set(table(1, 2), [pots, cups], { price: 1_100 }))).toEqual([]);
    expect(taken(set(table(1, 2), [pots, cups], { price: 1_200 }))).toEqual([]);
    const withFree = openBasket([good('pot', 700), good('cup', 0, 2)]);
    expect(taken(set(withFree, [pots, cups], { price: 600 }))).toEqual([[0, 100]]);
  });

  test('the narrowest part chooses first, whichever is named first', () => {
    const open = openBasket([good('red', 300), good('blue', 200), good('green', 100)]);
    const any = { of: tagged('red', 'blue', 'green'), quantity: 2 };
    const red = { of: tagged('red'), quantity: 1 };
    for (const parts of [
      [any, red],
      [red, any],
    ])
      expect(set(open, parts, { price: 450 }).reasons[0]?.details).toEqual({ times: 1 });
  });

  test('pieces that an earlier part took are gone, however many sets are tried', () => {
    const any = { of: tagged('red', 'blue'), quantity: 1 };
    const red = { of: tagged('red'), quantity: 1 };
    const of = (reds: number, blues: number) =>
      set(openBasket([good('red', 100, reds), good('blue', 100, blues)]), [red, any], { price: 150 });
    const times = (reds: number, blues: number) => of(reds, blues).reasons[0]?.details;
    // Either part alone could be had seven times of these.
    expect(times(7, 0)).toEqual({ times: 3 });
    expect(times(7, 1)).toEqual({ times: 4 });
    expect(times(7, 3)).toEqual({ times: 5 });
    expect(times(2, 9)).toEqual({ times: 2 });
    expect(taken(of(7, 0))).toEqual([[0, 150]]);
    expect(times(1, 0)).toEqual({ components: 2 });
  });

  test('what is weighed is in no set', () => {
    const open = openBasket([weighed('pot', 700, 2_000), good('cup', 200, 2)]);
    expect(set(open, [pots, cups], { price: 900 })).toEqual({
      ...{ amounts: new Map(), shipping: 0, giftsLeft: 0, near: true },
      reasons: [{ code: 'offer.set-incomplete', text: 'The set is not complete', details: { components: 1 } }],
    });
    expect(set(openBasket([good('x', 1)]), [pots, cups], { price: 900 })).toMatchObject({
      ...{ near: false, reasons: [{ details: { components: 0 } }] },
    });
  });

  test('says how many there are and for what', () => {
    const said = (open: Open, more: Terms) => set(open, [pots, cups], more).reasons;
    expect(said(table(1, 2), { price: 900 })).toEqual([
      { code: 'offer.bundle', text: '1 set for 9.00 each', details: { times: 1 } },
    ]);
    expect(said(table(2, 4), { off: '1/2' })[0]?.text).toBe('2 sets');
  });
});

describe('a gift', () => {
  const given = (open: Open, quantity: number) => gift({ kind: 'gift', of: tagged('soap', 'salt'), quantity }, open);

  test('of what is there, the dearest first, and the rest is offered', () => {
    const open = openBasket([good('soap', 300), good('salt', 500, 2), good('pot', 900)]);
    expect(given(open, 1)).toEqual({
      ...{ amounts: new Map([[1, 500]]), shipping: 0, giftsLeft: 0, near: false },
      reasons: [{ code: 'offer.gift', text: '1 as a gift', details: { given: 1 } }],
    });
    expect(taken(given(open, 3))).toEqual([
      [0, 300],
      [1, 1_000],
    ]);
    expect(given(open, 5)).toMatchObject({
      ...{ giftsLeft: 2, near: false },
      reasons: [{ text: '2 more may be taken as a gift', details: { given: 3 } }],
    });
  });

  test('what is not there is offered whole; what costs nothing and what is weighed is none', () => {
    expect(given(openBasket([good('pot', 900)]), 2)).toMatchObject({
      ...{ amounts: new Map(), giftsLeft: 2, near: true },
      reasons: [{ details: { given: 0 } }],
    });
    expect(given(openBasket([good('soap', 0)]), 1)).toMatchObject({ amounts: new Map(), giftsLeft: 0, near: false });
    expect(given(openBasket([weighed('soap', 900, 1_000)]), 1)).toMatchObject({ amounts: new Map(), giftsLeft: 1 });
  });
});
