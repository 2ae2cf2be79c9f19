import { randomBytes } from 'node:crypto';
import { type DataKey, newDataKey, NotOpened, open, seal } from '@tillhouse/shared/sealing/seal.ts';
import { type Database, isPlainFile, openFile } from '../database/engine.ts';
import { keyWrong } from './custody.ts';

const placeOf = (id: string) => ({ table: 'desk_keys', row: id, column: 'wrapped' });

/** Whether a file opens with keys alone, in whole or in part; asked before it is opened for good. */
export function holdsKeys(file: string): boolean {
  if (!isPlainFile(file)) return true;
  const db = openFile(file, undefined, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    const known = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'desk_keys'").get();
    return known !== undefined && db.prepare('SELECT 1 FROM desk_keys LIMIT 1').get() !== undefined;
  } finally {
    db.close();
  }
}

/**
 * The keys that seal the file's columns, the one that seals now first; makes the first.
 * @throws HostProblem `desk.key-wrong`
 */
export function dataKeys(db: Database, custody: readonly DataKey[], now: number): DataKey[] {
  const rows = db
    .prepare<[], { id: string; wrapped: string }>(
      'SELECT id, wrapped FROM desk_keys ORDER BY retired_at IS NOT NULL, made_at DESC, id',
    )
    .all();
  if (rows.length === 0) return [addDataKey(db, custody, now)];
  const known = new Map(custody.map((key) => [key.id, key]));
  return rows.map(({ id, wrapped }) => {
    try {
      return {
        id,
        secret: Buffer.from(
          open((kek) => known.get(kek), wrapped, placeOf(id)),
          'base64',
        ),
      };
    } catch (error) {
      throw error instanceof NotOpened ? keyWrong(db.name) : error;
    }
  });
}

/** A new key seals from now on. */
export function addDataKey(db: Database, custody: readonly DataKey[], now: number): DataKey {
  const made = newDataKey(randomBytes(4).toString('hex'));
  db.transaction(() => {
    db.prepare('UPDATE desk_keys SET retired_at = ? WHERE retired_at IS NULL').run(now);
    keepWrapped(db, custody, made, now);
  }).immediate();
  return made;
}

function keepWrapped(db: Database, custody: readonly DataKey[], key: DataKey, now: number): void {
  const wrapped = seal(custody[0] as DataKey, key.secret.toString('base64'), placeOf(key.id));
  db.prepare(
    `INSERT INTO desk_keys (id, wrapped, made_at) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET wrapped = excluded.wrapped`,
  ).run(key.id, wrapped, now);
}

/** Wraps every key anew with the first of `custody`. */
export function rewrapDataKeys(db: Database, custody: readonly DataKey[], now: number): void {
  const keys = dataKeys(db, custody, now);
  db.transaction(() => {
    for (const key of keys) keepWrapped(db, custody, key, now);
  }).immediate();
}

/** Drops the keys that nothing is sealed with any more. */
export function dropRetiredKeys(db: Database): void {
  db.prepare('DELETE FROM desk_keys WHERE retired_at IS NOT NULL').run();
}
