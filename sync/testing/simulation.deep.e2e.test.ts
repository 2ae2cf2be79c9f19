import { expect, test } from 'vitest';
import { findingsOf, seedsFrom } from './hold-seeds.ts';

const firstSeed = Number(process.env.SIM_SEED ?? 10_000);
const runs = Number(process.env.SIM_RUNS ?? 1_000);

/** So many seeds one test has, however many are asked for: more of them are more tests, not one that takes too long. */
const inTests = (first: number, count: number, each: number) =>
  Array.from({ length: Math.ceil(count / each) }, (_, at) => {
    const seeds = seedsFrom(first + at * each, Math.min(each, count - at * each));
    return [seeds[0] as number, seeds.at(-1) as number, seeds] as const;
  });

/** The same simulation as in simulation.db.test.ts over many more seeds, and for longer; SIM_SEED and SIM_RUNS choose. */
test.each(inTests(firstSeed, runs, 100))('desks and cloud agree, seeds %i to %i', async (_first, _last, seeds) => {
  expect(await findingsOf(seeds)).toEqual([]);
});

test.each(inTests(firstSeed + runs, Math.ceil(runs / 10), 20))(
  'desks and cloud agree over long days with many desks, seeds %i to %i',
  async (_first, _last, seeds) => {
    expect(await findingsOf(seeds, { desks: 5, deeds: 400 })).toEqual([]);
  },
);
