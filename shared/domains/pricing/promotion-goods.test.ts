import { describe, expect, test } from 'vitest';
import { openBundles } from './bundle-parts.ts';
import type { Promotion, Target } from './promotion-args.ts';
import { finderOf, type Good, piecesOf } from './promotion-goods.ts';

const good = (key: string, more: Partial<Good> = {}): Good => ({
  ...{ key, variantId: `v-${key}`, productId: `p-${key}`, sku: `S-${key}`, title: key, categories: [], tags: [] },
  ...{ giftCard: false, reduced: false, quantity: 1, scale: 0, pieces: 1, amount: 100 },
  ...more,
});

describe('which lines a target means', () => {
  const goods = [
    good('a', { categories: ['Home, Lamps'], tags: ['sale'] }),
    good('b', { categories: ['Home > Gifts', 'Home, Lamps'] }),
    good('c', { categories: ['Homeware'], tags: ['sale'], reduced: true }),
    good('d', { variantId: null, productId: null, categories: ['Home, Cards', 'Home, Paper'], giftCard: true }),
    good('e', { productId: 'p-a', categories: ['Garden'], scale: 3, quantity: 1_500, pieces: 0 }),
  ];
  const find = finderOf(goods);
  const keys = (target: Target | undefined) =>
    find(target)
      .map((at) => goods[at]?.key)
      .join('');

  test('nothing named means everything', () => {
    expect(keys(undefined)).toBe('abcde');
    expect(keys({})).toBe('abcde');
  });

  test('variants, products, SKUs, tags and categories, each alone and together', () => {
    expect(keys({ variants: ['v-b', 'v-x'] })).toBe('b');
    expect(keys({ products: ['p-a'] })).toBe('ae');
    expect(keys({ skus: ['S-c'] })).toBe('c');
    expect(keys({ tags: ['sale'] })).toBe('ac');
    expect(keys({ categories: ['Home'] })).toBe('abd');
    expect(keys({ categories: ['Home, Lamps'] })).toBe('ab');
    expect(keys({ categories: ['Home', 'Garden'] })).toBe('abde');
    expect(keys({ categories: ['Garden'], tags: ['sale'] })).toBe('ace');
    expect(keys({ variants: ['v-e'], products: ['p-b'] })).toBe('be');
    expect(keys({ categories: ['Nowhere'] })).toBe('');
    expect(keys({ variants: [] })).toBe('');
  });

  test('what is left out is left out of what is named, and of everything', () => {
    expect(keys({ leaveOut: { tags: ['sale'] } })).toBe('bde');
    expect(keys({ categories: ['Home'], leaveOut: { variants: ['v-a'] } })).toBe('bd');
    expect(keys({ tags: ['sale'], leaveOut: { reduced: true } })).toBe('a');
    expect(keys({ leaveOut: { giftCards: true, weighed: true } })).toBe('abc');
    const target = { products: ['p-a'], leaveOut: { weighed: true } };
    expect([keys(target), keys(target)]).toEqual(['a', 'a']);
  });
});

test('pieces count each, what is weighed counts once, and nothing of nothing', () => {
  const goods = [
    good('a', { quantity: 3, pieces: 3 }),
    good('b', { quantity: 1_500, scale: 3, pieces: 0 }),
    good('c', { quantity: 4_000, scale: 3, pieces: 4 }),
    good('d', { quantity: 0, scale: 3, pieces: 0 }),
  ];
  expect(piecesOf(goods, [0, 1, 2, 3])).toBe(8);
  expect(piecesOf(goods, [1])).toBe(1);
  expect(piecesOf(goods, [3])).toBe(0);
  expect(piecesOf(goods, [9])).toBe(0);
  expect(piecesOf(goods, [])).toBe(0);
});

describe('bundles of bundles', () => {
  type Parts = Extract<Promotion['action'], { kind: 'bundle' }>['components'];
  const bundle = (id: string, components: Parts, target?: Target): Promotion => ({
    ...{ id, name: id, action: { kind: 'bundle', components, price: 100 } },
    ...(target && { target }),
  });
  const tagged = (tag: string, quantity: number) => ({ of: { tags: [tag] }, quantity });

  test('are opened, with as many as they stand for', () => {
    const cups = bundle('cups', [tagged('cup', 2), { quantity: 1 }], { tags: ['saucer'] });
    const box = bundle('box', [{ bundle: 'cups', quantity: 3 }, tagged('pot', 1)]);
    const opened = openBundles([cups, box, { id: 'x', name: 'x', action: { kind: 'free-shipping' } }]);
    expect(Object.fromEntries(opened)).toEqual({
      cups: [tagged('cup', 2), tagged('saucer', 1)],
      box: [tagged('cup', 6), tagged('saucer', 3), tagged('pot', 1)],
    });
  });

  test('one that nobody knows, and one that contains itself, are told with where', () => {
    const told = (...promotions: Promotion[]) => {
      try {
        openBundles(promotions);
      } catch (error) {
        return { code: (error as { code?: string }).code, details: (error as { details?: unknown }).details };
      }
      return undefined;
    };
    const part = (id: string) => [{ bundle: id, quantity: 1 }];
    expect(told(bundle('box', part('none')))).toEqual({
      code: 'pricing.bundle-unknown',
      details: { bundle: 'none', in: 'box' },
    });
    // The way round begins where it is entered for the second time.
    expect(told(bundle('a', part('b')), bundle('b', part('c')), bundle('c', part('b')))).toEqual({
      code: 'pricing.bundle-circular',
      details: { path: ['b', 'c', 'b'] },
    });
    const many = (count: number) => Array.from({ length: count }, () => tagged('cup', 1));
    const wide = [
      bundle('x', many(50)),
      bundle(
        'y',
        Array.from({ length: 4 }, () => ({ bundle: 'x', quantity: 1 })),
      ),
    ];
    expect(told(...wide)).toBeUndefined();
    expect(told(...wide, bundle('z', [{ bundle: 'y', quantity: 1 }, tagged('pot', 1)]))).toEqual({
      code: 'pricing.bundle-too-large',
      details: { bundle: 'z', largest: 200 },
    });
  });
});
