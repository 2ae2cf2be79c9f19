import { jumpOf, newPace, type Slice } from './advance.ts';
import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import type { OnNotShown } from './intents.ts';
import type { Platform } from './platform.ts';

export interface SlicesOptions {
  readonly database: DeskDatabase;
  readonly platform: Pick<Platform, 'elapsed' | 'breathe'>;
  readonly onTablesChanged: (tables: readonly string[]) => void;
  readonly onNotShown?: OnNotShown;
}

/** A slice works this long, so that a person's write waits 20 ms at most, its commit included. */
const SLICE_MS = 12;

/**
 * Cuts the taking in into background transactions, each followed by everybody else's turn. Nobody waits until one is on the
 * disk: what it took in comes again from the place in the log that is written with it.
 */
export class Slices {
  readonly #options: SlicesOptions;
  readonly #lowestFrontier: () => number;
  readonly #mayBegin: (connection: DeskConnection) => void;
  readonly #pace = newPace();
  #stopped = false;

  /** `mayBegin` throws where nothing may be taken in any more. */
  constructor(
    options: SlicesOptions,
    lowestFrontier: () => number,
    mayBegin: (connection: DeskConnection) => void = () => {},
  ) {
    this.#options = options;
    this.#lowestFrontier = lowestFrontier;
    this.#mayBegin = mayBegin;
  }

  /** @throws after `stop`, so that whoever is in the middle of many slices ends */
  async run(work: (slice: Slice) => Promise<void>, milliseconds = SLICE_MS): Promise<void> {
    if (this.#stopped) throw new Error('sync was stopped');
    const { database, platform, onNotShown } = this.#options;
    const changed = new Set<string>();
    await database.repeatable(async (connection: DeskConnection): Promise<void> => {
      this.#mayBegin(connection);
      const end = platform.elapsed() + milliseconds;
      await work({
        connection,
        jump: jumpOf(database),
        lowestFrontier: this.#lowestFrontier(),
        isOver: () => platform.elapsed() > end || database.foregroundWaits(),
        elapsed: platform.elapsed,
        pace: this.#pace,
        onNotShown,
        changed,
      });
    });
    if (changed.size > 0) this.#options.onTablesChanged([...changed]);
    await platform.breathe();
  }

  stop(): void {
    this.#stopped = true;
  }
}
