// Runs the reviewed install scripts (install-scripts.json), and nothing else.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEnv, run } from './child.mjs';
import { root } from './paths.mjs';
import { Plain } from './progress.mjs';

const list = join(dirname(fileURLToPath(import.meta.url)), 'install-scripts.json');

export function reviewedScripts() {
  return JSON.parse(readFileSync(list, 'utf8')).packages;
}

/** The packages an entry means: one, or all of a scope that are installed (`@scope/*`). */
function folders(name) {
  const modules = join(root, 'node_modules');
  if (!name.endsWith('/*')) return [join(modules, name)].filter(existsSync);
  const scope = join(modules, name.slice(0, -2));
  return existsSync(scope) ? readdirSync(scope).map((each) => join(scope, each)) : [];
}

export async function runInstallScripts(node) {
  for (const [name, entry] of Object.entries(reviewedScripts())) {
    if (!entry.run) continue;
    for (const folder of folders(name)) {
      const result = await run(node, [entry.run], { cwd: folder, env: childEnv(node) });
      if (result.code !== 0) {
        throw new Plain(
          `The install script of ${name} failed (${entry.why})\n${result.output}\nRun the same command again.`,
        );
      }
    }
  }
}
