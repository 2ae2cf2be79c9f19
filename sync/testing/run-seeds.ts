/** `npm run simulate -- --seed 42` tells all that one seed does; `--from 1 --count 500` runs many and tells what breaks. */
import { parseArgs } from 'node:util';
import { findingsOf, seedsFrom } from './hold-seeds.ts';
import { planOf } from './plan.ts';
import { simulate, tellPlan } from './simulate.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    deeds: { type: 'string' },
  },
});

const deeds = values.deeds === undefined ? {} : { deeds: Number(values.deeds) };
if (values.seed !== undefined) {
  const plan = planOf({ seed: Number(values.seed), ...deeds });
  const { broke, trace, error } = await simulate(plan);
  process.stdout.write(`${tellPlan(plan)}\n\n${trace.join('\n')}\n`);
  process.stdout.write(broke === null ? 'it holds\n' : `BROKEN: ${(error as Error).stack}\n`);
  process.exitCode = broke === null ? 0 : 1;
} else {
  const since = process.cpuUsage();
  const seeds = seedsFrom(Number(values.from), Number(values.count));
  const findings = await findingsOf(seeds, deeds);
  for (const finding of findings) process.stdout.write(`${finding}\n\n`);
  const { user, system } = process.cpuUsage(since);
  process.stdout.write(
    `${findings.length === 0 ? `${seeds.length} seeds hold` : `${findings.length} broke`}, ${((user + system) / 1e6).toFixed(1)} CPU s\n`,
  );
  process.exitCode = findings.length === 0 ? 0 : 1;
}
