import type BetterSqlite from 'better-sqlite3';

/**
 * The writer: WAL, and every commit on the disk before it is acknowledged. fullfsync matters on macOS, where fsync alone
 * leaves data in the drive's cache.
 */
export function setWriterPragmas(db: BetterSqlite.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cache_size = -32000');
  db.pragma('temp_store = MEMORY');
  // A checkpoint of 1,000 pages takes some milliseconds; the log file is cut back after it.
  db.pragma('wal_autocheckpoint = 1000');
  db.pragma('journal_size_limit = 16777216');
}

export function setReaderPragmas(db: BetterSqlite.Database, cacheKiB = 16_000): void {
  db.pragma('query_only = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma(`cache_size = -${cacheKiB}`);
  db.pragma('temp_store = MEMORY');
}
