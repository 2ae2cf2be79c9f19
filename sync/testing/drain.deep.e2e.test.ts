import '@tillhouse/shared/domains/commands.ts';
import { expect, test } from 'vitest';
import { runDrain } from './drain.ts';

test.each([1, 2, 3])('2,000 mutations of two desks land once each and in order, seed %i', async (seed) => {
  const { done, landed, cloud, desks, met, ...left } = await runDrain({ mutations: 2_000, seed });
  expect(landed).toEqual(done);
  expect(cloud.orders).toHaveLength(1_598);
  expect(cloud.onHand).toBe(5_000 - 1_598 + 400);
  expect(desks).toEqual([cloud, cloud]);
  expect(left).toEqual({ unsettled: 0, needAttention: 0 });
  expect(Math.min(met.busy, met.cut, met.twice)).toBeGreaterThan(0);
});
