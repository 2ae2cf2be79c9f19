import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { BenchContext } from '../bench.ts';

/** p95 of one bare durable insert (WAL, synchronous=FULL): what the disk alone costs a sale. */
export async function sqliteInsert({ folder, quick }: BenchContext) {
  const file = join(folder, 'calibration.sqlite');
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, v TEXT) STRICT');
  const insert = db.prepare('INSERT INTO t (v) VALUES (?)');
  const samples: number[] = [];
  for (let index = 0; index < (quick ? 100 : 400); index += 1) {
    const since = performance.now();
    insert.run('x'.repeat(200));
    samples.push(performance.now() - since);
  }
  db.close();
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  samples.sort((a, b) => a - b);
  return {
    name: 'bare SQLite insert (FULL), p95',
    unit: 'ms',
    value: Math.round((samples[Math.floor(samples.length * 0.95)] ?? 0) * 1000) / 1000,
  };
}
