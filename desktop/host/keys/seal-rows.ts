import type { FieldPlace } from '@tillhouse/shared/data/connection.ts';
import { type DataKey, isSealed, keyIdOf, NotOpened, open, seal } from '@tillhouse/shared/sealing/seal.ts';
import type BetterSqlite from 'better-sqlite3';
import { dropRetiredKeys } from './data-keys.ts';
import { type SealedTable, sealedTables } from './sealed-columns.ts';

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
/** Rows of one transaction: a stop in the middle loses the work of a moment. */
const STEP = 500;

export interface Sealing {
  readonly db: BetterSqlite.Database;
  /** The one that seals now first */
  readonly keys: readonly DataKey[];
  /** Told of each table that had something to seal, with its rows */
  readonly onTable: (table: string, rows: number) => void;
}

/**
 * Seals what is not sealed with the current key yet: rows of a file from before, and after a rotation those of the key
 * before. Row by row in the order of the key, a transaction every few hundred; stopped anywhere, it goes on from there.
 * Old texts do not stay behind in the file: it is written anew at the end (VACUUM) and its log is emptied.
 * @returns how many rows were sealed
 */
export function sealRows(sealing: Sealing): number {
  const { db } = sealing;
  db.prepare('INSERT OR IGNORE INTO desk_sealing (table_name) SELECT value FROM json_each(?)').run(
    JSON.stringify(sealedTables().map(({ table }) => table)),
  );
  let rows = 0;
  for (const each of sealedTables()) {
    const sealed = sealTable(sealing, each);
    if (sealed > 0) sealing.onTable(each.table, sealed);
    rows += sealed;
  }
  // Also where a stop came before it last time, so that it is not known what was sealed.
  db.exec('VACUUM');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.transaction(() => {
    // Nothing is sealed with them any more, but for what did not open with them either.
    dropRetiredKeys(db);
    db.prepare('DELETE FROM desk_sealing').run();
  }).immediate();
  return rows;
}

/** Marks that all rows have to be looked at, in the transaction that gives the reason. */
export function beginSealing(db: BetterSqlite.Database): void {
  const begin = db.prepare(
    'INSERT INTO desk_sealing (table_name) VALUES (?) ON CONFLICT (table_name) DO UPDATE SET after_key = NULL',
  );
  for (const { table } of sealedTables()) begin.run(table);
}

export function isSealing(db: BetterSqlite.Database): boolean {
  return db.prepare('SELECT 1 FROM desk_sealing LIMIT 1').get() !== undefined;
}

interface Step {
  readonly table: string;
  readonly select: (after: readonly unknown[] | null) => Record<string, unknown>[];
  readonly update: BetterSqlite.Statement;
}

function stepOf(db: BetterSqlite.Database, { table, key, columns }: SealedTable): Step {
  const keys = key.map(quote).join(', ');
  const marks = key.map(() => '?').join(', ');
  const list = [...new Set([...key, ...columns])].map(quote).join(', ');
  const order = `ORDER BY ${keys} LIMIT ${STEP}`;
  const first = db.prepare(`SELECT ${list} FROM ${quote(table)} ${order}`);
  const next = db.prepare(`SELECT ${list} FROM ${quote(table)} WHERE (${keys}) > (${marks}) ${order}`);
  const set = columns.map((column) => `${quote(column)} = ?`).join(', ');
  return {
    table,
    select: (after) => (after === null ? first.all() : next.all(...after)) as Record<string, unknown>[],
    update: db.prepare(`UPDATE ${quote(table)} SET ${set} WHERE (${keys}) = (${marks})`),
  };
}

function sealTable(sealing: Sealing, sealed: SealedTable): number {
  const { db } = sealing;
  const { table, key, columns } = sealed;
  const step = stepOf(db, sealed);
  const kept = db.prepare<[string], { after_key: string | null }>(
    'SELECT after_key FROM desk_sealing WHERE table_name = ?',
  );
  const keep = db.prepare('UPDATE desk_sealing SET after_key = ? WHERE table_name = ?');
  let count = 0;
  for (;;) {
    const after = kept.get(table)?.after_key ?? null;
    const rows = step.select(after === null ? null : (JSON.parse(after) as unknown[]));
    if (rows.length === 0) return count;
    withListsAsTheyAre(db, () => {
      for (const row of rows) {
        const place = { table, row: JSON.stringify(key.map((name) => row[name])) };
        const values = columns.map((column) => renewed(sealing, { ...place, column }, row[column]));
        if (columns.every((column, at) => values[at] === row[column])) continue;
        step.update.run(...values, ...key.map((name) => row[name]));
        count += 1;
      }
      keep.run(JSON.stringify(key.map((name) => rows.at(-1)?.[name])), table);
    });
  }
}

/** A sealed name changes no list, but the triggers that mark lists as stale cannot know that. */
function withListsAsTheyAre(db: BetterSqlite.Database, work: () => void): void {
  db.transaction(() => {
    const stale = (['product_stale_facts', 'product_stale_words'] as const).map((list) => ({
      clear: db.prepare(`DELETE FROM ${list} WHERE product_id NOT IN (SELECT value FROM json_each(?))`),
      before: JSON.stringify(db.prepare(`SELECT product_id FROM ${list}`).pluck().all()),
    }));
    work();
    for (const { clear, before } of stale) clear.run(before);
  }).immediate();
}

function renewed({ keys }: Sealing, place: FieldPlace, kept: unknown): unknown {
  const current = keys[0] as DataKey;
  if (typeof kept !== 'string' || kept === '' || keyIdOf(kept) === current.id) return kept;
  if (!isSealed(kept)) return seal(current, kept, place);
  try {
    const plain = open((id) => keys.find((key) => key.id === id), kept, place);
    return seal(current, plain, place);
  } catch (error) {
    // Altered or moved: it stays as it is, for somebody to look at.
    if (error instanceof NotOpened) return kept;
    throw error;
  }
}
