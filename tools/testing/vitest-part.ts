import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nothing, type Part } from './part.ts';
import { runNode } from './spawn-node.ts';
import { readVitestReport, slowest } from './vitest-report.ts';

/** A part that is one vitest project. `missing` says why it cannot run here and what would make it run. */
export function vitestPart(
  name: string,
  budgetMinutes: number,
  missing: () => string | undefined = () => undefined,
): Part {
  return {
    name,
    budgetMinutes,
    run: async () => {
      const reason = missing();
      if (reason) return { ...nothing, skipped: 1, notes: [`skipped: all of "${name}". ${reason}`] };
      const folder = mkdtempSync(join(tmpdir(), 'tillhouse-report-'));
      const file = join(folder, 'report.json');
      try {
        const args = [
          'run',
          '--project',
          name,
          '--passWithNoTests',
          '--reporter=dot',
          '--reporter=json',
          `--outputFile.json=${file}`,
        ];
        const ended = await runNode('node_modules/vitest/vitest.mjs', args);
        if (!existsSync(file))
          return { ...nothing, failed: 1, notes: [`"${name}" ended without a report (code ${ended.code})`] };
        const text = readFileSync(file, 'utf8');
        process.stdout.write(`longest: ${slowest(text)}\n`);
        const outcome = readVitestReport(text);
        return ended.code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
