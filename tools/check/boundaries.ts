import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { root } from '../testing/spawn-node.ts';

const require = createRequire(import.meta.url);

export const configuration = require(join(root, '.dependency-cruiser.cjs')) as IConfiguration;

export const layers = ['shared', 'sync', 'desktop', 'cloud-api', 'storefront-widget', 'tools', 'bench'];

export type Violation = { rule: string; from: string; to: string };

/** Who imports what a layer's rule forbids, below `baseDir`. */
export async function boundaryViolations(baseDir: string, folders: string[]): Promise<Violation[]> {
  const result = await cruise(folders, {
    ...configuration.options,
    baseDir,
    validate: true,
    ruleSet: { forbidden: configuration.forbidden ?? [] },
  });
  const { summary } = result.output as ICruiseResult;
  return summary.violations.map((each) => ({ rule: each.rule.name, from: each.from, to: each.to }));
}

/** @returns each forbidden import with the reason of its rule */
export async function checkBoundaries(): Promise<string[]> {
  const violations = await boundaryViolations(root, layers);
  const reasons = new Map((configuration.forbidden ?? []).map((rule) => [rule.name, rule.comment]));
  return violations.map((each) => `${each.from} → ${each.to}\n    ${each.rule}: ${reasons.get(each.rule) ?? ''}`);
}
