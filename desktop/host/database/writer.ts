import type BetterSqlite from 'better-sqlite3';
import type { FieldCipher, SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { DeskConnection, WritePriority } from '@tillhouse/sync/client/desk-database.ts';
import { fromEngine } from '../problem.ts';
import type { WalKeeper } from './keep-wal.ts';
import { Statements } from './statements.ts';

interface Waiting {
  readonly run: () => Promise<void>;
}

export interface Committed {
  /** Tables written, by SQL name */
  readonly tables: ReadonlySet<string>;
  readonly priority: WritePriority;
}

/** How the write-ahead log stands (keep-wal.ts). */
export type Wal = Pick<WalKeeper, 'committed' | 'isFull'>;

/** The one writing connection behind a lock: foreground first, each group first in, first out. */
export class Writer {
  readonly #db: BetterSqlite.Database;
  readonly #fields: FieldCipher | undefined;
  readonly #statements: Statements;
  readonly #foreground: Waiting[] = [];
  readonly #background: Waiting[] = [];
  #busy = false;
  #closed = false;
  /** As `setWriterPragmas` left it */
  #synchronous: 'FULL' | 'NORMAL' = 'FULL';
  #foregroundAt = Number.NEGATIVE_INFINITY;
  #tables = new Set<string>();
  /** Runs inside each foreground transaction before its COMMIT. */
  beforeCommit: (connection: DeskConnection) => void = () => {};
  onCommitted: (committed: Committed) => void = () => {};
  wal: Wal = { committed: () => {}, isFull: () => false };

  constructor(db: BetterSqlite.Database, log: (line: string) => void, fields?: FieldCipher) {
    this.#db = db;
    this.#fields = fields;
    this.#statements = new Statements(db, log);
    this.#statements.onWrite = (table) => this.#tables.add(table);
  }

  foregroundWaits(): boolean {
    return this.#foreground.length > 0;
  }

  /** Milliseconds since a person last waited for a transaction */
  quietFor(): number {
    return this.#foreground.length > 0 ? 0 : performance.now() - this.#foregroundAt;
  }

  /**
   * BEGIN IMMEDIATE … COMMIT, alone; a throw rolls back. Durable when it resolves, unless it is `derived`: what can be
   * made again from other rows is not waited for. The next durable COMMIT takes it along, since the log keeps its order.
   */
  transaction<T>(
    priority: WritePriority,
    work: (connection: DeskConnection) => Promise<T>,
    derived = false,
  ): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the desk is closed'));
    return new Promise<T>((resolve, reject) => {
      const one = async () => {
        this.#sync(derived ? 'NORMAL' : 'FULL');
        return this.#one(priority, work);
      };
      const run = () => one().then(resolve, reject);
      (priority === 'foreground' ? this.#foreground : this.#background).push({ run });
      this.next();
    });
  }

  /** Begins the next transaction that may; called again when the log has room. */
  next(): void {
    if (this.#busy) return;
    const waiting = this.#foreground.shift() ?? (this.wal.isFull() ? undefined : this.#background.shift());
    if (!waiting) return;
    this.#busy = true;
    void waiting.run().finally(() => {
      this.#busy = false;
      this.next();
    });
  }

  /** Set where it differs from the transaction before: while a copy comes in, asking for it each time is 2 % of the work. */
  #sync(wanted: 'FULL' | 'NORMAL'): void {
    if (this.#synchronous === wanted) return;
    this.#db.pragma(wanted === 'FULL' ? 'synchronous = FULL' : 'synchronous = NORMAL');
    this.#synchronous = wanted;
  }

  async #one<T>(priority: WritePriority, work: (connection: DeskConnection) => Promise<T>): Promise<T> {
    let alive = true;
    const connection = liveConnection(this.#db, this.#statements, this.#fields, () => alive);
    this.#tables = new Set();
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      const result = await work(connection);
      if (priority === 'foreground') this.beforeCommit(connection);
      this.#db.exec('COMMIT');
      alive = false;
      if (priority === 'foreground') this.#foregroundAt = performance.now();
      this.wal.committed();
      if (this.#tables.size > 0) this.onCommitted({ tables: this.#tables, priority });
      return result;
    } catch (error) {
      alive = false;
      // A full disk ends the transaction by itself; another ROLLBACK would hide why.
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw fromEngine(error, this.#db.name);
    }
  }

  /** Lets what is queued finish, then takes no more. */
  async close(): Promise<void> {
    const last = this.transaction('background', async () => {});
    this.#closed = true;
    await last;
  }
}

function liveConnection(
  db: BetterSqlite.Database,
  statements: Statements,
  fields: FieldCipher | undefined,
  alive: () => boolean,
): DeskConnection {
  const check = () => {
    if (!alive()) throw new Error('this transaction has ended; its connection must not be kept');
  };
  const allNow = (sql: string, params: readonly SqlValue[]) => {
    check();
    return statements.all(sql, params);
  };
  const runNow = (sql: string, params: readonly SqlValue[]) => {
    check();
    return statements.run(sql, params);
  };
  return {
    engine: 'sqlite',
    ...(fields ? { fields } : {}),
    allNow,
    runNow,
    all: async (sql, params) => allNow(sql, params),
    run: async (sql, params) => runNow(sql, params),
    runEach: (sql, rows) => {
      check();
      statements.runEach(sql, rows);
    },
    execute: (sql) => {
      check();
      db.exec(sql);
    },
  };
}
