import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type BetterSqlite from 'better-sqlite3';
import { HostProblem } from '../problem.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** Numbered SQL files of one folder, as `<owner>/0001_name`. */
export function migrationsIn(folder: string, owner: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_[\w-]+\.sql$/.test(file))
    .sort()
    .map((file) => ({ name: `${owner}/${file.slice(0, -4)}`, sql: readFileSync(join(folder, file), 'utf8') }));
}

const hashOf = (sql: string) => createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex').slice(0, 32);

/**
 * Brings the file up to date; each migration in a transaction of its own, so that a stop between two resumes.
 * @returns the names of what was applied now
 * @throws HostProblem `desk.newer-file` where the file knows migrations that this program does not
 */
export function migrate(db: BetterSqlite.Database, migrations: readonly Migration[], now: number): string[] {
  db.exec(
    'CREATE TABLE IF NOT EXISTS desk_migrations (name TEXT PRIMARY KEY, hash TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
  );
  const known = db.prepare('SELECT name, hash FROM desk_migrations').all() as { name: string; hash: string }[];
  const applied = new Map(known.map((row) => [row.name, row.hash]));
  const ours = new Set(migrations.map(({ name }) => name));
  const foreign = known.find(({ name }) => !ours.has(name));
  if (foreign) {
    throw new HostProblem(
      'desk.newer-file',
      'unavailable',
      'The file of this desk was written by a newer Tillhouse. Nothing was changed. Update this program and start again.',
      { migration: foreign.name },
    );
  }
  const done: string[] = [];
  for (const { name, sql } of migrations) {
    const hash = hashOf(sql);
    const before = applied.get(name);
    if (before === hash) continue;
    if (before) {
      throw new HostProblem(
        'desk.other-file',
        'unavailable',
        `The file of this desk was made by another version of this program (${name} differs). Nothing was changed. Use the version that made it.`,
        { migration: name },
      );
    }
    db.transaction(() => {
      db.exec(sql);
      db.prepare('INSERT INTO desk_migrations (name, hash, applied_at) VALUES (?, ?, ?)').run(name, hash, now);
    }).immediate();
    done.push(name);
  }
  return done;
}
