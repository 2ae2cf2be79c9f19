import type { FieldCipher, SqlConnection, SqlValue } from '@tillhouse/shared/data/connection.ts';

/** The one writing connection inside one open transaction. Dead after the transaction has ended. */
export interface DeskConnection extends SqlConnection {
  readonly engine: 'sqlite';
  /** Synchronous, for bulk work inside a slice; statements are prepared once and cached by text. */
  allNow(sql: string, params: readonly SqlValue[]): Record<string, unknown>[];
  /** Synchronous; returns how many rows changed. */
  runNow(sql: string, params: readonly SqlValue[]): number;
  /** One prepared statement, run once for each row of parameters, synchronously. */
  runEach(sql: string, rows: readonly (readonly SqlValue[])[]): void;
  /** Several statements without parameters: table definitions only. */
  execute(sql: string): void;
}

/**
 * - `foreground`: a person waits for it; first in, first out
 * - `background`: sync; runs when no foreground transaction waits
 */
export type WritePriority = 'foreground' | 'background';

/**
 * The desk's SQLite file as sync needs it; desktop/host/database implements it over better-sqlite3.
 * Booleans are bound as 0 and 1, integers come back as safe numbers.
 */
export interface DeskDatabase {
  /** Seals what comes in before it is written anywhere. `read` opens by itself; connections hand out what is kept. */
  readonly fields?: FieldCipher;
  /** BEGIN IMMEDIATE … COMMIT, alone on the writer; a throw rolls back and is thrown on. Durable when it resolves. */
  transaction<T>(priority: WritePriority, work: (connection: DeskConnection) => Promise<T>): Promise<T>;
  /**
   * A background transaction of what can be made or fetched again: nobody waits until it is on the disk, and the next
   * durable COMMIT takes it along. After a loss of power it and all after it may be gone, never it alone.
   */
  repeatable<T>(work: (connection: DeskConnection) => Promise<T>): Promise<T>;
  /** True while a foreground transaction waits: background slices end early then. */
  foregroundWaits(): boolean;
  /** Committed rows, on a reading connection, outside of any transaction of the writer. */
  read(sql: string, params?: readonly SqlValue[]): Record<string, unknown>[];
}
