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
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Counts a vitest run. A file that could not even be loaded counts as one failure; a skipped test is named. */
export function readVitestReport(text: string): Outcome {
  const { testResults, success } = report.parse(JSON.parse(text));
  const outcome: Outcome = { passed: 0, failed: 0, skipped: 0, notes: [] };
  for (const file of testResults) {
    const where = relative(root, file.name);
    for (const test of file.assertionResults) {
      if (test.status === 'passed') outcome.passed += 1;
      else if (test.status === 'failed') outcome.failed += 1;
      else {
        outcome.skipped += 1;
        outcome.notes.push(`skipped: ${where} > ${test.fullName.trim()}`);
      }
    }
    const someFailed = file.assertionResults.some((test) => test.status === 'failed');
    if (file.status === 'failed' && !someFailed) outcome.failed += 1;
  }
  // An error outside any test (an unhandled rejection, a failed set-up) must not end as a success.
  if (!success && outcome.failed === 0) outcome.failed += 1;
  return outcome;
}
