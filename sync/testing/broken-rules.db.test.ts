import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runNode } from '../../tools/testing/spawn-node.ts';
import { brokenRules } from './broken-rules.ts';

const SEEDS = 40;
const breaker = pathToFileURL(join(import.meta.dirname, 'break-rule.ts')).href;

/** The checks are worth as much as what they catch: each rule is broken in a program of its own and must be missed. */
describe.concurrent('the simulation catches', () => {
  test.each(brokenRules)('$name: $doc', { timeout: 600_000 }, async ({ name }) => {
    const env = { BROKEN_RULE: name, NODE_OPTIONS: `--import ${breaker}` };
    const { code, output } = await runNode('sync/testing/find-broken.ts', [String(SEEDS)], { quiet: true, env });
    expect(output).toMatch(/^seed \d+: /);
    expect(code).toBe(0);
  });
});
