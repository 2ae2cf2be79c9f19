// The packages of the lock file, installed under Node 24; without npm and network when they are there already.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './child.mjs';
import { runInstallScripts } from './install-scripts.mjs';
import { isStamped, recordAgrees, stamp } from './installed.mjs';
import { withLock } from './lock.mjs';
import { ensureNode24 } from './node24.mjs';
import { own, root } from './paths.mjs';
import { during, Plain, step } from './progress.mjs';
import { proveNatives } from './prove.mjs';

/**
 * Makes this clone runnable: Node 24 and all packages.
 * @returns {Promise<string>} path of Node 24
 */
export async function ensureInstalled() {
  const node = await ensureNode24();
  if (isStamped()) return node;
  await withLock(
    join(own, 'install.lock'),
    () => step('Another start is installing packages; waiting for it …'),
    async () => {
      if (isStamped()) return;
      if (!recordAgrees()) await during('Installing packages', () => install(node));
      await runInstallScripts(node);
      await during('Proving each native part by loading it', () => proveNatives(node));
      // Last: without the stamp an interrupted install starts again.
      stamp();
    },
  );
  return node;
}

async function install(node) {
  const had = existsSync(join(root, 'node_modules'));
  const result = await npm(node, ['ci', '--ignore-scripts', '--prefer-offline'], root);
  if (result.code === 0) return;
  throw new Plain(
    `Installing the packages failed. Your data is not touched; ${had ? 'node_modules may be incomplete' : 'nothing else changed'}.\n` +
      `${result.output}\n\nCheck the network and the disk ("npm config get registry"), then run the same command again: ` +
      'it goes on with what was already fetched.',
  );
}
