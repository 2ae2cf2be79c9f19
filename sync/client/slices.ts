import { jumpOf, type Slice } from './advance.ts';
import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import { Pace } from './fitting-step.ts';
import type { OnNotShown } from './intents.ts';
import type { Platform } from './platform.ts';

export interface SlicesOptions {
  readonly database: DeskDatabase;
  readonly platform: Pick<Platform, 'elapsed' | 'breathe'>;
  readonly onTablesChanged: (tables: readonly string[]) => void;
  readonly onNotShown?: OnNotShown;
}

/** A slice works this long and a step more, so that a person's write waits 20 ms at most, its commit included. */
const SLICE_MS = 6;

/** What is on its way must not be laid down any more: sync ends, or all is taken up anew from what is written down. */
export class Superseded extends Error {}

/**
 * Cuts the taking in into background transactions, before each of which everybody else has their turn. Nobody waits until
 * one is on the disk: what it took in comes again from the place in the log that is written with it. After one that failed
 * none begins any more, for what is in memory may be ahead of the file then.
 */
export class Slices {
  readonly #options: SlicesOptions;
  readonly #lowestFrontier: () => number;
  readonly #mayBegin: (connection: DeskConnection) => void;
  readonly #pace = new Pace();
  readonly #underWay = new Set<Promise<void>>();
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

  /** @throws Superseded after `stop`, so that whoever is in the middle of many slices ends */
  async run(work: (slice: Slice) => Promise<void>, milliseconds = SLICE_MS): Promise<void> {
    const { database, platform, onNotShown } = this.#options;
    const changed = new Set<string>();
    // Reading the answer that this comes from, or the slice before it, took its time too.
    await platform.breathe();
    this.#mayGoOn();
    const slice = database.repeatable(async (connection: DeskConnection): Promise<void> => {
      this.#mayGoOn();
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
    this.#underWay.add(slice);
    try {
      await slice;
    } catch (error) {
      this.#stopped = true;
      throw error;
    } finally {
      this.#underWay.delete(slice);
    }
    if (changed.size > 0) this.#options.onTablesChanged([...changed]);
  }

  #mayGoOn(): void {
    if (this.#stopped) throw new Superseded('sync was stopped, or takes all up anew');
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Resolves when no transaction is open. */
  async quiet(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled([...this.#underWay]);
  }
}
