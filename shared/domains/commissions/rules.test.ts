import { expect, test } from 'vitest';
import { commissionsOf, rateOf } from './rules.ts';

const none = { staffId: null, roleId: null, category: null };
const rates = [
  { ...none, rate: '1/100', fromDay: '2026-01-01' },
  { ...none, rate: '2/100', fromDay: '2026-06-01' },
  { ...none, category: 'Lamps', rate: '5/100', fromDay: '2026-01-01' },
  { ...none, roleId: 'lead', rate: '3/100', fromDay: '2026-01-01' },
  { ...none, staffId: 'ann', rate: '0', fromDay: '2026-01-01' },
  { ...none, staffId: 'ann', category: 'Lamps', rate: '10/100', fromDay: '2026-01-01' },
];
const sold = (staffId: string, roleId: string, category: string | null, day: string, net = 100) => ({
  ...{ staffId, roleId, category, day, net },
});

test('the most particular rate counts, and of the same the one that held on the day', () => {
  expect(rateOf(rates, sold('bob', 'till', 'Mugs', '2026-05-31'))).toBe('1/100');
  expect(rateOf(rates, sold('bob', 'till', null, '2026-06-01'))).toBe('2/100');
  expect(rateOf(rates, sold('bob', 'till', 'Lamps', '2026-06-01'))).toBe('5/100');
  expect(rateOf(rates, sold('cat', 'lead', 'Lamps', '2026-06-01'))).toBe('3/100');
  expect(rateOf(rates, sold('ann', 'lead', 'Mugs', '2026-06-01'))).toBe('0');
  expect(rateOf(rates, sold('ann', 'lead', 'Lamps', '2026-06-01'))).toBe('10/100');
  expect(rateOf(rates, sold('bob', 'till', 'Mugs', '2025-12-31'))).toBe('0');
});

test('is rounded once a rate, and what came back is taken off', () => {
  const days = ['2026-06-01', '2026-06-02', '2026-06-03'];
  const of = days.map((day) => sold('bob', 'till', 'Mugs', day, 1_030));
  expect(commissionsOf(rates, of)).toEqual([{ rate: '2/100', net: 3_090, amount: 62 }]);
  const back = [...of, sold('bob', 'till', 'Mugs', '2026-06-04', -4_000)];
  expect(commissionsOf(rates, back)).toEqual([{ rate: '2/100', net: -910, amount: -18 }]);
  expect(commissionsOf(rates, [sold('ann', 'till', 'Mugs', '2026-06-01')])).toEqual([]);
});
