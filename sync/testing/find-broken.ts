/** Runs seeds until one breaks, and says which; used with break-rule.ts. */
import { brokenRules } from './broken-rules.ts';
import { seedsFrom } from './hold-seeds.ts';
import { planOf } from './plan.ts';
import { simulate } from './simulate.ts';

const { troubles, seed: known } = brokenRules.find(({ name }) => name === process.env.BROKEN_RULE) ?? {};
const most = Number(process.argv[2] ?? 25);
// The seed that caught it last comes first; where the program has changed since, the others are looked through.
const seeds = known === undefined ? seedsFrom(1, most) : [known, ...seedsFrom(1, most)];
for (const seed of seeds) {
  const { broke } = await simulate(planOf({ seed, ...(troubles ? { troubles } : {}) }));
  if (broke === null) continue;
  process.stdout.write(`seed ${seed}: ${broke}\n`);
  process.exit(0);
}
process.stdout.write(`${most} seeds hold\n`);
process.exit(3);
