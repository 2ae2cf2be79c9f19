// Node 24 for this system and processor, from npm, into the clone. Nothing outside the clone changes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './child.mjs';
import { ownerRuns, withLock } from './lock.mjs';
import { nodeVersion, own } from './paths.mjs';
import { during, Plain } from './progress.mjs';

const systems = { linux: 'linux', darwin: 'darwin', win32: 'win' };
const processors = { x64: 'x64', arm64: 'arm64' };

function packageName() {
  const system = systems[process.platform];
  const processor = processors[process.arch];
  if (!system || !processor) {
    throw new Plain(
      `There is no packaged Node 24 for ${process.platform} on ${process.arch}. Install Node ${nodeVersion} yourself ` +
        'and run the command again with it; nothing was changed.',
    );
  }
  return `node-${system}-${processor}`;
}

function program(folder) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(folder, 'node_modules', packageName(), 'bin', name);
}

function works(node) {
  if (!existsSync(node)) return false;
  const said = spawnSync(node, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return said.status === 0 && said.stdout.trim() === `v${nodeVersion}`;
}

/** @returns {Promise<string>} path of a Node 24: this one, the one fetched before, or one fetched now */
export async function ensureNode24() {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const folder = join(own, 'node');
  const node = program(folder);
  if (works(node)) return node;
  const wait = () => process.stderr.write('Another start is fetching Node 24; waiting for it …\n');
  return withLock(join(own, 'node.lock'), wait, async () => {
    if (!works(node)) await during(`Fetching Node ${nodeVersion} (${packageName()})`, () => fetchNode(folder));
    return node;
  });
}

async function fetchNode(folder) {
  removeLeftOvers();
  const fresh = join(own, `node.new-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'package.json'), '{"private":true}\n');
  const args = [
    'install',
    '--ignore-scripts',
    '--no-save',
    '--no-package-lock',
    '--prefix',
    fresh,
    `${packageName()}@${nodeVersion}`,
  ];
  const result = await npm(process.execPath, args, fresh);
  if (result.code !== 0 || !works(program(fresh))) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Plain(
      `Node ${nodeVersion} could not be fetched from npm; nothing was changed.\n${result.output}\n\n` +
        'Check the network (and "npm config get registry"), then run the same command again. ' +
        `With Node ${nodeVersion} already on your path this step is left out.`,
    );
  }
  // A rename is whole or not at all: an interrupted fetch leaves only a folder that the next one removes.
  const old = join(own, `node.old-${process.pid}`);
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(fresh, folder);
  rmSync(old, { recursive: true, force: true });
}

function removeLeftOvers() {
  if (!existsSync(own)) return;
  for (const name of readdirSync(own)) {
    const pid = Number(/^node\.(?:new|old)-(\d+)$/.exec(name)?.[1]);
    if (pid && !ownerRuns(JSON.stringify({ pid }))) rmSync(join(own, name), { recursive: true, force: true });
  }
}
