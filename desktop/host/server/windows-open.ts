import type { FromHost } from '../../bridge/contract.ts';
import type { SyncStatus } from '../../bridge/status.ts';

/** How long changes are gathered before the windows hear of them: one frame. */
const GATHER_MS = 16;

/** All windows that are connected, and what they are told unasked. */
export class OpenWindows {
  readonly #sends = new Set<(message: FromHost) => void>();
  #tables = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  add(send: (message: FromHost) => void): () => void {
    this.#sends.add(send);
    return () => this.#sends.delete(send);
  }

  changed(tables: Iterable<string>): void {
    for (const table of tables) this.#tables.add(table);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const changed = [...this.#tables];
      this.#tables = new Set();
      this.tell({ t: 'changed', tables: changed });
    }, GATHER_MS);
  }

  sync(status: SyncStatus): void {
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
