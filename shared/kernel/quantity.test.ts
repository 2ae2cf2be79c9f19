import { expect, test } from 'vitest';
import { extend, formatQuantity } from './quantity.ts';

test('1.240 kg at 6.50 a kilogram is 8.06', () => {
  expect(extend(650, 1240, 3)).toBe(806);
});

test.each([
  [1240, 3, '1.240'],
  [5, 3, '0.005'],
  [-1500, 3, '-1.500'],
  [7, 0, '7'],
])('%i at scale %i is written %s', (quantity, scale, text) => {
  expect(formatQuantity(quantity, scale)).toBe(text);
});
