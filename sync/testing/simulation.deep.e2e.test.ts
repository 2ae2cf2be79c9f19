import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

const firstSeed = Number(process.env.SIM_SEED ?? 10_000);
const runs = Number(process.env.SIM_RUNS ?? 1_000);

/** The same simulation as in simulation.test.ts, longer and over many more seeds; a failure names its seed. */
test.each([
  ['a bad line', {}],
  ['files and lines', { restoreFiles: true, desks: 3 }],
  ['a cloud set back', { restoreCloud: true }],
  ['everything for long', { restoreFiles: true, desks: 4, steps: 400 }],
])('desks and cloud agree: %s', async (_name, options) => {
  const failures: string[] = [];
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    await simulate({ seed, ...options }).catch((error: Error) => failures.push(error.message));
    if (failures.length >= 3) break;
  }
  expect(failures).toEqual([]);
});
