import { expect, test } from 'vitest';
import { findingsOf, seedsFrom } from './hold-seeds.ts';
import keptSeeds from './kept-seeds.json' with { type: 'json' };

const FIRST = Number(process.env.SIM_SEED ?? 1);

const HERE = 200;

test('seeds that once broke hold', { timeout: 600_000 }, async () => {
  // Those among the seeds below are run there.
  expect(await findingsOf(keptSeeds.filter((seed) => seed < FIRST || seed >= FIRST + HERE))).toEqual([]);
});

test.each([0, 50, 100, 150])(
  'desks and cloud agree, whatever happens: 50 seeds from %i on',
  {
    timeout: 600_000,
  },
  async (from) => {
    expect(await findingsOf(seedsFrom(FIRST + from, 50))).toEqual([]);
  },
);
