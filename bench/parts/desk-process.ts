import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostEnv } from '@tillhouse/desktop/main/host-env.ts';
import { buildScreens } from '../../tools/launcher/house/build-screens.ts';
import { root } from '../../tools/launcher/paths.mjs';
import type { BenchContext } from '../bench.ts';

export interface DeskProcess {
  /** Opens one window once */
  readonly address: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** When it was spawned, by performance.now() */
  readonly spawnedAt: number;
  stop(): Promise<void>;
}

/**
 * The desk's host over a folder, in a process of its own, with the loopback bridge and the screens of these sources.
 * @param under what starts it, with its own arguments: `['taskset', '-c', '0']`
 */
export async function startDeskProcess(
  context: BenchContext,
  dataDir: string,
  cloudUrl: string,
  program = 'desk-child.ts',
  under: readonly string[] = [],
): Promise<DeskProcess> {
  // A clone has no built screens, and yesterday's would be measured as today's.
  await buildScreens();
  const spawnedAt = performance.now();
  const screens = join(root, 'desktop', 'dist', 'renderer');
  const file = fileURLToPath(new URL(program, import.meta.url));
  const [command = '', ...args] = [...under, process.execPath, ...process.execArgv, file, dataDir, cloudUrl, screens];
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: hostEnv(process.env),
  });
  const ended = once(child, 'exit');
  const told = () =>
    Promise.race([once(child, 'message'), ended.then(() => Promise.reject(new Error('the desk ended')))]) as Promise<
      [{ address: string }]
    >;
  const [{ address }] = await told();
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    if (child.connected) child.send('stop');
    await Promise.race([ended, new Promise((done) => setTimeout(done, 5_000))]);
    child.kill('SIGKILL');
  };
  context.onEnd(stop);
  return {
    address,
    pid: child.pid as number,
    child,
    spawnedAt,
    stop,
  };
}
