import type { DeskConnection, DeskDatabase } from '@tillhouse/sync/client/desk-database.ts';
import { deriveFacts, deriveWords, type Stale, staleIds } from './derive.ts';

/** A command that touches more than this leaves its lists to the background. */
const AT_ONCE = 40;
const SLICE_MS = 12;

/** Brings lists up to date within the transaction of a command, so that who wrote sees it at once. */
export function deriveWithin(connection: DeskConnection): void {
  const facts = staleIds(connection, 'product_stale_facts', AT_ONCE + 1);
  if (facts.length > 0 && facts.length <= AT_ONCE) deriveFacts(connection, facts);
  const words = staleIds(connection, 'product_stale_words', AT_ONCE + 1);
  if (words.length > 0 && words.length <= AT_ONCE) deriveWords(connection, words);
}

const derive: Record<Stale, (connection: DeskConnection, ids: readonly string[]) => void> = {
  product_stale_facts: deriveFacts,
  product_stale_words: deriveWords,
};

export interface ListKeeper {
  /** Something was committed; there may be stale products. */
  wake(): void;
  /** Resolves when nothing is stale. */
  settled(): Promise<void>;
  stop(): void;
}

/** Derives what is stale in the background, in slices, behind everything that a person waits for. */
export function keepLists(database: DeskDatabase, log: (line: string) => void): ListKeeper {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let batch = 50;

  const slice = (stale: Stale) =>
    database.transaction('background', async (connection) => {
      const end = performance.now() + SLICE_MS;
      do {
        const before = performance.now();
        const ids = staleIds(connection, stale, batch);
        derive[stale](connection, ids);
        if (ids.length < batch) return true;
        // A slice is to end in time: the batch follows what this machine does in a third of one.
        const took = performance.now() - before;
        batch = Math.max(10, Math.min(400, Math.round((batch * SLICE_MS) / 3 / Math.max(0.5, took))));
      } while (performance.now() < end && !database.foregroundWaits());
      return false;
    });
  const work = async () => {
    do {
      again = false;
      for (const stale of ['product_stale_facts', 'product_stale_words'] as const) {
        while (!stopped && !(await slice(stale))) await new Promise((resolve) => setImmediate(resolve));
      }
    } while (again && !stopped);
  };
  const wake = () => {
    again = true;
    if (stopped) return;
    running ??= work()
      .catch((error) => log(`lists could not be derived: ${String(error)}`))
      .finally(() => {
        running = undefined;
      });
  };
  return {
    wake,
    settled: async () => {
      wake();
      while (running) await running;
    },
    stop: () => {
      stopped = true;
    },
  };
}
