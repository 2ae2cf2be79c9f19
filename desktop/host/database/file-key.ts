import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { hkdfSync } from 'node:crypto';
import { dirname } from 'node:path';
import type { DataKey } from '@tillhouse/shared/sealing/seal.ts';
import { keyWrong } from '../keys/custody.ts';
import { syncFolder } from '../session/key-store.ts';
import { engine, FILE_KEY_BYTES, type FileKey, giveKey, isPlainFile, openFile, opens } from './engine.ts';

/** The key of the whole file follows from the one in the key store, so that no other has to be kept beside it. */
function fileKeyOf({ secret }: DataKey): FileKey {
  return Buffer.from(hkdfSync('sha256', secret, '', 'tillhouse desk file 1', FILE_KEY_BYTES));
}

/**
 * What a file opens with as it lies there; undefined for one that is not encrypted as a whole.
 * @param custody the keys of the key store, two while a rotation is under way
 * @throws HostProblem `desk.key-wrong`, `desk.cipher-missing`
 */
export function fileKeyFor(file: string, custody: readonly DataKey[]): FileKey | undefined {
  if (isPlainFile(file)) return undefined;
  const found = custody.map(fileKeyOf).find((key) => opens(file, key));
  if (!found) throw keyWrong(file);
  return found;
}

/**
 * Encrypts a desk's file as a whole with the newest key, where it is not yet and the engine can. To be called by the one
 * host that holds its lock, before anything has it open.
 * @param log told where it could not be done: the file is left as it was, and what is personal in it is sealed all the same
 * @returns what the file opens with from now on
 * @throws HostProblem `desk.key-wrong`, `desk.cipher-missing`
 */
export function encryptWhole(
  file: string,
  custody: readonly DataKey[],
  log: (line: string) => void,
): FileKey | undefined {
  const present = fileKeyFor(file, custody);
  const newest = custody[0] && fileKeyOf(custody[0]);
  if (!newest || engine.why !== null || present?.equals(newest)) return present;
  // A new file is encrypted from its first page.
  if (!existsSync(file)) return newest;
  try {
    return writeAnew(file, present, newest) ? newest : leftOpen(log, present);
  } catch (error) {
    log(
      `the desk’s file could not be encrypted as a whole; it is as it was and tried again at the next start: ${error}`,
    );
    return present;
  }
}

function leftOpen(log: (line: string) => void, present: FileKey | undefined): FileKey | undefined {
  log('another program reads the desk’s file, so it is encrypted as a whole at the next start');
  return present;
}

/**
 * A copy beside it takes its place in one step: whatever stops this, there is the old file whole or the new one whole.
 * @returns false where somebody else has it open: their log would be read as the new file's
 */
function writeAnew(file: string, present: FileKey | undefined, key: FileKey): boolean {
  const copy = `${file}.encrypting`;
  for (const left of [copy, `${copy}-journal`]) rmSync(left, { force: true });
  const db = openFile(file, present, { fileMustExist: true, timeout: 5_000 });
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.prepare('VACUUM INTO ?').run(copy);
  } finally {
    // The last to close it takes log and index away.
    db.close();
  }
  try {
    if (existsSync(`${file}-wal`) || existsSync(`${file}-shm`)) return false;
    const made = openFile(copy, present, { fileMustExist: true });
    try {
      giveKey(made, key);
    } finally {
      made.close();
    }
    if (isPlainFile(copy) || !opens(copy, key)) throw new Error('the copy does not open with its key');
    const handle = openSync(copy, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    renameSync(copy, file);
    syncFolder(dirname(file));
    return true;
  } finally {
    rmSync(copy, { force: true });
  }
}
