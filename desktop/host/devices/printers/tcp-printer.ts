import { connect } from 'node:net';
import type { PrintProblem } from '../../../bridge/print-views.ts';
import { addressOf } from '../terminals/simulated-adapter.ts';
import { askWhenDone } from './escpos.ts';
import { askStar, ETB, readStarStatus } from './star-status.ts';

export interface PrinterPatience {
  /** Until a line stands */
  readonly connectMs: number;
  /** For the printer's status; one that says nothing is taken to be ready */
  readonly statusMs: number;
  /** From the last byte until it says that all of it is on paper */
  readonly doneMs: number;
}

const patience: PrinterPatience = { connectMs: 2_000, statusMs: 400, doneMs: 10_000 };

/** How a kind of printer is asked how it stands, and whether all of a job is on paper. One a job. */
interface Talk {
  readonly ask: Uint8Array;
  /** What it said, or undefined while not all of it is there. */
  status(heard: Uint8Array): PrintProblem | undefined;
  /** Goes after the last byte of the job */
  readonly askDone: Uint8Array;
  isDone(heard: Uint8Array): boolean;
  /** Asked again so often until it is done; null: it says so by itself */
  readonly again: { readonly everyMs: number; readonly ask: Uint8Array } | null;
}

/** What the two status bytes of ESC/POS say: what keeps it from printing, and its paper. */
export function problemOf(offline: number, paper: number): PrintProblem {
  if ((paper & 0x60) !== 0) return 'paper-out';
  if ((offline & 0x04) !== 0) return 'cover-open';
  if ((offline & 0x20) !== 0) return 'paper-out';
  return '';
}

let counted = 0;

/** Real-time status 2 and 4, and `GS ( H` with signs of its own. */
export function escposTalk(): Talk {
  counted = (counted + 1) % 10_000;
  const signs = String(counted).padStart(4, '0');
  return {
    ask: Uint8Array.of(0x10, 0x04, 2, 0x10, 0x04, 4),
    status: (heard) => (heard.length < 2 ? undefined : problemOf(heard[0] ?? 0, heard[1] ?? 0)),
    askDone: askWhenDone(signs),
    isDone: (heard) => Buffer.from(heard).includes(signs),
    again: null,
  };
}

/** Star's automatic status, and its count of the ends of jobs. */
export function starTalk(): Talk {
  let before: number | null = null;
  return {
    ask: askStar,
    status(heard) {
      const status = readStarStatus(heard);
      before = status?.done ?? null;
      return status?.problem;
    },
    askDone: Uint8Array.of(ETB, ...askStar),
    // One that does not count is trusted once it answers after the job.
    isDone(heard) {
      const status = readStarStatus(heard);
      return status !== undefined && (status.done === null || status.done !== before);
    },
    again: { everyMs: 150, ask: askStar },
  };
}

export interface SendChoices {
  readonly signal?: AbortSignal | undefined;
  readonly patience?: PrinterPatience;
  readonly talk?: () => Talk;
}

/**
 * Sends bytes to a printer at TCP port 9100 and hears whether they are on paper. A printer that tells its status is asked
 * before (paper, cover) and after (whether all of it was worked off); one that does not is trusted.
 * @returns '' where it printed; else why not
 */
export function sendToPrinter(
  address: string,
  bytes: Uint8Array,
  { signal, patience: { connectMs, statusMs, doneMs } = patience, talk: talkOf = escposTalk }: SendChoices = {},
): Promise<PrintProblem> {
  const target = addressOf(address);
  if (!target) return Promise.resolve('unreached');
  const talk = talkOf();
  return new Promise((resolve) => {
    const socket = connect({ ...target, noDelay: true });
    let heard = Buffer.alloc(0);
    let sent = false;
    let talks = false;
    let asking: NodeJS.Timeout | undefined;
    const end = (problem: PrintProblem) => {
      clearTimeout(timer);
      clearInterval(asking);
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
      socket.write(Buffer.concat([bytes, talk.askDone]));
      // One that never speaks has all of it when the line has taken it.
      if (!talks) {
        socket.end(() => end(''));
        return;
      }
      wait(doneMs, () => end('not-confirmed'));
      const { again } = talk;
      if (again) asking = setInterval(() => socket.write(again.ask), again.everyMs);
    };
    socket.on('connect', () => {
      socket.write(talk.ask);
      wait(statusMs, send);
    });
    socket.on('data', (piece) => {
      heard = Buffer.concat([heard, piece]);
      if (sent) {
        if (talk.isDone(heard)) end('');
        return;
      }
      const problem = talk.status(heard);
      if (problem === undefined) return;
      talks = true;
      if (problem) end(problem);
      else send();
    });
    socket.on('error', () => end(sent ? 'not-confirmed' : 'unreached'));
    socket.on('close', () => end(sent ? 'not-confirmed' : 'unreached'));
  });
}
