import { expect, test } from 'vitest';
import { shortMoney } from './chart-words.ts';

test.each([
  [0, 'GBP', '£0'],
  [25_000, 'GBP', '£250'],
  [150_000, 'GBP', '£1.5k'],
  [300_000, 'GBP', '£3k'],
  [-150_000, 'GBP', '\u2212£1.5k'],
  [1_500, 'JPY', '¥1.5k'],
])('%i of %s on an axis is %s', (amount, currency, text) => {
  expect(shortMoney(amount, currency)).toBe(text);
});
