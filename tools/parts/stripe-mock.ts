import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './ports.ts';

const HOW = 'go install github.com/stripe/stripe-mock@latest';

/** Where Go puts programs, and where the system looks for them. */
function program(): string | undefined {
  const folders = [
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

/** Why Stripe's own simulator is not asked here; undefined where it is. It is never installed by a test: that takes minutes. */
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
