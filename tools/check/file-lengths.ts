import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../testing/spawn-node.ts';

const code = /\.(ts|tsx|mjs|cjs|css|sql)$/;
const test = /\.test\.tsx?$/;

/** Written by a program from the table definitions, and never changed again once they ran. */
const written = /(^|\/)migrations\/.*\.sql$/;

/** A file that needs more is two files. */
const limits = { code: 300, test: 600 };

/** @returns each file of the repository that is longer than its limit */
export function checkFileLengths(): string[] {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return files
    .split('\0')
    .filter((file) => code.test(file) && !written.test(file) && existsSync(join(root, file)))
    .flatMap((file) => {
      const lines = readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length;
      const limit = test.test(file) ? limits.test : limits.code;
      return lines > limit ? [`${file} has ${lines} lines; the limit is ${limit}`] : [];
    });
}
