import type { FromHost } from '../../bridge/contract.ts';
import type { SyncStatus } from '../../bridge/status.ts';

/** How long changes are gathered before the windows hear of them: one frame. */
const GATHER_MS = 16;
/** Of a first copy, whose rows come thirty times a second: nobody reads a list or a number that fast. */
const COPYING_MS = 500;

/** All windows that are connected, and what they are told unasked. */
export class OpenWindows {
  readonly #sends = new Set<(message: FromHost) => void>();
  #tables = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #dueAt = 0;
  #syncAt = Number.NEGATIVE_INFINITY;
  /** The first copy comes in */
  copying = false;

  add(send: (message: FromHost) => void): () => void {
    this.#sends.add(send);
    return () => this.#sends.delete(send);
  }

  /** @param mayWait nobody did this here: while a first copy comes in, it is told with more of it */
  changed(tables: Iterable<string>, mayWait = false): void {
    for (const table of tables) this.#tables.add(table);
    const wait = mayWait && this.copying ? COPYING_MS : GATHER_MS;
    const dueAt = performance.now() + wait;
    if (this.#timer !== undefined && this.#dueAt <= dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const changed = [...this.#tables];
      this.#tables = new Set();
      this.tell({ t: 'changed', tables: changed });
    }, wait);
  }

  sync(status: SyncStatus): void {
    const now = performance.now();
    // The next one comes within a moment, and how the copy ends is no part of it.
    if (status.state === 'initial' && now - this.#syncAt < COPYING_MS) return;
    this.#syncAt = now;
    this.tell({ t: 'sync', status });
  }

  tell(message: FromHost): void {
    for (const send of this.#sends) send(message);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#sends.clear();
  }
}
