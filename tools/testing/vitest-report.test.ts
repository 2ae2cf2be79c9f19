import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './spawn-node.ts';
import { readVitestReport } from './vitest-report.ts';

const file = (status: string, ...tests: [string, string][]) => ({
  name: join(root, 'shared', 'a.test.ts'),
  status,
  assertionResults: tests.map(([fullName, each]) => ({ fullName, status: each })),
});
const read = (success: boolean, ...testResults: unknown[]) =>
  readVitestReport(JSON.stringify({ success, testResults }));

test('counts tests and names the skipped ones', () => {
  const outcome = read(false, file('failed', ['a', 'passed'], ['b', 'failed'], ['c', 'pending']));
  expect(outcome).toEqual({ passed: 1, failed: 1, skipped: 1, notes: [`skipped: ${join('shared', 'a.test.ts')} > c`] });
});

test('a file that does not load, and a failure outside all tests, each count as failed', () => {
  expect(read(false, file('failed'))).toMatchObject({ passed: 0, failed: 1 });
  expect(read(false, file('passed', ['a', 'passed']))).toMatchObject({ passed: 1, failed: 1 });
  expect(read(true, file('passed', ['a', 'passed']))).toMatchObject({ passed: 1, failed: 0 });
});
