import { expect, test } from 'vitest';
import { addDays, localDayAndHour } from './instant.ts';

test('the store’s day differs from the UTC day in summer time', () => {
  expect(localDayAndHour(Date.parse('2026-06-30T23:30:00Z'), 'Europe/London')).toEqual({ date: '2026-07-01', hour: 0 });
});

test('days are added over a month’s end and a clock change', () => {
  expect(addDays('2026-10-24', 7)).toBe('2026-10-31');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
});
