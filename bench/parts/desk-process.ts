import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleHost } from '@tillhouse/desktop/build.ts';
import { hostEnv } from '@tillhouse/desktop/main/host-env.ts';
import { buildScreens } from '../../tools/launcher/house/build-screens.ts';
import { own, root } from '../../tools/launcher/paths.mjs';
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

const bundles = new Map<string, Promise<string>>();

/** A shop runs the host as it is packaged: from sources it is compiled as it starts, and that lies in its memory all day. */
function bundled(program: string): Promise<string> {
  const name = basename(program, '.ts');
  const made = async () => {
    const folder = join(own, 'built', `bench-${name}`);
    await bundleHost(folder, { [name]: fileURLToPath(new URL(program, import.meta.url)) });
    return join(folder, `${name}.mjs`);
  };
  const bundle = bundles.get(program) ?? made();
  bundles.set(program, bundle);
  return bundle;
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
  const file = await bundled(program);
  const spawnedAt = performance.now();
  const screens = join(root, 'desktop', 'dist', 'renderer');
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
