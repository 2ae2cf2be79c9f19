import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BenchContext } from '../bench.ts';

/** The processor that the desk has, and shares. */
const PROCESSOR = '0';

export interface OldComputer {
  /** What a process is started by to run there */
  readonly under: readonly string[];
  /** p95 milliseconds of one fdatasync of a page, measured there */
  readonly fdatasync: number;
}

/** What is missing here to make a computer old; null where nothing is. */
export function whyNotOld(): string | null {
  if (spawnSync('taskset', ['-c', PROCESSOR, 'true']).status !== 0) return 'taskset (util-linux)';
  return spawnSync('strace', ['-c', 'true']).status === 0 ? null : 'strace, and the right to trace';
}

/**
 * Half a processor, by one that somebody else always wants too, and a disk that takes 15 ms longer to say that something is
 * safe: added to each fsync and fdatasync by the kernel's own tracer, which stops nothing else (seccomp).
 */
export async function oldComputer(context: BenchContext): Promise<OldComputer> {
  const other = startHere('busy-other.ts', [], ['taskset', '-c', PROCESSOR]);
  context.onEnd(() => other.kill('SIGKILL'));
  const trace = ['-D', '-f', '-qq', '--seccomp-bpf', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync'];
  const slow = ['-e', 'inject=fsync,fdatasync:delay_exit=15000'];
  const under = ['taskset', '-c', PROCESSOR, 'strace', ...trace, ...slow];
  const measure = startHere('time-fdatasync.ts', [context.folder], under);
  let said = '';
  measure.stdout?.on('data', (data) => {
    said += String(data);
  });
  await new Promise((done) => measure.once('close', done));
  const fdatasync = Number(said);
  if (!(fdatasync >= 15)) throw new Error(`fdatasync was not slowed down: ${said || 'nothing was measured'}`);
  return { under, fdatasync };
}

function startHere(program: string, args: readonly string[], under: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const [command = '', ...rest] = [...under, process.execPath, ...process.execArgv, file, ...args];
  return spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
}
