import { expect, test } from 'vitest';
import { thousandthsOf, typeWeight } from './weighing.ts';

const typed = (keys: readonly string[]) => keys.reduce(typeWeight, '');

test('a weight is typed key by key, and nothing that no scale says', () => {
  expect(typed(['.', '4', '2', '5'])).toBe('0.425');
  expect(typed(['1', '2', '.', '.', '5'])).toBe('12.5');
  expect(typed(['1', '2', '3', '4'])).toBe('123');
  expect(typed(['0', '.', '1', '2', '3', '4'])).toBe('0.123');
  expect(typed(['1', '.', 'back', 'back', '7'])).toBe('7');
  expect(thousandthsOf(typed(['.', '4', '2', '5']))).toBe(425);
});
