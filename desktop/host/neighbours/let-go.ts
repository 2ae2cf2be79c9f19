import type { Host } from '../host.ts';
import { anyNotes, letNotesGo } from './keep-notes.ts';

/** What came by sync is looked at once all of it is here. */
const AFTER_MS = 150;

/** Lets notes go that the cloud has told meanwhile. */
export class LetGo {
  readonly #host: Pick<Host, 'desk' | 'now' | 'changed' | 'log'>;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(host: Pick<Host, 'desk' | 'now' | 'changed' | 'log'>) {
    this.#host = host;
  }

  soon(): void {
    this.#timer ??= setTimeout(() => this.#now(), AFTER_MS);
  }

  #now(): void {
    const { desk, now, changed, log } = this.#host;
    this.#timer = undefined;
    if (!anyNotes(desk.reader)) return;
    this.#writing = letNotesGo(desk, now())
      .then((gone) => gone > 0 && changed('stock_levels', 'orders', 'basket'))
      .catch((error: unknown) => log(`neighbours: ${String(error)}`));
  }

  /** Nothing more is begun. Resolves when nothing is being written. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
  }
}
