import { planOf, type PlanOptions } from './plan.ts';
import { shrink } from './shrink.ts';
import { simulate, tellPlan } from './simulate.ts';

/** @returns null where the seed holds, otherwise what broke, the shortest plan found that breaks, and how to see it again */
export async function findingOf(options: PlanOptions): Promise<string | null> {
  const ran = await simulate(planOf(options));
  return ran.broke === null ? null : tell(options, ran.broke);
}

async function tell(options: PlanOptions, broke: string): Promise<string> {
  const small = await shrink(planOf(options));
  const deeds = options.deeds === undefined ? '' : ` --deeds ${options.deeds}`;
  const troubles = options.troubles === undefined ? '' : ` --troubles ${options.troubles.join(',')}`;
  return [
    `seed ${options.seed}: ${broke}`,
    `again: npm run simulate -- --seed ${options.seed}${deeds}${troubles}`,
    `keep it: add ${options.seed} to sync/testing/kept-seeds.json`,
    `the shortest that breaks: ${small.ran.broke ?? 'none'}`,
    tellPlan(small.plan),
    'what happened in it:',
    ...small.ran.trace.slice(-60).map((line) => `  ${line}`),
    (small.ran.error as Error | undefined)?.stack ?? '',
  ].join('\n');
}

/** Runs seeds one after the other and stops at the third that breaks. */
export async function findingsOf(seeds: readonly number[], options: Omit<PlanOptions, 'seed'> = {}): Promise<string[]> {
  const findings: string[] = [];
  for (const seed of seeds) {
    const finding = await findingOf({ seed, ...options });
    if (finding !== null) findings.push(finding);
    if (findings.length >= 3) break;
  }
  return findings;
}

export const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => first + at);
