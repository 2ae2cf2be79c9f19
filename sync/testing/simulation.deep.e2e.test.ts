import { expect, test } from 'vitest';
import { findingsOf, seedsFrom } from './hold-seeds.ts';

const firstSeed = Number(process.env.SIM_SEED ?? 10_000);
const runs = Number(process.env.SIM_RUNS ?? 1_000);

/** The same simulation as in simulation.db.test.ts over many more seeds, and for longer; SIM_SEED and SIM_RUNS choose. */
test('desks and cloud agree over many seeds', async () => {
  expect(await findingsOf(seedsFrom(firstSeed, runs))).toEqual([]);
});

test('desks and cloud agree over long days with many desks', async () => {
  const count = Math.ceil(runs / 10);
  expect(await findingsOf(seedsFrom(firstSeed + runs, count), { desks: 5, deeds: 400 })).toEqual([]);
});
