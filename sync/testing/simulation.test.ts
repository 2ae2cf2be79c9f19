import { expect, test } from 'vitest';
import { type BrokenRule, simulate } from './simulate.ts';

const firstSeed = Number(process.env.SIM_SEED ?? 1);
const runs = Number(process.env.SIM_RUNS ?? 40);
const seeds = (count: number) => Array.from({ length: count }, (_, at) => firstSeed + at);

test('desks and cloud agree under lost, doubled and late requests, crashes and refetches', {
  timeout: 120_000,
}, async () => {
  for (const seed of seeds(runs)) await simulate({ seed });
});

test('older copies of desk files lose and double nothing that reached the cloud', { timeout: 120_000 }, async () => {
  for (const seed of seeds(runs)) await simulate({ seed, restoreFiles: true, desks: 3 });
});

test('a cloud set back to its backup gets every sale again', { timeout: 120_000 }, async () => {
  for (const seed of seeds(runs)) await simulate({ seed, restoreCloud: true });
});

const rules: BrokenRule[] = ['counter', 'early-release', 'no-lead', 'keep-refused'];

/** The first seed whose run the checks do not let through, with what they said. */
async function firstCaught(broken: BrokenRule): Promise<string | null> {
  for (const seed of seeds(20)) {
    const said = await simulate({ seed, broken }).then(
      () => null,
      (error: Error) => error.message,
    );
    if (said !== null) return said;
  }
  return null;
}

test.each(rules)('the checks catch a broken rule: %s', { timeout: 60_000 }, async (broken) => {
  expect(await firstCaught(broken)).toMatch(/^seed \d+: /);
});
