import '@tillhouse/shared/domains/commands.ts';
import { expect, test } from 'vitest';
import { runDrain } from './drain.ts';

// Two thousand of them: drain.deep.e2e.test.ts.
test('300 mutations of two desks land once each and in order, through 503s, cut and doubled answers and a restart', {
  timeout: 600_000,
}, async () => {
  const { done, landed, cloud, desks, met, ...left } = await runDrain({ mutations: 300, seed: 1 });
  expect(landed).toEqual(done);
  // Of each five one is a find, the first of all opens the till: 119 sales a desk.
  expect(cloud.orders).toHaveLength(238);
  expect(cloud.onHand).toBe(5_000 - 238 + 60);
  expect(desks).toEqual([cloud, cloud]);
  expect(left).toEqual({ unsettled: 0, needAttention: 0 });
  expect(Math.min(met.busy, met.cut, met.twice)).toBeGreaterThan(0);
});
