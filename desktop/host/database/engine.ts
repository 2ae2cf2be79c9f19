import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import PlainSqlite from 'better-sqlite3';
import { HostProblem } from '../problem.ts';

/** Of AEGIS-256, authenticated page by page: in hardware it costs a desk nothing that can be measured. */
export const FILE_KEY_BYTES = 32;
export type FileKey = Buffer;

interface Engine {
  readonly Sqlite: typeof PlainSqlite;
  readonly name: string;
  /** Why it cannot encrypt a whole file; null where it can */
  readonly why: string | null;
}

/**
 * The SQLite that encrypts whole files where its package could be installed, else the one that cannot. Chosen without an
 * `await`: threads load this file, and V8 ends the whole process where one is ended while a module still awaits.
 */
function chooseEngine(): Engine {
  const name = 'better-sqlite3-multiple-ciphers';
  try {
    if (process.env.TILLHOUSE_FILE_CIPHER === 'off') throw new Error('TILLHOUSE_FILE_CIPHER=off');
    const Sqlite = createRequire(import.meta.url)(name) as typeof PlainSqlite;
    // The package alone says nothing: its native part is loaded with the first file.
    new Sqlite(':memory:').close();
    return { Sqlite, name, why: null };
  } catch (error) {
    return { Sqlite: PlainSqlite, name: 'better-sqlite3', why: `${name}: ${(error as Error).message.split('\n')[0]}` };
  }
}

/**
 * The one SQLite of a process: two copies of it would undo each other's locks on the same file. All that opens a desk's
 * file opens it by this.
 */
export const engine: Engine = chooseEngine();
export const { Sqlite } = engine;
export type Database = PlainSqlite.Database;

const MAGIC = 'SQLite format 3\0';

/** False for a file that is encrypted whole; true also where there is none yet, or an empty one. */
export function isPlainFile(file: string): boolean {
  if (!existsSync(file)) return true;
  const head = Buffer.alloc(MAGIC.length);
  const handle = openSync(file, 'r');
  try {
    return readSync(handle, head, 0, head.length, 0) === 0 || head.toString('latin1') === MAGIC;
  } finally {
    closeSync(handle);
  }
}

const cipherMissing = (file: string) =>
  new HostProblem(
    'desk.cipher-missing',
    'unavailable',
    `The file of this desk is encrypted as a whole, and what reads such files (better-sqlite3-multiple-ciphers) is not installed here. Nothing was changed. Install the packages again, optional ones too (npm ci), and start again.`,
    { file, why: engine.why },
  );

/**
 * Opens a file of a desk.
 * @param key of a file that is encrypted as a whole, or is to be
 * @throws HostProblem `desk.cipher-missing`
 */
export function openFile(file: string, key: FileKey | undefined, options?: PlainSqlite.Options): Database {
  if (key && engine.why !== null) throw cipherMissing(file);
  const db = new Sqlite(file, options);
  if (key) setKey(db, 'key', key);
  return db;
}

/** Encrypts the file of a connection, which nobody else has open, with a key it did not have before. */
export function giveKey(db: Database, key: FileKey): void {
  // Outside of the write-ahead log: all pages change at once.
  db.pragma('journal_mode = DELETE');
  setKey(db, 'rekey', key);
}

function setKey(db: Database, how: 'key' | 'rekey', key: FileKey): void {
  db.pragma("cipher = 'aegis'");
  db.pragma(`${how} = 'raw:${key.toString('hex')}'`);
}

/** Whether a key opens a file. */
export function opens(file: string, key: FileKey): boolean {
  const db = openFile(file, key, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'SQLITE_NOTADB') return false;
    throw error;
  } finally {
    db.close();
  }
}
