import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import '@tillhouse/shared/domains/tables.ts';
import type { DataKey } from '@tillhouse/shared/sealing/seal.ts';
import type { Options } from 'better-sqlite3';
import { type Database, isPlainFile, openFile } from '../database/engine.ts';
import { fileKeyFor } from '../database/file-key.ts';
import { openReader, type OpenReader, type ReadersKeys } from '../database/reader.ts';
import { custodyKeys, keyElsewhere } from './custody.ts';
import { dataKeys, holdsKeys } from './data-keys.ts';
import { fieldCipher, unreadableLine } from './field-cipher.ts';

type Log = (line: string) => void;

function custodyBeside(file: string): DataKey[] | undefined {
  const keyFile = join(dirname(file), 'data.key');
  if (existsSync(keyFile)) return custodyKeys(readFileSync(keyFile, 'utf8'), file);
  if (!isPlainFile(file)) throw keyElsewhere(file);
  return undefined;
}

/**
 * What opens a file whose key lies in its folder; without `fields` where nothing is sealed, or where the key is in the
 * system's key store, which only the host's own program reaches.
 * @throws HostProblem `desk.key-wrong`; `desk.key-elsewhere` for a file that is encrypted as a whole
 */
export function keysBeside(file: string, log: Log): ReadersKeys {
  const custody = custodyBeside(file);
  if (!custody || !holdsKeys(file)) return {};
  const fileKey = fileKeyFor(file, custody);
  const db = openFile(file, fileKey, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    return { fields: fieldCipher(dataKeys(db, custody, 0), (place) => log(unreadableLine(place))), fileKey };
  } finally {
    db.close();
  }
}

/** A file as it is kept: opened as a whole, its columns sealed. @throws as `keysBeside` */
export function openBeside(file: string, options: Options = {}): Database {
  return openFile(file, fileKeyFor(file, custodyBeside(file) ?? []), options);
}

/** Reads a desk's file beside its host. @throws as `keysBeside` */
export function openSealedReader(file: string, log: Log): OpenReader {
  return openReader(file, log, keysBeside(file, log));
}
