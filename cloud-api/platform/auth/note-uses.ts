import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import { TtlMap } from '../ttl-map.ts';

/** A key is said to be used to the minute. */
const AGAIN_MS = 60_000;
/** Uses of this long are written down together: a thousand keys a minute are sixty writes, not a thousand. */
const GATHER_MS = 1_000;

export interface UseNotes {
  /** A key or a program was used; nobody waits for it. */
  note(kind: 'key' | 'program', id: string): void;
  /** Writes down what is left. Never throws. */
  end(): Promise<void>;
}

/**
 * When keys and programs were used last. It is for people who look for one that nobody needs any more, so what a process that is
 * killed had gathered may be lost.
 * @param now epoch milliseconds
 */
export function noteUses(pool: Pool, now: () => number): UseNotes {
  const noted = new TtlMap<string, true>(AGAIN_MS, 50_000);
  let gathered = { key: [] as string[], program: [] as string[] };
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  const write = async (): Promise<void> => {
    const { key, program } = gathered;
    gathered = { key: [], program: [] };
    try {
      await withTransaction(pool, (db) =>
        db.rows('SELECT identity.note_uses($1::uuid[], $2::text[], $3)', [key, program, new Date(now()).toISOString()]),
      );
    } catch {
      // A database that is away is told of by who needs it: they are noted when they are used again.
      for (const id of [...key, ...program]) noted.delete(id);
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (gathered.key.length + gathered.program.length > 0) writing = writing.then(write);
    return writing;
  };
  return {
    note: (kind, id) => {
      if (noted.get(id)) return;
      noted.set(id, true);
      gathered[kind].push(id);
      timer ??= setTimeout(flush, GATHER_MS).unref();
    },
    end: flush,
  };
}
