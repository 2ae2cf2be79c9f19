import type { Database, FileKey } from './engine.ts';
import { startThread, type Thread } from './thread.ts';

/** Pages that the log may hold beyond the file before they are copied into it: 4 MB. */
const COPY_AFTER = 1_000;
/** Pages from which on sync waits until the log is copied whole: only then it begins anew instead of growing. */
const FULL_AFTER = 8_000;
const AGAIN_AFTER_MS = 5_000;

export interface WalKeeper {
  /** After each COMMIT: looks how long the log has become. */
  committed(): void;
  /** What nobody waits for has to wait. */
  isFull(): boolean;
  close(): Promise<void>;
}

interface Log {
  readonly db: Database;
  readonly file: string;
  readonly fileKey?: FileKey | undefined;
  readonly log: (line: string) => void;
  /** Called when the log has room again. */
  readonly onRoom: () => void;
}

/**
 * Has the write-ahead log copied into the file by another thread. Left to the writer, a COMMIT now and then pays two
 * fsyncs and a thousand scattered pages for all commits before it, and the cashier waits for that one.
 */
export function keepWal({ db, file, fileKey, log, onRoom }: Log): WalKeeper {
  const look = db.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)');
  let worker: Thread | undefined;
  let copying = false;
  let closed = false;
  let notBefore = 0;
  let pages = { log: 0, checkpointed: 0 };

  const done = (problem: string | null) => {
    copying = false;
    worker?.unref();
    if (closed) return;
    if (problem !== null) {
      notBefore = performance.now() + AGAIN_AFTER_MS;
      log(`the log could not be copied into the desk’s file; it is kept and tried again: ${problem}`);
    }
    // Inside a transaction the log cannot be asked; its COMMIT comes by here.
    if (!db.inTransaction) committed();
    onRoom();
  };
  const start = () =>
    startThread({
      name: 'wal-worker',
      data: { file, fileKey },
      limits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
      hear: done,
      lost: (error) => {
        worker = undefined;
        done(String(error));
      },
    });
  const committed = () => {
    pages = look.get() ?? pages;
    const left = pages.log - pages.checkpointed;
    if (copying || closed || left <= (pages.log > FULL_AFTER ? 0 : COPY_AFTER) || performance.now() < notBefore) return;
    copying = true;
    worker ??= start();
    worker.ref();
    worker.post(null);
  };
  return {
    committed,
    isFull: () => copying && pages.log > FULL_AFTER,
    close: async () => {
      closed = true;
      const running = worker;
      worker = undefined;
      await running?.end();
    },
  };
}
