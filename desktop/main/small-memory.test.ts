import { expect, test } from 'vitest';
import { isSmallMemory } from './small-memory.ts';

test('a computer with two gigabytes is small, however little its system leaves of them; one with four is not', () => {
  expect([1, 1.7, 2, 2.2].map((gb) => isSmallMemory(gb * 1024 ** 3))).toEqual([true, true, true, true]);
  expect([3.6, 4, 16].map((gb) => isSmallMemory(gb * 1024 ** 3))).toEqual([false, false, false]);
});
