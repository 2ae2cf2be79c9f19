import { expect, test } from 'vitest';
import { thousandthsOf } from '../till/weighing.ts';
import { taresOfText, taresText } from './tares-text.ts';

test('packaging is written a line each, and read as it was written', () => {
  const tares = [
    { name: 'Paper bag', weight: 5 },
    { name: 'Tub 500', weight: 1_018 },
  ];
  expect(taresText(tares)).toBe('Paper bag 0.005\nTub 500 1.018');
  expect(taresOfText(taresText(tares))).toEqual(tares);
  expect(taresOfText('\nTub 0,2\n')).toEqual([{ name: 'Tub', weight: 200 }]);
  for (const wrong of ['Tub', '0.018', 'Tub 0.000', 'Tub 0.1\nTub 0.2', Array(9).fill('x 0.1').join('\n')])
    expect(taresOfText(wrong), wrong).toBeNull();
});

test('a weight that is typed is as fine as a scale counts', () => {
  expect(['0.425', '1,5', '2', '.05', ' 0.1 '].map(thousandthsOf)).toEqual([425, 1_500, 2_000, 50, 100]);
  expect(['', '.', 'x', '0.0001', '-1', '1234'].map(thousandthsOf)).toEqual([null, null, null, null, null, null]);
});
