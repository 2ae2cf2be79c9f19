import { setTimeout as sleep } from 'node:timers/promises';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { DeskFile } from '../database/open-desk.ts';
import { deriveFacts, deriveWords, type Stale, staleIds } from './derive.ts';
import { holdAll, noteSomeOfAll } from './stale-all.ts';

/** A command that touches more than this leaves its lists to the background. */
const AT_ONCE = 40;
/** One batch, after which somebody who waits has their turn. */
const BATCH_MS = 5;
/** One transaction, while nobody waits: a commit costs as much for many rows as for few. */
const SLICE_MS = 60;
/** For so long after a person waited, another one may follow at once: then a slice is one batch, and rests after it. */
const BUSY_MS = 1_000;
const REST_MS = 25;
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

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
  /** While the first copy comes in, nothing is noted or derived: it would only slow the copy, and be derived again. */
  hold(held: boolean): void;
  /** Resolves when nothing is stale. */
  settled(): Promise<void>;
  stop(): void;
}

/** Derives what is stale in the background, in slices, behind everything that a person waits for. */
export function keepLists(desk: Pick<DeskFile, 'repeatable' | 'quietFor'>, log: (line: string) => void): ListKeeper {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let held = false;
  let batch = 50;
  /** A first copy may have come in unnoted: looked at once after each start, and after each copy. */
  let unnoted = true;

  const slice = (stale: Stale) =>
    desk.repeatable(async (connection) => {
      const end = performance.now() + SLICE_MS;
      do {
        const before = performance.now();
        const ids = staleIds(connection, stale, batch);
        derive[stale](connection, ids);
        if (ids.length < batch) return true;
        // The batch follows what this machine does in its time.
        const took = performance.now() - before;
        batch = Math.max(10, Math.min(400, Math.round((batch * BATCH_MS) / Math.max(0.5, took))));
        await breathe();
      } while (performance.now() < end && desk.quietFor() > BUSY_MS);
      return false;
    });
  const note = async () => {
    unnoted = !(await desk.repeatable(async (connection) => noteSomeOfAll(connection)));
  };
  const rest = () => (desk.quietFor() > BUSY_MS ? breathe() : sleep(REST_MS));
  const work = async () => {
    do {
      again = false;
      while (!stopped && !held && unnoted) {
        await note();
        if (unnoted) await rest();
      }
      for (const stale of ['product_stale_facts', 'product_stale_words'] as const) {
        while (!stopped && !held && !(await slice(stale))) await rest();
      }
    } while (again && !stopped && !held);
  };
  const failed = (error: unknown) => log(`lists could not be derived: ${String(error)}`);
  const wake = () => {
    again = true;
    if (stopped || held) return;
    // What was committed this moment took its time too: somebody may have come meanwhile.
    running ??= breathe()
      .then(work)
      .catch(failed)
      .finally(() => {
        running = undefined;
        // Said since it looked for the last time.
        if (again) wake();
      });
  };
  return {
    wake,
    hold: (now) => {
      if (held === now) return;
      held = now;
      unnoted = true;
      if (held) desk.repeatable(async (connection) => holdAll(connection)).catch(failed);
      else wake();
    },
    settled: async () => {
      wake();
      while (running) await running;
    },
    stop: () => {
      stopped = true;
    },
  };
}
