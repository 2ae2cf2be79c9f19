import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Child {
  readonly pid: number;
  /** The next line of output that the reader makes something of. */
  next<T>(read: (line: string) => T | undefined): Promise<T>;
  say(line: string): void;
  end(signal: NodeJS.Signals): Promise<void>;
  /** All it said, for a failing test to show. */
  output(): string;
}

/** Runs a TypeScript program of the house as a process of its own. */
export function runChild(script: string, args: readonly string[], env: Record<string, string> = {}): Child {
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const hear = (line: string) => {
    lines.push(line);
    for (const wake of waiting) wake();
  };
  if (child.stdout) createInterface({ input: child.stdout }).on('line', hear);
  if (child.stderr) createInterface({ input: child.stderr }).on('line', hear);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => hear('(ended)'));
  let seen = 0;
  return {
    pid: child.pid ?? 0,
    next: (read) =>
      new Promise((resolve, reject) => {
        const look = () => {
          while (seen < lines.length) {
            const line = lines[seen++] as string;
            const found = read(line);
            if (found !== undefined) {
              waiting.delete(look);
              return resolve(found);
            }
            if (line === '(ended)') {
              waiting.delete(look);
              return reject(new Error(`the process ended:\n${lines.slice(-30).join('\n')}`));
            }
          }
        };
        waiting.add(look);
        look();
      }),
    say: (line) => child.stdin?.write(`${line}\n`),
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
    output: () => lines.join('\n'),
  };
}
