import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataKey } from '@tillhouse/shared/sealing/seal.ts';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { DeskConnection, DeskDatabase, WritePriority } from '@tillhouse/sync/client/desk-database.ts';
import { deskCustody, keyNeeded } from '../keys/custody.ts';
import { addDataKey, dataKeys, holdsKeys } from '../keys/data-keys.ts';
import { fieldCipher, unreadableLine } from '../keys/field-cipher.ts';
import { beginSealing, isSealing, sealRows } from '../keys/seal-rows.ts';
import { fileDamaged, fromEngine } from '../problem.ts';
import type { KeyStore } from '../session/key-store.ts';
import { type Database, type FileKey, isPlainFile, openFile } from './engine.ts';
import { encryptWhole } from './file-key.ts';
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
  /** What its sealed columns open with, the key that seals first; none where the file was opened without keys. */
  readonly keys: readonly DataKey[];
  /** What the file itself opens with; undefined where it is not encrypted as a whole. */
  readonly fileKey: FileKey | undefined;
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

type Log = (line: string) => void;

/** What opens the columns of a file; null for files that hold nothing sealed, such as those of tests and of benches. */
type Custody = readonly DataKey[] | null;

/**
 * Opens a desk's file alone, encrypts it as a whole where that can be done here, brings it up to date, seals what is personal in it, and hands out its writer and its reader.
 * @param store holds the key that opens the file's own keys
 * @throws HostProblem where another host owns it, where it is newer than this program, where the disk fails, or where its
 *   key is lost or another's (nothing is changed then)
 */
export async function openSealedDesk(file: string, store: KeyStore, log: Log, now = Date.now): Promise<DeskFile> {
  const release = lock(file);
  try {
    const custody = await deskCustody(store, file, holdsKeys);
    return openLocked({ file, log, now, release, custody, fileKey: encryptWhole(file, custody, log) });
  } catch (error) {
    release();
    throw fromEngine(error, file);
  }
}

/** As `openSealedDesk`, without keys: nothing is sealed. @throws HostProblem also where the file holds sealed columns */
export function openDesk(file: string, log: Log, now: () => number = Date.now): DeskFile {
  const release = lock(file);
  try {
    if (!isPlainFile(file)) throw keyNeeded(file);
    return openLocked({ file, log, now, release, custody: null, fileKey: undefined });
  } catch (error) {
    release();
    throw fromEngine(error, file);
  }
}

function lock(file: string): () => void {
  // Customers and the hashes of PINs lie in it: nobody else of this machine may look.
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return lockDesk(file).release;
}

interface Opening {
  readonly file: string;
  readonly log: Log;
  readonly now: () => number;
  readonly release: () => void;
  readonly custody: Custody;
  readonly fileKey: FileKey | undefined;
}

/** The file's keys. Where it has none yet, the first is noted together with all that it has to seal. */
function keysOf(db: Database, { file, custody, now }: Opening): readonly DataKey[] {
  const has = db.prepare('SELECT 1 FROM desk_keys LIMIT 1').get() !== undefined;
  if (!custody) {
    if (has) throw keyNeeded(file);
    return [];
  }
  if (has) return dataKeys(db, custody, now());
  return db
    .transaction(() => {
      beginSealing(db);
      return [addDataKey(db, custody, now())];
    })
    .immediate();
}

function sealOldRows(db: Database, keys: readonly DataKey[], log: Log): void {
  if (keys.length === 0 || !isSealing(db)) return;
  const onTable = (table: string, rows: number) => log(`sealed what is personal in ${rows} rows of ${table}`);
  sealRows({ db, keys, onTable });
}

function openLocked(opening: Opening): DeskFile {
  const db = openFile(opening.file, opening.fileKey, { timeout: 5_000 });
  try {
    return openOver(db, opening);
  } catch (error) {
    db.close();
    throw error;
  }
}

function openOver(db: Database, opening: Opening): DeskFile {
  const { file, log, now, release, fileKey } = opening;
  setWriterPragmas(db);
  const applied = migrate(db, deskMigrations(), now());
  if (applied.length > 0) log(`the desk’s file was brought up to date: ${applied.join(', ')}`);
  const keys = keysOf(db, opening);
  sealOldRows(db, keys, log);
  const fields = keys.length === 0 ? undefined : fieldCipher(keys, (place) => log(unreadableLine(place)));
  // Lists of names in memory start from the rows themselves.
  db.prepare('DELETE FROM desk_names_changed').run();
  const open = db.prepare("SELECT value FROM desk_state WHERE name = 'open'").get() as { value: string } | undefined;
  db.prepare("INSERT OR REPLACE INTO desk_state (name, value) VALUES ('open', '1')").run();
  const writer = new Writer(db, log, fields);
  const wal = keepWal({ db, file, fileKey, log, onRoom: () => writer.next() });
  writer.wal = wal;
  let soundness: 'not checked' | 'sound' | 'damaged' = 'not checked';
  const reader = openReader(file, log, { fields, fileKey });
  const whole = <T>(work: () => Promise<T>): Promise<T> =>
    soundness === 'damaged' ? Promise.reject(fileDamaged(file)) : work();
  return {
    file,
    reader,
    keys,
    fileKey,
    ...(fields ? { fields } : {}),
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
