import fc from 'fast-check';
import { expect, test } from 'vitest';
import { availableOf, noQuantities } from './rules.ts';
import { holdBackFor, likelyCount, withoutHeldBack } from './silent-tills.ts';

test('of what a till hardly sells nothing is held back, of what it sells often more than the mean', () => {
  expect([0, 0.01, 0.05, 0.5, 1, 4, 20, 400, 1_000].map(likelyCount)).toEqual([0, 0, 1, 3, 4, 9, 31, 447, 1_074]);
});

test('no number of sales takes for ever or is less than its mean', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.7, max: 1e9, noNaN: true }), (mean) => {
      expect(likelyCount(mean)).toBeGreaterThanOrEqual(Math.floor(mean));
    }),
  );
  for (const odd of [Number.NaN, -1, Number.NEGATIVE_INFINITY]) expect(likelyCount(odd)).toBe(0);
});

test('what is sold by weight is held back in steps of its unit', () => {
  expect(holdBackFor({ sales: 1, perSale: 250 })).toBe(1_000);
  expect(holdBackFor({ sales: 1, perSale: 0.3 })).toBe(2);
});

test('shoppers are left what is not held back at that place', () => {
  const level = (locationId: string) => ({ ...noQuantities, variantId: 'v', locationId, onHand: 10, safety: 1 });
  const levels = withoutHeldBack([level('a'), level('b')], [{ variantId: 'v', locationId: 'b', units: 4 }]);
  expect(levels.map(availableOf)).toEqual([9, 5]);
});
