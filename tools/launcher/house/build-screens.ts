import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { own, root } from '../paths.mjs';
import { during, Plain } from '../progress.mjs';
import { isFresh, keepStamp, sourceHash } from './source-stamp.ts';

type Build = { name: string; sources: string[]; program: string; args: string[]; output: string };

/** This file: what was bundled in another way is bundled anew. */
const how = 'tools/launcher/house/build-screens.ts';

/** What is bundled, from which sources. */
const builds: Build[] = [
  {
    name: 'the screens',
    sources: ['desktop/renderer', 'desktop/bridge', 'desktop/vite.config.ts', 'shared', 'package-lock.json', how],
    program: 'node_modules/vite/bin/vite.js',
    args: ['build', '--config', 'desktop/vite.config.ts', '--logLevel', 'warn'],
    output: 'desktop/dist/renderer',
  },
  {
    name: 'the storefront widget',
    sources: ['storefront-widget', 'shared/kernel', 'shared/shopper-words', 'package-lock.json', how],
    program: 'storefront-widget/build.ts',
    args: [],
    output: 'storefront-widget/dist',
  },
];

function run(build: Build): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, build.program), ...build.args], {
      cwd: root,
      // Whoever asks, a test or a start, gets what a shop runs: with another value React is its slower self, and draws twice.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Plain(`Building ${build.name} failed; no data was touched.\n${output.trim()}`));
    });
  });
}

/** The programs of the Electron window; needed only where there is one. */
const electronBuild: Build = {
  name: 'the Electron window',
  sources: ['desktop', 'sync', 'shared', 'package-lock.json'],
  program: 'desktop/build.ts',
  args: [],
  output: 'desktop/dist/main.mjs',
};

async function buildIfChanged(build: Build): Promise<void> {
  const hash = sourceHash(build.sources);
  const stamp = join(own, 'built', build.output.replaceAll('/', '-'));
  if (existsSync(join(root, build.output)) && isFresh(stamp, hash)) return;
  await during(`Building ${build.name}`, () => run(build));
  keepStamp(stamp, hash);
}

/** Bundles what changed since it was last bundled, both at once. */
export async function buildScreens(): Promise<void> {
  await Promise.all(builds.map(buildIfChanged));
}

/** Bundles the Electron programs beside the screens, which must be there already. */
export function buildElectronWindow(): Promise<void> {
  return buildIfChanged(electronBuild);
}
