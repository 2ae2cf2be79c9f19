import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeBaskets, type Quantities, sameBasket } from './merge-baskets.ts';

const of = (lines: Record<string, number>): Quantities => new Map(Object.entries(lines));
const plain = (quantities: Quantities) => Object.fromEntries(quantities);

test('at a sign-in each thing is there as often as it lay where it lay more often', () => {
  const merged = mergeBaskets(null, of({ mug: 2, jug: 1 }), of({ mug: 1, jug: 3, lamp: 1 }));
  expect(plain(merged.quantities)).toEqual({ mug: 2, jug: 3, lamp: 1 });
  expect(merged.brought).toBe(2);
});

test('afterwards what one side changed counts, also where it took something out', () => {
  const base = of({ mug: 2, jug: 1, lamp: 1 });
  const mine = of({ mug: 1, jug: 1, lamp: 1 });
  const theirs = of({ mug: 2, jug: 1, rug: 4 });
  expect(plain(mergeBaskets(base, mine, theirs).quantities)).toEqual({ mug: 1, jug: 1, rug: 4 });
  expect(plain(mergeBaskets(base, of({ mug: 5 }), of({ mug: 3 })).quantities)).toEqual({ mug: 5 });
});

const basket = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 9 }))
  .map((lines) => of({ ...lines }));

test('it is one basket whoever merges, and merging what is merged changes nothing', () => {
  fc.assert(
    fc.property(fc.option(basket), basket, basket, (base, mine, theirs) => {
      const { quantities } = mergeBaskets(base, mine, theirs);
      expect(sameBasket(quantities, mergeBaskets(base, theirs, mine).quantities)).toBe(true);
      expect(sameBasket(quantities, mergeBaskets(quantities, quantities, quantities).quantities)).toBe(true);
      // Nothing is made up: each number stood in one of them.
      for (const [id, quantity] of quantities) expect([mine.get(id), theirs.get(id)]).toContain(quantity);
      // Nobody's change is undone where the other changed nothing.
      expect(sameBasket(mergeBaskets(theirs, mine, theirs).quantities, mine)).toBe(true);
    }),
  );
});
