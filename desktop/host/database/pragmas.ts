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
  db.pragma('cache_size = -20000');
  db.pragma('temp_store = MEMORY');
  // The log is copied into the file by another thread (keep-wal.ts); the writer does it only where that one fails.
  db.pragma('wal_autocheckpoint = 16000');
  db.pragma('journal_size_limit = 16777216');
}

/** The connection that copies the log into the file; how it syncs is a setting of each connection. */
export function setCheckpointPragmas(db: BetterSqlite.Database): void {
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cache_size = -1000');
}

export function setReaderPragmas(db: BetterSqlite.Database, cacheKiB = 16_000): void {
  db.pragma('query_only = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma(`cache_size = -${cacheKiB}`);
  db.pragma('temp_store = MEMORY');
}
