import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../testing/spawn-node.ts';

const names = z.record(z.string(), z.string()).optional();

export const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      link: z.boolean().optional(),
      dependencies: names,
      optionalDependencies: names,
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

export type LockFile = z.infer<typeof lockFile>;

export function readLockFile(): LockFile {
  return lockFile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
}

/** Where Node would look for a dependency of the package at `place`, nearest first. */
function places(place: string, name: string): string[] {
  const found: string[] = [];
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    found.push(at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`);
    if (at === '') return found;
    if (!at.includes('/node_modules/')) found.push(`node_modules/${name}`);
  }
}

/**
 * `npm ci` refuses a lock file in which a package of another platform is missing, and npm writes such a file when the
 * registry does not have that version (yet); and an address in it would tie everyone to one registry.
 */
export function lockFileFaults(lock: LockFile): string[] {
  const missing = Object.entries(lock.packages).flatMap(([place, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => !places(place, name).some((each) => lock.packages[each]))
      .map(
        (name) =>
          `${place || 'package.json'} needs ${name}, which the lock file lacks: choose a version that exists for every platform`,
      ),
  );
  const tied = Object.entries(lock.packages)
    .filter(([, entry]) => entry.resolved && !entry.link)
    .map(([place]) => `${place} has an address: run npm install with omit-lockfile-registry-resolved`);
  return [...missing, ...tied];
}

export function checkLockFile(): string[] {
  return lockFileFaults(readLockFile());
}
