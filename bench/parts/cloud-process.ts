import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { testKeyDir } from '@tillhouse/cloud-api/testing/test-kms.ts';
import type { BenchContext } from '../bench.ts';

const program = fileURLToPath(new URL('./cloud-child.ts', import.meta.url));

export interface CloudProcess {
  readonly url: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** From spawning it until it told its address (ms) */
  readonly startedMs: number;
  /** Lets go of what nobody needs any more, so that what is resident is what is needed. */
  collect(): Promise<void>;
  stop(): Promise<void>;
}

/** The cloud as it ships, all services on the in-process bus (or on Kafka, where brokers are named), in a process of its own. */
export async function startCloudProcess(
  context: BenchContext,
  databaseUrl: string,
  { port = 0, brokers = [] }: { readonly port?: number; readonly brokers?: readonly string[] } = {},
): Promise<CloudProcess> {
  const since = performance.now();
  const child = fork(program, [databaseUrl, String(port), testKeyDir(), brokers.join(',')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const [told] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => Promise.reject(new Error('the cloud ended while starting'))),
  ])) as [{ url: string }];
  const startedMs = performance.now() - since;
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    if (child.connected) child.send('stop');
    await Promise.race([ended, new Promise((done) => setTimeout(done, 5_000))]);
    child.kill('SIGKILL');
  };
  context.onEnd(stop);
  const collect = async () => {
    const done = once(child, 'message');
    child.send('collect');
    await done;
  };
  return { url: told.url, pid: child.pid as number, child, startedMs, collect, stop };
}
