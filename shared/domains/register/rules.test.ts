import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partOf, receiptNumber, unitsOf } from './rules.ts';

test('receipt numbers', () => {
  expect(receiptNumber('B2', 1, 1184)).toBe('B2-1184');
  expect(receiptNumber('B2', 2, 17)).toBe('B2-2-17');
});

test('returned parts of a line sum to the line, in whatever order they come back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
      (amount, units) => {
        const sold = units.reduce((a, b) => a + b, 0);
        let before = 0;
        let total = 0;
        for (const quantity of units) {
          total += partOf(amount, sold, before, quantity);
          before += quantity;
        }
        expect(total).toBe(amount);
      },
    ),
  );
});

test('weighed lines count as one unit', () => {
  expect(
    unitsOf([
      { quantity: 3, scale: 0 },
      { quantity: 1240, scale: 3 },
    ]),
  ).toBe(4);
  expect(
    unitsOf([
      { quantity: -2, scale: 0 },
      { quantity: -500, scale: 3 },
    ]),
  ).toBe(-3);
});
