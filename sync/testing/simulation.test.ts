import { expect, test } from 'vitest';
import { findingsOf, seedsFrom } from './hold-seeds.ts';
import { planOf } from './plan.ts';
import { simulate } from './simulate.ts';

// Two hundred seeds and the kept ones run in simulation.db.test.ts, any number in simulation.deep.e2e.test.ts.

test('two seeds hold', { timeout: 120_000 }, async () => {
  expect(await findingsOf(seedsFrom(1, 2))).toEqual([]);
});

test('the same seed does the same to the last step', { timeout: 60_000 }, async () => {
  const traces = [];
  for (let run = 0; run < 2; run += 1) traces.push((await simulate(planOf({ seed: 3 }))).trace);
  expect(traces[0]?.length).toBeGreaterThan(50);
  expect(traces[1]).toEqual(traces[0]);
});
