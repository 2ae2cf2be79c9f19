// Is what the lock file asks for installed? Answered from files alone, without npm and without the network.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.tillhouse-install.json');

function hash(name) {
  return createHash('sha256')
    .update(readFileSync(join(root, name)))
    .digest('hex');
}

function wanted() {
  return JSON.stringify({
    lock: hash('package-lock.json'),
    scripts: hash('tools/launcher/install-scripts.json'),
    machine: `${process.platform}-${process.arch}`,
  });
}

export function isStamped() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted();
}

export function stamp() {
  mkdirSync(modules, { recursive: true });
  writeFileSync(stampFile, wanted());
}

/**
 * True when npm's own record of what it installed agrees with the lock file, as after a developer's `npm install`:
 * then there is no reason to install everything again.
 */
export function recordAgrees(folder = root) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const asked = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  const there = JSON.parse(readFileSync(record, 'utf8')).packages;
  // What our own parts would like to have is tried again; what packages name as optional is for other systems mostly.
  const liked = new Set(
    Object.entries(asked)
      .filter(([place]) => !place.startsWith('node_modules/'))
      .flatMap(([, { optionalDependencies }]) => Object.keys(optionalDependencies ?? {}))
      .map((name) => `node_modules/${name}`),
  );
  return Object.entries(asked).every(([place, entry]) => {
    if (!place.startsWith('node_modules/')) return true;
    if (!there[place] && liked.has(place)) return false;
    if (!there[place]) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return there[place].version === entry.version && existsSync(join(folder, place));
  });
}
