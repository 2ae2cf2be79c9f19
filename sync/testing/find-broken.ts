/** Runs seeds until one breaks, and says which; used with break-rule.ts. */
import { brokenRules } from './broken-rules.ts';
import { planOf } from './plan.ts';
import { simulate } from './simulate.ts';

const { troubles } = brokenRules.find(({ name }) => name === process.env.BROKEN_RULE) ?? {};
const most = Number(process.argv[2] ?? 25);
for (let seed = 1; seed <= most; seed += 1) {
  const { broke } = await simulate(planOf({ seed, ...(troubles ? { troubles } : {}) }));
  if (broke === null) continue;
  process.stdout.write(`seed ${seed}: ${broke}\n`);
  process.exit(0);
}
process.stdout.write(`${most} seeds hold\n`);
process.exit(3);
