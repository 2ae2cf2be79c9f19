import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTableSql } from '@tillhouse/shared/data/ddl.ts';
import { type Database, Sqlite } from '../../desktop/host/database/engine.ts';
import { openDesk } from '../../desktop/host/database/open-desk.ts';
import type { DeskTable } from '../client/row-sql.ts';
import type { Chance } from './seeded-chance.ts';

/** Memory where it is a disk: thousands of commits a second, each as complete as on a real one. */
const disk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const templates = new WeakMap<readonly DeskTable[], Buffer>();

/** The disks of a simulation's desks: real SQLite files, copied as they lie when the power goes. */
export class DeskFolder {
  readonly #root = mkdtempSync(join(disk, 'tillhouse-sim-'));
  #made = 0;

  /** A file as the host makes it, with tables of the simulation's shop beside its own. */
  async template(tables: readonly DeskTable[]): Promise<string> {
    const file = join(this.#folder(), 'desk.sqlite');
    // The same for every run of a process: hundreds of runs need not go through all migrations again.
    const made = templates.get(tables) ?? (await this.#make(file, tables));
    templates.set(tables, made);
    writeFileSync(file, made);
    return file;
  }

  async #make(file: string, tables: readonly DeskTable[]): Promise<Buffer> {
    await openDesk(file, () => {}).close();
    const db = new Sqlite(file);
    takeOutShop(db, new Set(tables.map(({ name }) => name)));
    const there = new Set(db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all());
    for (const table of tables.filter(({ name }) => !there.has(name))) {
      for (const sql of createTableSql('sqlite', table)) db.exec(sql);
    }
    db.close();
    return readFileSync(file);
  }

  #folder(): string {
    this.#made += 1;
    const folder = join(this.#root, String(this.#made));
    mkdirSync(folder);
    return folder;
  }

  /** A copy of the file with its log, as a killed process leaves both. */
  copy(file: string): string {
    const to = join(this.#folder(), 'desk.sqlite');
    copyFileSync(file, to);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${to}-wal`);
    return to;
  }

  /**
   * The same after the power went: of the log, what lies behind its first `safe` bytes came to the disk in part, or as
   * rubbish.
   */
  tornCopy(file: string, safe: number, chance: Chance): string {
    const committed = Math.min(safe, committedBytes(file));
    const to = this.copy(file);
    const log = `${to}-wal`;
    if (!existsSync(log)) return to;
    const size = statSync(log).size;
    if (size <= committed) return to;
    const kept = committed + chance.int(size - committed);
    truncateSync(log, kept);
    if (kept > committed) {
      const rubbish = Buffer.from(Array.from({ length: Math.min(64, kept - committed) }, () => chance.int(256)));
      const handle = openSync(log, 'r+');
      writeSync(handle, rubbish, 0, rubbish.length, committed + chance.int(kept - committed - rubbish.length + 1));
      closeSync(handle);
    }
    return to;
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/**
 * Leaves the tables of sync and of the desk itself. A connection reads the whole schema again whenever a table was made
 * anywhere, which happens with each copy taken in, and the real shop's hundreds of tables are most of it.
 */
function takeOutShop(db: Database, kept: ReadonlySet<string>): void {
  db.pragma('foreign_keys = OFF');
  const made = db
    .prepare<[], { type: string; name: string; table: string }>(
      `SELECT type, name, tbl_name AS "table" FROM sqlite_schema WHERE type IN ('trigger', 'view', 'table') AND name NOT LIKE 'sqlite%'
        ORDER BY CASE type WHEN 'trigger' THEN 0 WHEN 'view' THEN 1 ELSE 2 END`,
    )
    .all();
  const own = (name: string) => /^(sync|desk)_/.test(name) || name.includes('migration') || kept.has(name);
  for (const { type, name, table } of made) if (!own(table)) db.exec(`DROP ${type} IF EXISTS "${name}"`);
  db.exec('VACUUM');
}

/** Length of the log up to the last COMMIT, from SQLite's own index beside it (walformat, "mxFrame" and "szPage"). */
export function committedBytes(file: string): number {
  const index = `${file}-shm`;
  if (!existsSync(index)) return 0;
  const head = Buffer.alloc(48);
  const handle = openSync(index, 'r');
  readSync(handle, head, 0, 48, 0);
  closeSync(handle);
  const size = head.readUInt16LE(14);
  const page = size === 1 ? 65_536 : size;
  return 32 + head.readUInt32LE(16) * (page + 24);
}

export function copyLog(file: string): void {
  const db = new Sqlite(file);
  db.pragma('wal_checkpoint(PASSIVE)');
  db.close();
}
