import { expect, test } from 'vitest';
import { cursorKeys } from './cursor-keys.ts';

function walk(total: number, from: number, ...keys: string[]): number {
  let at = from;
  const map = cursorKeys(total, (next) => {
    at = typeof next === 'function' ? next(at) : next;
  });
  for (const key of keys) map[key]?.({} as KeyboardEvent);
  return at;
}

test('walks row by row and page by page, and never leaves the list', () => {
  expect(walk(40, 0, 'j', 'ArrowDown', 'k')).toBe(1);
  expect(walk(40, 3, 'PageDown', 'PageDown', 'PageDown')).toBe(39);
  expect(walk(40, 3, 'PageUp')).toBe(0);
  expect([walk(40, 3, 'End'), walk(40, 3, 'Home')]).toEqual([39, 0]);
});

test('an empty list has its cursor at the top', () => {
  expect([walk(0, 0, 'j'), walk(0, 0, 'End'), walk(0, 0, 'k')]).toEqual([0, 0, 0]);
});
