import { runNode } from '../testing/spawn-node.ts';
import { checkBoundaries } from './boundaries.ts';
import { checkFileLengths } from './file-lengths.ts';
import { checkInstallScripts } from './install-scripts.ts';
import { checkLint } from './lint.ts';
import { checkLockFile } from './lock-file.ts';
import { checkTypes } from './types.ts';

/** A check returns what is wrong, in words; nothing when all is well. Put a new one into the list below. */
type Check = { name: string; run: () => Promise<string[]> | string[] };

async function unitTests(): Promise<string[]> {
  const ended = await runNode('node_modules/vitest/vitest.mjs', ['run', '--project', 'unit', '--reporter=dot'], {
    quiet: true,
  });
  return ended.code === 0 ? [] : [ended.output];
}

const checks: Check[] = [
  { name: 'types', run: checkTypes },
  { name: 'lint', run: checkLint },
  { name: 'boundaries', run: checkBoundaries },
  { name: 'file lengths', run: checkFileLengths },
  { name: 'lock file', run: checkLockFile },
  { name: 'install scripts', run: checkInstallScripts },
  // Loaded here, so that a fault in the code it reads fails this check alone.
  { name: 'reference pages', run: async () => (await import('../docs/write-docs.ts')).stalePages() },
  { name: 'unit tests', run: unitTests },
];

// `npm run check -- types lint` runs these alone; without names, all.
const named = process.argv.slice(2);
const unknown = named.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no check ${unknown.join(', ')}. The checks: ${checks.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}
const chosen = named.length === 0 ? checks : checks.filter(({ name }) => named.includes(name));

const since = performance.now();
const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;

const failed = await Promise.all(
  chosen.map(async ({ name, run }) => {
    const from = performance.now();
    // A check that falls over is a failed check, and the others still tell what they found.
    const wrong = await Promise.resolve()
      .then(run)
      .catch((error: Error) => [error.stack ?? error.message]);
    const mark = wrong.length === 0 ? 'ok  ' : 'FAIL';
    process.stdout.write(`${mark} ${name} (${seconds(from)})\n${wrong.map((line) => `  ${line}\n`).join('')}`);
    return wrong.length > 0;
  }),
);
const count = failed.filter(Boolean).length;
process.stdout.write(
  `${count === 0 ? 'All checks pass' : `${count} of ${chosen.length} checks fail`} (${seconds(since)}).\n`,
);
process.exitCode = count === 0 ? 0 : 1;
