import { connect } from 'node:net';
import type { PrintProblem } from '../../../bridge/print-views.ts';
import { addressOf } from '../terminals/simulated-adapter.ts';
import { askWhenDone } from './escpos.ts';

export interface PrinterPatience {
  /** Until a line stands */
  readonly connectMs: number;
  /** For the printer's status; one that says nothing is taken to be ready */
  readonly statusMs: number;
  /** From the last byte until it says that all of it is on paper */
  readonly doneMs: number;
}

const patience: PrinterPatience = { connectMs: 2_000, statusMs: 400, doneMs: 10_000 };

/** Real-time status of ESC/POS: what keeps it from printing (2), and its paper (4). */
const askOffline = Uint8Array.of(0x10, 0x04, 2);
const askPaper = Uint8Array.of(0x10, 0x04, 4);

/** What the two status bytes say. */
export function problemOf(offline: number, paper: number): PrintProblem {
  if ((paper & 0x60) !== 0) return 'paper-out';
  if ((offline & 0x04) !== 0) return 'cover-open';
  if ((offline & 0x20) !== 0) return 'paper-out';
  return '';
}

let counted = 0;

/**
 * Sends bytes to a printer at TCP port 9100 and hears whether they are on paper. A printer that tells its status is asked
 * before (paper, cover) and after (`GS ( H`, all of it was worked off); one that does not is trusted.
 * @returns '' where it printed; else why not
 */
export function sendToPrinter(
  address: string,
  bytes: Uint8Array,
  signal?: AbortSignal,
  { connectMs, statusMs, doneMs }: PrinterPatience = patience,
): Promise<PrintProblem> {
  const target = addressOf(address);
  if (!target) return Promise.resolve('unreached');
  counted = (counted + 1) % 10_000;
  const signs = String(counted).padStart(4, '0');
  return new Promise((resolve) => {
    const socket = connect({ ...target, noDelay: true });
    let heard = Buffer.alloc(0);
    let sent = false;
    let talks = false;
    const end = (problem: PrintProblem) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stopped);
      socket.destroy();
      resolve(problem);
    };
    const stopped = () => end('not-confirmed');
    signal?.addEventListener('abort', stopped, { once: true });
    let timer = setTimeout(() => end('unreached'), connectMs);
    const wait = (ms: number, then: () => void) => {
      clearTimeout(timer);
      timer = setTimeout(then, ms);
    };
    const send = () => {
      sent = true;
      heard = Buffer.alloc(0);
      socket.write(Buffer.concat([bytes, askWhenDone(signs)]));
      // One that never speaks has all of it when the line has taken it.
      if (talks) wait(doneMs, () => end('not-confirmed'));
      else socket.end(() => end(''));
    };
    socket.on('connect', () => {
      socket.write(Buffer.concat([askOffline, askPaper]));
      wait(statusMs, send);
    });
    socket.on('data', (piece) => {
      heard = Buffer.concat([heard, piece]);
      if (!sent && heard.length >= 2) {
        talks = true;
        const problem = problemOf(heard[0] ?? 0, heard[1] ?? 0);
        if (problem) end(problem);
        else send();
      } else if (sent && heard.includes(signs)) end('');
    });
    socket.on('error', () => end(sent ? 'not-confirmed' : 'unreached'));
    socket.on('close', () => end(sent ? 'not-confirmed' : 'unreached'));
  });
}
