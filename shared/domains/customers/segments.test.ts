import { expect, test } from 'vitest';
import { standingOf } from './segments.ts';

const at = Date.UTC(2026, 10, 27);
const days = (n: number) => at - n * 86_400_000;
const of = (orders: number, lastYear: number, lastAt: number | null, whole = true) =>
  standingOf({ orders, lastYear, lastAt, whole }, at);

test('whoever bought nothing is new, where that is known', () => {
  expect(of(0, 0, null)).toEqual({ segments: ['new'], firstOrder: true });
  expect(of(0, 0, null, false)).toEqual({ segments: [], firstOrder: false });
});

test('returning, regular from three a year, lapsed after half a year', () => {
  expect(of(1, 1, days(1))).toEqual({ segments: ['returning'], firstOrder: false });
  expect(of(2, 2, days(1), false).segments).toEqual(['returning']);
  expect(of(3, 3, days(180)).segments).toEqual(['returning', 'regular']);
  expect(of(3, 3, days(181)).segments).toEqual(['returning', 'regular', 'lapsed']);
  expect(of(9, 2, days(200)).segments).toEqual(['returning', 'lapsed']);
});
