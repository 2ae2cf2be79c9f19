import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { personsEnv } from './clone.ts';

export type StartedHouse = {
  child: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Address in the block behind this name. */
  address(name: string): string;
  ended: Promise<number | null>;
  /** Seconds from the command to the block, and the longest it said nothing meanwhile. */
  took: number;
  longestSilence: number;
  /** The line it was silent after. */
  silentAfter: string;
};

const TURN_S = 0.1;

/** `npm start` as a person types it. Resolves when the block stands; rejects with the output when it ends before. */
export async function startHouse(
  path: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
  options: { killAt?: RegExp } = {},
): Promise<StartedHouse> {
  const child = spawn('npm', ['start', '--', ...args], {
    cwd: path,
    env: personsEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const began = performance.now();
  let lastSaid = began;
  let longestSilence = 0;
  let silentAfter = '';
  let output = '';
  // Counted in turns that this process had itself: a machine that lets nobody run is no silence of the house.
  let quiet = 0;
  const turns = setInterval(() => {
    quiet += TURN_S;
  }, TURN_S * 1000);
  const take = (chunk: Buffer): void => {
    // What comes before the first line is npm's own start.
    const silence = output === '' ? 0 : quiet;
    quiet = 0;
    if (silence > longestSilence) [longestSilence, silentAfter] = [silence, output.trimEnd().split('\n').at(-1) ?? ''];
    output += chunk;
    lastSaid = performance.now();
    if (options.killAt?.test(output)) killTree(path);
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const ended = once(child, 'close').then(([code]) => {
    clearInterval(turns);
    return code as number | null;
  });
  const stands = new Promise<void>((resolve) => {
    const look = (): void => void (/^ +Stop +Ctrl-C/m.test(output) && resolve());
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
  });
  const first = await Promise.race([stands.then(() => 'stands'), ended.then(() => 'ended')]);
  if (options.killAt) throw new Error(`killed as asked:\n${output}`);
  if (first === 'ended') throw new Error(`npm start ended before the house stood:\n${output}`);
  return {
    child,
    output: () => output,
    address: (name) => {
      const line = output.split('\n').find((each) => each.trim().startsWith(name));
      const url = /https?:\/\/\S+/.exec(line ?? '')?.[0];
      if (!url) throw new Error(`The block names no address of "${name}":\n${output}`);
      return url;
    },
    ended,
    took: (lastSaid - began) / 1000,
    longestSilence,
    silentAfter,
  };
}

/** Kills whatever runs out of this folder. */
export function killTree(path: string): void {
  for (const { pid } of processesIn(path)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself between the look and the kill.
    }
  }
}

/** Processes whose program, arguments or directory lie in this folder: what a start left running. */
export function processesIn(path: string): { pid: number; command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      const where = readlinkSync(`/proc/${pid}/cwd`);
      return command.includes(path) || where.startsWith(path) ? [{ pid, command }] : [];
    } catch {
      return [];
    }
  });
}
