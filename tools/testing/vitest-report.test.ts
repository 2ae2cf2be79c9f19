import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './spawn-node.ts';
import { readVitestReport, slowest } from './vitest-report.ts';

const file = (status: string, ...tests: [string, string][]) => ({
  name: join(root, 'shared', 'a.test.ts'),
  status,
  message: 'it did not load',
  assertionResults: tests.map(([fullName, each]) => ({
    ...{ fullName, status: each },
    failureMessages: each === 'failed' ? ['Error: no\n\nexpected 1' + '\n    at a.test.ts:1:1'] : [],
  })),
});
const read = (success: boolean, ...testResults: unknown[]) =>
  readVitestReport(JSON.stringify({ success, testResults }));

test('counts tests, and names those that were skipped or failed', () => {
  const outcome = read(false, file('failed', ['a', 'passed'], ['b', 'failed'], ['c', 'pending']));
  const where = join('shared', 'a.test.ts');
  const notes = [`failed: ${where} > b\n    Error: no\n    expected 1`, `skipped: ${where} > c`];
  expect(outcome).toEqual({ passed: 1, failed: 1, skipped: 1, notes });
});

test('a file that does not load, and a failure outside all tests, each count as failed', () => {
  expect(read(false, file('failed'))).toMatchObject({
    ...{ passed: 0, failed: 1 },
    notes: [expect.stringContaining('it did not load')],
  });
  expect(read(false, file('passed', ['a', 'passed']))).toMatchObject({ passed: 1, failed: 1 });
  expect(read(true, file('passed', ['a', 'passed']))).toMatchObject({ passed: 1, failed: 0 });
});

test('names the files that took longest', () => {
  const took = (name: string, seconds: number) => ({
    ...{ ...file('passed'), name: join(root, name) },
    ...{ startTime: 5_000, endTime: 5_000 + seconds * 1_000 },
  });
  const text = JSON.stringify({ success: true, testResults: [took('a.ts', 1), took('b.ts', 9), took('c.ts', 4)] });
  expect(slowest(text, 2)).toBe('b.ts 9 s, c.ts 4 s');
});
