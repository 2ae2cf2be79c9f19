import { ImportProblem } from '../import/import-problem.ts';
import type { ImportTalk } from '../import/import-target.ts';
import { Plain } from './plain.ts';

const EVERY_MS = 1_000;

/** A line of progress at least every two seconds, rewritten in place on a terminal; the result goes to stdout. */
export class Progress implements ImportTalk {
  #last = 'Starting';
  #shown = '';
  #stop = false;
  readonly #since = Date.now();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #onInterrupt = (): void => {
    if (this.#stop) process.exit(130);
    this.#stop = true;
    this.say('Stopping after what is on its way. Press Ctrl-C again to leave at once; nothing is lost either way.');
  };

  constructor() {
    this.#timer = setInterval(() => this.#show(true), EVERY_MS);
    process.on('SIGINT', this.#onInterrupt);
    process.on('SIGTERM', this.#onInterrupt);
  }

  readonly progress = (text: string): void => {
    this.#last = text;
    if (this.#shown === '') this.#show(false);
  };

  readonly stopped = (): boolean => this.#stop;

  /** Something worth keeping on the screen. */
  readonly say = (text: string): void => {
    this.#clear();
    process.stderr.write(`${text}\n`);
  };

  #clear(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  }

  #show(again: boolean): void {
    const seconds = ((Date.now() - this.#since) / 1000).toFixed(0).padStart(3);
    const line = `[${seconds} s] ${this.#last}`;
    if (!again && line === this.#shown) return;
    this.#shown = line;
    this.#clear();
    process.stderr.write(process.stderr.isTTY ? line : `${line}\n`);
  }

  end(): void {
    clearInterval(this.#timer);
    process.off('SIGINT', this.#onInterrupt);
    process.off('SIGTERM', this.#onInterrupt);
    this.#clear();
  }
}

/** Ends a command: plain words for what we foresaw, the stack for what we did not. */
export function fail(error: unknown): never {
  const plain = error instanceof Plain || error instanceof ImportProblem;
  process.stderr.write(`${plain ? (error as Error).message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
