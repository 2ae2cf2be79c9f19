import { spawn } from 'node:child_process';
import type { PrintProblem } from '../../../bridge/print-views.ts';
import { isSpoolerName } from './printer-address.ts';
import { windowsSpool } from './windows-spool.ts';

export interface Ran {
  /** Null: it could not be started, or was ended */
  readonly code: number | null;
  readonly out: string;
}
/** Runs a program of the system, without a shell. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  input: Uint8Array | null,
  signal?: AbortSignal,
) => Promise<Ran>;

const LONGEST_MS = 15_000;

export const runProgram: RunProgram = (program, args, input, signal) =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      // Its words are read: they have to be the same everywhere.
      env: { ...process.env, LC_ALL: 'C', LANG: 'C' },
      timeout: LONGEST_MS,
      windowsHide: true,
      ...(signal && { signal }),
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      out += piece;
    });
    child.on('error', () => resolve({ code: null, out }));
    child.on('close', (code) => resolve({ code, out }));
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? undefined);
  });

/** What CUPS says of a printer: whether it goes on, and what its device told it. */
function problemSaid(out: string): PrintProblem {
  const alerts = /^\s*Alerts:(.*)$/m.exec(out)?.[1] ?? '';
  if (/media-(empty|needed|jam)/.test(alerts)) return 'paper-out';
  if (/(cover|door)-open/.test(alerts)) return 'cover-open';
  if (/offline|connecting-to-device|shutdown|stopped/.test(alerts) || /^printer .* disabled/m.test(out))
    return 'unreached';
  return '';
}

/** CUPS, on Linux and macOS: asked how its printer stands, then given the bytes as they are. */
async function cups(name: string, bytes: Uint8Array, run: RunProgram, signal?: AbortSignal): Promise<PrintProblem> {
  const said = await run('lpstat', ['-l', '-p', name], null, signal);
  if (said.code !== 0) return 'unreached';
  const problem = problemSaid(said.out);
  if (problem) return problem;
  const { code } = await run('lp', ['-d', name, '-o', 'raw', '-t', 'receipt', '-s', '--', '-'], bytes, signal);
  return code === 0 ? '' : 'unreached';
}

/**
 * Gives bytes to a printer of the system by its name. What the system has taken is its own to print: it keeps a queue, and giving
 * it the same once more would print it twice.
 */
export function sendToSpooler(
  name: string,
  bytes: Uint8Array,
  signal?: AbortSignal,
  run: RunProgram = runProgram,
  platform: NodeJS.Platform = process.platform,
): Promise<PrintProblem> {
  if (!isSpoolerName(name)) return Promise.resolve('unreached');
  return platform === 'win32' ? windowsSpool(name, bytes, run, signal) : cups(name, bytes, run, signal);
}
