import { expect, test } from 'vitest';
import { availableOf, chooseLocation, isOversold, noQuantities, perVariant } from './rules.ts';

const level = (locationId: string, variantId: string, more: object) => ({
  ...noQuantities,
  locationId,
  variantId,
  ...more,
});

test('available is what is left (acceptance: stock)', () => {
  expect(availableOf(level('a', 'v', { onHand: 10, reserved: 5, safety: 3 }))).toBe(2);
  expect(availableOf(level('a', 'v', { onHand: 10, reserved: 10, safety: -5 }))).toBe(5);
});

test('lines of one variant are checked together', () => {
  expect(
    perVariant([
      { variantId: 'v', quantity: 2 },
      { variantId: 'w', quantity: 1 },
      { variantId: 'v', quantity: 3 },
    ]),
  ).toEqual([
    { variantId: 'v', quantity: 5 },
    { variantId: 'w', quantity: 1 },
  ]);
});

test('the first location that has all of it, else what is short where most is there', () => {
  const levels = [level('a', 'v', { onHand: 1 }), level('b', 'v', { onHand: 5 }), level('b', 'w', { onHand: 1 })];
  expect(chooseLocation(['a', 'b'], [{ variantId: 'v', quantity: 2 }], levels)).toEqual({ locationId: 'b' });
  expect(
    chooseLocation(
      ['a', 'b'],
      [
        { variantId: 'v', quantity: 2 },
        { variantId: 'w', quantity: 2 },
      ],
      levels,
    ),
  ).toEqual({
    short: [{ variantId: 'w', quantity: 2, available: 1 }],
  });
  expect(chooseLocation([], [{ variantId: 'v', quantity: 1 }], levels)).toEqual({
    short: [{ variantId: 'v', quantity: 1, available: 0 }],
  });
});

test('a promise that cannot be kept is oversold, the shop’s own safety is not', () => {
  expect(isOversold(level('a', 'v', { onHand: 1, committed: 2 }))).toBe(true);
  expect(isOversold(level('a', 'v', { onHand: 1, safety: 3 }))).toBe(false);
  expect(isOversold(level('a', 'v', { onHand: -1 }))).toBe(true);
});
