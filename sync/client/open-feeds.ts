import type { OpenShapeFeed, ShapeBatch, ShapeFeed } from './shape-feed.ts';
import type { ShapeState } from './shape-state.ts';

/** Who hears of what shapes tell, by their names. */
export interface Hearing {
  readonly onBatch: (name: string, batch: ShapeBatch) => Promise<void>;
  readonly onReached: (name: string, lsn: number) => void;
  readonly onLine: (state: 'open' | 'offline') => void;
  readonly onDenied: (name: string, denied: { status: number; code: string; message: string }) => void;
}

/** The feeds of all shapes, each from the place where its shape stands. */
export class OpenFeeds {
  readonly #openFeed: OpenShapeFeed;
  readonly #feeds = new Map<string, ShapeFeed>();

  constructor(openFeed: OpenShapeFeed) {
    this.#openFeed = openFeed;
  }

  open({ name, table, month, group, position: { handle, offset } }: ShapeState, hearing: Hearing): void {
    const feed = this.#openFeed({
      table: table.name,
      ...(month === null ? {} : { month, seldom: group.endsWith(':older') }),
      ...(handle !== null && offset !== null ? { from: { handle, offset } } : {}),
      onBatch: (batch) => hearing.onBatch(name, batch),
      onReached: (lsn) => hearing.onReached(name, lsn),
      onLine: hearing.onLine,
      onDenied: (status, message, code) => hearing.onDenied(name, { status, code, message }),
    });
    this.#feeds.set(name, feed);
  }

  refresh(names: Iterable<string> = this.#feeds.keys()): void {
    for (const name of names) this.#feeds.get(name)?.refresh();
  }

  stop(): void {
    for (const feed of this.#feeds.values()) feed.stop();
    this.#feeds.clear();
  }
}
