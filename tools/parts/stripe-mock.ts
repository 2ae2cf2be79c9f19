import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cacheFolder } from './cache-folder.ts';
import { freePort } from './ports.ts';

const VERSION = 'v0.203.0';
const HOW = `go install github.com/stripe/stripe-mock@${VERSION}`;
const INSTALL_MS = 300_000;

const built = cacheFolder(`stripe-mock-${VERSION}`);

/** Where Go puts programs, and where the system looks for them. */
function program(): string | undefined {
  const folders = [
    built,
    process.env['GOBIN'],
    process.env['GOPATH'] && join(process.env['GOPATH'], 'bin'),
    join(homedir(), 'go', 'bin'),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders
    .filter((folder): folder is string => folder !== undefined && folder !== '')
    .map((folder) => join(folder, 'stripe-mock'))
    .find((path) => existsSync(path));
}

/**
 * Has Stripe's own simulator built by Go, once and outside the repository (half a minute), where Go is installed. Where it cannot be,
 * what needs it is left out by name.
 */
export async function installStripeMock(): Promise<void> {
  if (program()) return;
  // Whole or not there: a build that is cut off leaves nothing that looks like a program.
  const work = `${built}-new-${process.pid}`;
  mkdirSync(work, { recursive: true });
  try {
    await promisify(execFile)('go', ['install', `github.com/stripe/stripe-mock@${VERSION}`], {
      env: { ...process.env, GOBIN: work, GOFLAGS: '' },
      timeout: INSTALL_MS,
    });
    renameSync(work, built);
  } catch (error) {
    if (!program()) process.stderr.write(`stripe-mock could not be installed: ${firstLine(error)}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** Why Stripe's own simulator is not asked here; undefined where it is. */
export const whyNoStripeMock = (): string | undefined =>
  program()
    ? undefined
    : `stripe-mock is not installed, so Stripe's own description does not check what we ask. To run it: ${HOW}`;

/** Starts Stripe's simulator on a free port of loopback. It keeps nothing, and refuses what its description does not know. */
export async function startStripeMock(): Promise<{ url: string; stop(): Promise<void> }> {
  const path = program();
  if (!path) throw new Error(whyNoStripeMock());
  const [http, https] = [await freePort(), await freePort()];
  const args = ['-http-addr', `127.0.0.1:${http}`, '-https-addr', `127.0.0.1:${https}`];
  const child = spawn(path, args, { stdio: 'ignore' });
  const onExit = (): void => void child.kill('SIGKILL');
  process.once('exit', onExit);
  const url = `http://127.0.0.1:${http}`;
  const until = Date.now() + 60_000;
  for (;;) {
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) break;
    if (child.exitCode !== null || Date.now() > until) throw new Error('stripe-mock did not answer within a minute');
    await sleep(100);
  }
  return {
    url,
    stop: async () => {
      process.off('exit', onExit);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
