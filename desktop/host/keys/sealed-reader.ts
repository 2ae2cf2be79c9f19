import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import '@tillhouse/shared/domains/tables.ts';
import type { FieldCipher } from '@tillhouse/shared/data/connection.ts';
import BetterSqlite from 'better-sqlite3';
import { openReader, type OpenReader } from '../database/reader.ts';
import { custodyKeys } from './custody.ts';
import { dataKeys, holdsKeys } from './data-keys.ts';
import { fieldCipher, unreadableLine } from './field-cipher.ts';

type Log = (line: string) => void;

/**
 * What opens the sealed columns of a file whose key lies in its folder; undefined where nothing is sealed, or where the key
 * is in the system's key store, which only the host's own program reaches.
 * @throws HostProblem `desk.key-wrong`
 */
export function fieldsBeside(file: string, log: Log): FieldCipher | undefined {
  const keyFile = join(dirname(file), 'data.key');
  if (!holdsKeys(file) || !existsSync(keyFile)) return undefined;
  const custody = custodyKeys(readFileSync(keyFile, 'utf8'), file);
  const db = new BetterSqlite(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    return fieldCipher(dataKeys(db, custody, 0), (place) => log(unreadableLine(place)));
  } finally {
    db.close();
  }
}

/** Reads a desk's file beside its host. @throws as `fieldsBeside` */
export function openSealedReader(file: string, log: Log): OpenReader {
  return openReader(file, log, fieldsBeside(file, log));
}
