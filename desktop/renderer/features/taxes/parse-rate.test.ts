import { expect, test } from 'vitest';
import { percentText } from '../../data/percent.ts';
import { parseRate } from './parse-rate.ts';

test('percentages are exact fractions and come back as they were written', () => {
  for (const text of ['20', '9.975', '5.5', '0']) expect(percentText(parseRate(text) ?? '')).toBe(text);
  expect(parseRate('9,975 %')).toBe('9975/100000');
  for (const odd of ['', 'x', '-1', '1.2345', '1000']) expect(parseRate(odd)).toBeNull();
});
