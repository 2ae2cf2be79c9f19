import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeSets, type Part } from './complete-sets.ts';

const part = (quantity: number, ...pool: number[]): Part => ({ pool, quantity });

/** Whether so many sets are there, by trying every piece for every part. */
function fits(parts: readonly Part[], pieces: readonly number[], sets: number): boolean {
  const wanted = parts.map(({ quantity }) => quantity * sets);
  const placeFrom = (index: number, left: readonly number[]): boolean => {
    if (index === pieces.length) return left.every((each) => each === 0);
    const shares = (at: number, rest: number, now: readonly number[]): boolean => {
      if (at === parts.length) return placeFrom(index + 1, now);
      const most = parts[at]?.pool.includes(index) ? Math.min(rest, now[at] ?? 0) : 0;
      for (let units = most; units >= 0; units -= 1)
        if (shares(at + 1, rest - units, now.with(at, (now[at] ?? 0) - units))) return true;
      return false;
    };
    return shares(0, pieces[index] ?? 0, left);
  };
  return placeFrom(0, wanted);
}

describe('complete sets', () => {
  test('a piece that two parts could have goes where it is needed', () => {
    expect(completeSets([part(1, 0), part(1, 0, 1)], [7, 3], 100)).toEqual({
      times: 5,
      taken: new Map([
        [0, 7],
        [1, 3],
      ]),
    });
    // The first has to give up both, the second one of its own: a way over three parts.
    const chain = [part(1, 0, 1), part(1, 1, 2), part(1, 2, 3)];
    expect(completeSets(chain, [0, 1, 1, 1], 100).times).toBe(1);
    expect(completeSets([part(2, 0, 1), part(2, 0, 2)], [2, 1, 3], 100).times).toBe(1);
  });

  test('a part gives up no more pieces than it has', () => {
    expect(completeSets([part(2, 0, 1), part(1, 2, 0), part(2, 0, 2)], [1, 5, 1], 9).times).toBe(0);
  });

  test('no more than may be, and none where a part has nothing', () => {
    expect(completeSets([part(1, 0)], [9], 4)).toEqual({ times: 4, taken: new Map([[0, 4]]) });
    expect(completeSets([part(1, 0), part(1, 1)], [9, 0], 4)).toEqual({ times: 0, taken: new Map() });
    expect(completeSets([part(3, 0)], [2], 4).times).toBe(0);
  });

  test('takes only what the sets need, in the order of the basket', () => {
    expect(completeSets([part(2, 0, 1)], [3, 2], 2).taken).toEqual(
      new Map([
        [0, 3],
        [1, 1],
      ]),
    );
  });

  test('is never fewer than trying everything finds, and every piece is there', () => {
    const anyParts = fc.array(
      fc.record({
        pool: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
        quantity: fc.integer({ min: 1, max: 2 }),
      }),
      { minLength: 1, maxLength: 3 },
    );
    const anyPieces = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(anyParts, anyPieces, (parts, pieces) => {
        const { times, taken } = completeSets(parts, pieces, 1_000);
        expect(times === 0 || fits(parts, pieces, times)).toBe(true);
        expect(fits(parts, pieces, times + 1)).toBe(false);
        const needed = parts.reduce((sum, { quantity }) => sum + quantity * times, 0);
        expect([...taken.values()].reduce((sum, units) => sum + units, 0)).toBe(needed);
        for (const [index, units] of taken) {
          expect(units).toBeGreaterThan(0);
          expect(units).toBeLessThanOrEqual(pieces[index] ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
