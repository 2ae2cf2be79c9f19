import { relative } from 'node:path';
import * as z from 'zod';
import type { Outcome } from './part.ts';
import { root } from './spawn-node.ts';

/** What we read of the JSON that vitest writes. */
const report = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      startTime: z.number().default(0),
      endTime: z.number().default(0),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/** The first lines of what went wrong: enough to know what it is about where only the end of a long output is kept. */
const brief = (message: string | undefined): string =>
  (message ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(0, 6)
    .join('\n    ')
    .slice(0, 800);

/** Counts a vitest run. A file that could not even be loaded counts as one failure; what failed or was skipped is named. */
export function readVitestReport(text: string): Outcome {
  const { testResults, success } = report.parse(JSON.parse(text));
  const outcome: Outcome = { passed: 0, failed: 0, skipped: 0, notes: [] };
  for (const file of testResults) {
    const where = relative(root, file.name);
    for (const test of file.assertionResults) {
      if (test.status === 'passed') outcome.passed += 1;
      else if (test.status === 'failed') {
        outcome.failed += 1;
        outcome.notes.push(`failed: ${where} > ${test.fullName.trim()}\n    ${brief(test.failureMessages?.[0])}`);
      } else {
        outcome.skipped += 1;
        outcome.notes.push(`skipped: ${where} > ${test.fullName.trim()}`);
      }
    }
    const someFailed = file.assertionResults.some((test) => test.status === 'failed');
    if (file.status === 'failed' && !someFailed) {
      outcome.failed += 1;
      outcome.notes.push(`failed: ${where}\n    ${brief(file.message)}`);
    }
  }
  // An error outside any test (an unhandled rejection, a failed set-up) must not end as a success.
  if (!success && outcome.failed === 0) outcome.failed += 1;
  return outcome;
}

/** Which files took longest, in words: where a part that is over its budget is to be looked at first. */
export function slowest(text: string, count = 6): string {
  const { testResults } = report.parse(JSON.parse(text));
  return testResults
    .map(({ name, startTime, endTime }) => ({ name: relative(root, name), seconds: (endTime - startTime) / 1_000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(({ name, seconds }) => `${name} ${seconds.toFixed(0)} s`)
    .join(', ');
}
