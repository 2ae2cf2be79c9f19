import { expect, test } from 'vitest';
import { offByHand } from './by-hand.ts';

const reason = 'chip on the base';

test('a share and an amount on a line, never more than the line', () => {
  const lines = [
    { amount: 3800, off: { percent: '15/100', reason } },
    { amount: 500, off: { amount: 700, reason } },
    { amount: 105, off: { percent: '10/100', reason } },
    { amount: 900 },
    { amount: 900, off: { percent: '150/100', reason } },
  ];
  expect(offByHand(lines)).toEqual([570, 500, 11, 0, 900]);
});

test('an amount on the whole sale is shared out to the penny over what is left of each line', () => {
  const lines = [{ amount: 1000 }, { amount: 1000, off: { amount: 1000, reason } }, { amount: 2000 }];
  expect(offByHand(lines, { amount: 299, reason })).toEqual([100, 1000, 199]);
  expect(offByHand(lines, { amount: 9_999, reason })).toEqual([1000, 1000, 2000]);
  expect(offByHand([{ amount: 0 }], { amount: 10, reason })).toEqual([0]);
});

test('a share of the whole sale is taken line by line', () => {
  const lines = [106, 206, 306, 406].map((amount) => ({ amount }));
  expect(offByHand(lines, { percent: '10/100', reason })).toEqual([11, 21, 31, 41]);
});
