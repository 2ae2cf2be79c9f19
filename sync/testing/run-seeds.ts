/** `npm run simulate -- --seed 42` tells all that one seed does; `--from 1 --count 500` runs many and tells what breaks;
 * `--troubles restored-cloud,refetches` names what may go wrong instead of letting each seed choose. */
import { parseArgs } from 'node:util';
import { findingsOf, seedsFrom } from './hold-seeds.ts';
import { planOf, type Trouble } from './plan.ts';
import { simulate, tellPlan } from './simulate.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    deeds: { type: 'string' },
    troubles: { type: 'string' },
  },
});

const options = {
  ...(values.deeds === undefined ? {} : { deeds: Number(values.deeds) }),
  ...(values.troubles === undefined ? {} : { troubles: values.troubles.split(',') as Trouble[] }),
};
if (values.seed !== undefined) {
  const plan = planOf({ seed: Number(values.seed), ...options });
  const { broke, trace, error } = await simulate(plan);
  process.stdout.write(`${tellPlan(plan)}\n\n${trace.join('\n')}\n`);
  process.stdout.write(broke === null ? 'it holds\n' : `BROKEN: ${(error as Error).stack}\n`);
  process.exitCode = broke === null ? 0 : 1;
} else {
  const since = process.cpuUsage();
  const seeds = seedsFrom(Number(values.from), Number(values.count));
  const findings = await findingsOf(seeds, options);
  for (const finding of findings) process.stdout.write(`${finding}\n\n`);
  const { user, system } = process.cpuUsage(since);
  process.stdout.write(
    `${findings.length === 0 ? `${seeds.length} seeds hold` : `${findings.length} broke`}, ${((user + system) / 1e6).toFixed(1)} CPU s\n`,
  );
  process.exitCode = findings.length === 0 ? 0 : 1;
}
