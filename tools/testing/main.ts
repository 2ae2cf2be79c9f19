import { parseArgs } from 'node:util';
import { findChromium, noChromium } from '../parts/chromium.ts';
import { nothing, type Outcome, type Part } from './part.ts';
import { type Run, summary } from './report-table.ts';
import { staticParts } from './static-parts.ts';
import { installSystemPackages } from './system-packages.ts';
import { vitestPart } from './vitest-part.ts';

const usage = 'npm test -- [--install] [--deep] [--only part,part]';

const browser = (): string | undefined => (findChromium() ? undefined : noChromium);

const parts: Part[] = [
  ...staticParts,
  vitestPart('unit', 1.75),
  // Each file has a database of its own; what costs is the work: every operation against another tenant's ids, both engines.
  vitestPart('db', 9.5),
  vitestPart('bus', 0.75),
  // What people do waits for what is on the page, never for how long it took: so screens are looked at beside it.
  vitestPart('e2e', 6, browser),
];

const deepParts: Part[] = [vitestPart('deep', 30, browser)];

async function runPart(part: Part): Promise<Run> {
  const since = performance.now();
  process.stdout.write(`\n== ${part.name} (budget ${part.budgetMinutes} min)\n`);
  const outcome = await part.run().catch((error: unknown): Outcome => {
    process.stdout.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return { ...nothing, failed: 1 };
  });
  const minutes = (performance.now() - since) / 60_000;
  const { passed, failed, skipped } = outcome;
  process.stdout.write(
    `-- ${part.name}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${(minutes * 60).toFixed(1)} s\n`,
  );
  return { part, outcome, minutes };
}

const { values } = parseArgs({
  options: {
    install: { type: 'boolean' },
    deep: { type: 'boolean' },
    only: { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) {
  process.stdout.write(`${usage}\n`);
} else {
  if (values.install || process.env['CI'] === 'true') installSystemPackages();
  const all = values.deep ? [...parts, ...deepParts] : parts;
  const chosen = values.only?.split(',');
  const runs: Run[] = [];
  for (const part of all) if (!chosen || chosen.includes(part.name)) runs.push(await runPart(part));
  process.stdout.write(summary(runs));
  process.exitCode = runs.length === 0 || runs.some((run) => run.outcome.failed > 0) ? 1 : 0;
}
