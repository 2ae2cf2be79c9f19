import { expect, test } from 'vitest';
import { closingNote, countColumns, countedSum, typedCount } from './count.ts';

test('a count is the sum of its pieces; nothing typed counts as none', () => {
  expect(countedSum({ 2000: '8', 1000: '9', 50: '10', 1: '' })).toBe(16_000 + 9_000 + 500);
  expect(countedSum({})).toBe(0);
});

test('notes and coins stand in two columns, the largest first', () => {
  const [left, right] = countColumns('GBP');
  expect([left[0], left.length, right.at(-1), right.length]).toEqual([5_000, 6, 1, 6]);
});

test('a field takes digits alone', () => {
  expect([typedCount('012x'), typedCount('0'), typedCount('1234567'), typedCount('-3')]).toEqual([
    '12',
    '0',
    '12345',
    '3',
  ]);
});

test('the first count is kept beside the reason', () => {
  expect(closingNote(' wrong change ', '£334.30')).toBe('wrong change · Counted first: £334.30');
  expect(closingNote('', null)).toBe('');
});
