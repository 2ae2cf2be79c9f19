import { expect, test } from 'vitest';
import { isSmallMemory } from './small-memory.ts';

test('a computer with four gigabytes is small, however little its system leaves of them; one with eight is not', () => {
  expect([2, 3.7, 4, 4.2].map((gb) => isSmallMemory(gb * 1024 ** 3))).toEqual([true, true, true, true]);
  expect([7.6, 8, 16].map((gb) => isSmallMemory(gb * 1024 ** 3))).toEqual([false, false, false]);
});
