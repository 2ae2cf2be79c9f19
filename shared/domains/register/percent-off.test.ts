import { expect, test } from 'vitest';
import { percentOff } from './trade-needs.ts';

test('a whole percentage as it is rounded when it is given is that percentage, and what is above it is the next', () => {
  const off = (full: number, discount: number) => percentOff({ quantity: 1, discount }, 0, full);
  expect([off(105, 11), off(202, 51), off(10_000, 1_000), off(3_800, 570)]).toEqual([10, 25, 10, 15]);
  expect([off(10_000, 1_010), off(105, 12), off(100, 100), off(100, 0), off(0, 5)]).toEqual([11, 11, 100, 0, 0]);
  expect(percentOff({ quantity: 1_240, unitPrice: 325 }, 3, 650)).toBe(50);
  expect(percentOff({ quantity: 1, unitPrice: 700 }, 0, 650)).toBe(0);
});
