import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areTheLines, leftOfLines, type LineShare, settleShares, takeShares } from './share-lines.ts';

const line = (key: string, quantity: number, total: number, tax: number, discount = 0): LineShare => ({
  ...{ key, quantity, total, tax, net: total - tax, discount },
});

describe('a bill that is split by item', () => {
  test('three who share one bottle pay 3.33, 3.34 and 3.33 of 10.00, and the tax of it', () => {
    let left = [line('a', 3, 1000, 167, 100)];
    const paid = [1, 2, 3].map(() => {
      const [share] = takeShares(left, [{ key: 'a', quantity: 1 }]) ?? [];
      if (!share) throw new Error('there is a bottle left for everybody');
      left = leftOfLines(left, [share]);
      return share;
    });
    expect(paid.map(({ total }) => total)).toEqual([333, 334, 333]);
    expect(paid.map(({ tax }) => tax)).toEqual([56, 56, 55]);
    expect(paid.map(({ discount }) => discount)).toEqual([33, 34, 33]);
    expect(left).toEqual([]);
  });

  test('more than is left, the same twice and nothing are no part', () => {
    const left = [line('a', 2, 500, 83), line('b', 1, 300, 50)];
    expect(takeShares(left, [{ key: 'a', quantity: 3 }])).toBeNull();
    expect(takeShares(left, [{ key: 'c', quantity: 1 }])).toBeNull();
    const twice = [
      { key: 'a', quantity: 1 },
      { key: 'a', quantity: 1 },
    ];
    expect(takeShares(left, twice)).toBeNull();
    expect(takeShares(left, [])).toBeNull();
  });

  test('however it is cut, the parts are the whole: total, tax and discount of every line', () => {
    const lines = fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 40 }),
        total: fc.integer({ min: 0, max: 100_000 }),
        share: fc.integer({ min: 0, max: 1000 }),
        discount: fc.integer({ min: 0, max: 5_000 }),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(
        lines,
        fc.array(fc.array(fc.nat(40), { minLength: 4, maxLength: 4 }), { maxLength: 6 }),
        (all, cuts) => {
          const whole = all.map(({ quantity, total, share, discount }, index) =>
            line(`l${index}`, quantity, total, Math.floor((total * share) / 6000), discount),
          );
          const parts: LineShare[][] = [];
          for (const cut of cuts) {
            const left = leftOfLines(whole, parts.flat());
            const wanted = left.map(({ key, quantity }, index) => ({
              key,
              quantity: Math.min(quantity, cut[index] ?? 0),
            }));
            const shares = takeShares(
              left,
              wanted.filter(({ quantity }) => quantity > 0),
            );
            if (shares) parts.push(shares);
          }
          const rest = leftOfLines(whole, parts.flat());
          if (rest.length > 0) parts.push(takeShares(rest, rest) ?? []);
          expect(areTheLines(whole, parts.flat())).toBe(true);
          expect(parts.flat().every(({ net, tax, total }) => net + tax === total && total >= 0)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a price that changed between two parts is cut anew, and still to the cent', () => {
    const before = [line('a', 3, 900, 150)];
    const [first] = [takeShares(before, [{ key: 'a', quantity: 1 }]) ?? []];
    const second = takeShares(leftOfLines(before, first), [{ key: 'a', quantity: 2 }]) ?? [];
    const now = [line('a', 3, 1000, 167)];
    const settled = settleShares(now, [first, second]) ?? [];
    expect(settled.map((part) => part.map(({ total }) => total))).toEqual([[333], [667]]);
    expect(settleShares(now, [first])).toBeNull();
  });
});
