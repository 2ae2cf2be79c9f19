import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../testing/spawn-node.ts';
import { readLockFile } from './lock-file.ts';

const reviewed = z.object({
  packages: z.record(z.string(), z.object({ run: z.union([z.string(), z.literal(false)]), why: z.string().min(20) })),
});

/** Every package that would run something on installation was looked at by a person: tools/launcher/install-scripts.json. */
export function checkInstallScripts(): string[] {
  const file = join(root, 'tools', 'launcher', 'install-scripts.json');
  const known = new Set(Object.keys(reviewed.parse(JSON.parse(readFileSync(file, 'utf8'))).packages));
  return Object.entries(readLockFile().packages)
    .filter(([, entry]) => entry.hasInstallScript)
    .map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length))
    .filter((name) => !known.has(name) && !known.has(`${name.split('/')[0]}/*`))
    .map(
      (name) =>
        `${name} has an install script that nobody reviewed: read it and add it to tools/launcher/install-scripts.json`,
    );
}
