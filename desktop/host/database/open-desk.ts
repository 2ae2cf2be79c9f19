import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { DeskConnection, DeskDatabase, WritePriority } from '@tillhouse/sync/client/desk-database.ts';
import { fileDamaged, fromEngine } from '../problem.ts';
import { lockDesk } from './file-lock.ts';
import { deskMigrations } from './desk-migrations.ts';
import { keepWal } from './keep-wal.ts';
import { migrate } from './migrate.ts';
import { setWriterPragmas } from './pragmas.ts';
import { openReader, type Reader } from './reader.ts';
import { type Committed, Writer } from './writer.ts';

export interface DeskFile extends DeskDatabase {
  readonly file: string;
  readonly reader: Reader;
  /** True when the last host of this file did not close it. */
  readonly uncleanEnd: boolean;
  /** What the check of the file said; it runs after an end that was none. */
  soundness(): 'not checked' | 'sound' | 'damaged';
  found(soundness: 'sound' | 'damaged'): void;
  /** Milliseconds since a person last waited for a transaction: work that can wait makes itself small meanwhile. */
  quietFor(): number;
  onCommitted(listener: (committed: Committed) => void): void;
  /** What runs inside each foreground transaction before its COMMIT. */
  beforeCommit(work: (connection: DeskConnection) => void): void;
  close(): Promise<void>;
}

/**
 * Opens a desk's file alone, brings it up to date, and hands out its writer and its reader.
 * @throws HostProblem where another host owns it, where it is newer than this program, or where the disk fails
 */
export function openDesk(file: string, log: (line: string) => void, now: () => number = Date.now): DeskFile {
  // Customers and the hashes of PINs lie in it: nobody else of this machine may look.
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = lockDesk(file);
  try {
    return openLocked(file, log, now, lock.release);
  } catch (error) {
    lock.release();
    throw fromEngine(error, file);
  }
}

function openLocked(file: string, log: (line: string) => void, now: () => number, release: () => void): DeskFile {
  const db = new BetterSqlite(file, { timeout: 5_000 });
  setWriterPragmas(db);
  const applied = migrate(db, deskMigrations(), now());
  if (applied.length > 0) log(`the desk’s file was brought up to date: ${applied.join(', ')}`);
  const open = db.prepare("SELECT value FROM desk_state WHERE name = 'open'").get() as { value: string } | undefined;
  db.prepare("INSERT OR REPLACE INTO desk_state (name, value) VALUES ('open', '1')").run();
  const writer = new Writer(db, log);
  const wal = keepWal(db, file, log, () => writer.next());
  writer.wal = wal;
  let soundness: 'not checked' | 'sound' | 'damaged' = 'not checked';
  const reader = openReader(file, log);
  const whole = <T>(work: () => Promise<T>): Promise<T> =>
    soundness === 'damaged' ? Promise.reject(fileDamaged(file)) : work();
  return {
    file,
    reader,
    uncleanEnd: open?.value === '1',
    soundness: () => soundness,
    found: (said) => {
      soundness = said;
    },
    transaction: <T>(priority: WritePriority, work: (connection: DeskConnection) => Promise<T>) =>
      whole(() => writer.transaction(priority, work)),
    repeatable: <T>(work: (connection: DeskConnection) => Promise<T>) =>
      whole(() => writer.transaction('background', work, true)),
    foregroundWaits: () => writer.foregroundWaits(),
    quietFor: () => writer.quietFor(),
    read: (sql: string, params: readonly SqlValue[] = []) => reader.all(sql, params),
    onCommitted: (listener) => {
      writer.onCommitted = listener;
    },
    beforeCommit: (work) => {
      writer.beforeCommit = work;
    },
    close: async () => {
      await writer.close();
      await wal.close();
      reader.close();
      db.prepare("INSERT OR REPLACE INTO desk_state (name, value) VALUES ('open', '0')").run();
      db.pragma('optimize');
      db.close();
      release();
    },
  };
}
