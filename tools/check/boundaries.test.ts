import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boundaryViolations, configuration } from './boundaries.ts';

const fixtures = join(import.meta.dirname, 'fixtures', 'boundaries');
const rules = (configuration.forbidden ?? []).map((rule) => rule.name as string);

test('every rule has a reason and a fixture', () => {
  expect(readdirSync(fixtures).sort()).toEqual([...rules].sort());
  for (const rule of configuration.forbidden ?? []) expect(rule.comment?.length).toBeGreaterThan(20);
});

// A rule that fails nothing would look the same as one that is kept.
test.each(rules)('%s fails the fixture that breaks it', async (rule) => {
  const baseDir = join(fixtures, rule);
  const found = await boundaryViolations(baseDir, readdirSync(baseDir));
  expect(found.map((violation) => violation.rule)).toContain(rule);
});
