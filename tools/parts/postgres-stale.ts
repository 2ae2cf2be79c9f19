import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './processes.ts';

/** What Postgres wrote about itself into `postmaster.pid`; the lines are described in its source (pidfile.h). */
export type PidFile = { pid: number; dataDir: string; port: number };

export function readPidFile(dataDir: string): PidFile | undefined {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Math.abs(Number(lines[0])), dataDir: lines[1] ?? '', port: Number(lines[3]) };
}

/** True when the process is a Postgres over this very directory, and not a later process that was given the same id. */
function isPostgresOver(pid: number, dataDir: string): boolean {
  try {
    if (process.platform === 'linux') {
      const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      const given = args[args.indexOf('-D') + 1] ?? '';
      return /postgres$/.test(args[0] ?? '') && existsSync(given) && realpathSync(given) === realpathSync(dataDir);
    }
    if (process.platform === 'win32') {
      const list = execFileSync('tasklist', ['/FI', `PID eq ${pid}`, '/NH'], { encoding: 'utf8' });
      return /postgres\.exe/i.test(list);
    }
    const line = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return line.includes('postgres') && line.includes(dataDir);
  } catch {
    return false;
  }
}

/** Ends a running postmaster: connections are cut and data is written out; after 20 s without that, at once (it recovers). */
export async function endPostgres(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let waited = 0; waited < 20_000; waited += 50) {
      if (!isAlive(pid)) return;
      await sleep(50);
    }
  }
  throw new Error(`Postgres (process ${pid}) does not stop. End it yourself, then start again; its data is safe.`);
}

/**
 * Clears what a start that was killed left behind: stops a Postgres that still runs over this directory, and removes a
 * `postmaster.pid` whose process is gone or is somebody else by now (Postgres itself would refuse to start on that).
 * @returns what was found, for the log
 */
export async function clearStalePostgres(dataDir: string): Promise<'nothing' | 'left-over file' | 'left-over process'> {
  const found = readPidFile(dataDir);
  if (!found) return 'nothing';
  if (found.pid > 1 && isAlive(found.pid) && isPostgresOver(found.pid, dataDir)) {
    await endPostgres(found.pid);
    return 'left-over process';
  }
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
  return 'left-over file';
}
