import { expect, test } from 'vitest';
import { latency, reaches } from './figures.ts';

/** So many of a hundred take 600 ms, the others 10. */
const slow = (percent: number) => Array.from({ length: 1_000 }, (_, at) => (at % 100 < percent ? 600 : 10));

test('a goal for the p99 is judged by the p99, and not by too few samples', () => {
  expect(reaches(latency('sync.fanout_1000', 'ms', slow(1), 'p99 <= 500'))).toBe(true);
  expect(reaches(latency('sync.fanout_1000', 'ms', slow(2), 'p99 <= 500'))).toBe(false);
  expect(reaches(latency('sync.fanout_1000', 'ms', slow(2).slice(0, 300), 'p99 <= 500'))).toBeNull();
});

test('a goal without a quantile is judged by the headline, which of latencies is the p95', () => {
  expect(reaches(latency('till.sale_commit', 'ms', slow(2), '<= 50'))).toBe(true);
  expect(reaches(latency('till.sale_commit', 'ms', slow(6), '<= 50'))).toBe(false);
  expect(reaches(latency('till.sale_commit', 'ms', slow(6), 'p50 <= 50'))).toBe(true);
});
