import { createTableSql } from '@tillhouse/shared/data/ddl.ts';
import type { RunOptions, RunResult } from '@tillhouse/shared/data/run-mutation.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import BetterSqlite from 'better-sqlite3';
import { type DeskTable, quote, sqlOf } from '../client/row-sql.ts';
import type { ShapeMessage, ShapeValues } from '../client/shape-feed.ts';
import type { PushRequest } from '../protocol/push.ts';
import type { PushResult } from '../client/push-transport.ts';
import { syncClients, syncOutcomes, syncQuarantine } from '../protocol/tables.ts';
import { applyMutations } from '../server/apply-mutations.ts';
import { connectionOn } from './memory-desk.ts';
import type { Chance } from './seeded-chance.ts';
import { simActor, simStore, simTables } from './sim-domain.ts';

type RawRow = Record<string, string | number | null>;
type Rows = Map<string, RawRow>;

interface Change {
  readonly lsn: number;
  readonly position: number;
  readonly op: 'upsert' | 'delete';
  readonly row: RawRow;
}

const plain = (table: unknown) => table as DeskTable;
const followed: DeskTable[] = [plain(syncOutcomes), ...simTables.map(plain)];
const all: DeskTable[] = [...followed, plain(syncClients), plain(syncQuarantine)];

/** What a table of the cloud held after each commit. */
interface TableLog {
  readonly table: DeskTable;
  readonly changes: Change[];
  readonly states: { readonly lsn: number; readonly rows: Rows }[];
}

/** Thrown into what the cloud was doing: nothing of an open transaction is left. */
class CloudGone extends Error {
  readonly code = '57P01';
}

export interface SimCloudOptions {
  readonly chance: Chance;
  readonly now: () => number;
  /** To break a rule on purpose: what runs instead of runMutation */
  readonly run?: (options: RunOptions) => Promise<RunResult>;
}

/**
 * The cloud of a simulation: the real apply-mutations on an SQLite authority, and a log of every commit from which
 * shapes are told, each at its own pace.
 */
export class SimCloud {
  lsn = 1000;
  timeline = 1;
  readonly logs = new Map<string, TableLog>();
  #db: BetterSqlite.Database;
  /** Keeps its statements prepared from one transaction to the next. */
  #connection: ReturnType<typeof connectionOn>;
  readonly #options: SimCloudOptions;
  /** Commit LSN of each mutation's effect: the truth that desks are held to */
  readonly committedAt = new Map<string, number>();
  /** Arguments of all that ever arrived, by mutation id */
  readonly arrived = new Map<string, unknown>();
  /** Mutations that have their effect, in the order that they had it */
  order: string[] = [];
  /** Handles that shapes are served under now, by table; another one than before means a refetch */
  readonly handles = new Map<string, string>();
  /** Handles of before the cloud was set back */
  readonly retired = new Set<string>();
  /** Virtual instant until which nobody answers */
  downUntil = 0;
  /** Statements until the cloud's process ends in the middle of what it does; null: it goes on */
  crashIn: number | null = null;
  /** It ends where all is done and nothing is committed. */
  crashAtCommit = false;
  #onCommit: (() => void)[] = [];

  constructor(options: SimCloudOptions) {
    this.#options = options;
    this.#db = new BetterSqlite(':memory:');
    this.#connection = connectionOn(this.#db);
    for (const table of all) for (const sql of createTableSql('sqlite', table)) this.#db.exec(sql);
    this.#resetLogs();
    for (const table of this.logs.keys()) this.handles.set(table, `${table}-1`);
  }

  /** Called once, after the next commit. */
  onNextCommit(told: () => void): void {
    this.#onCommit.push(told);
  }

  #point(): void {
    if (this.crashIn === null) return;
    this.crashIn -= 1;
    if (this.crashIn > 0) return;
    this.crashIn = null;
    throw new CloudGone('the cloud went down');
  }

  #resetLogs(): void {
    for (const table of followed) {
      this.logs.set(table.name, { table, changes: [], states: [{ lsn: this.lsn, rows: this.#rowsOf(table) }] });
    }
  }

  #rowsOf(table: DeskTable): Rows {
    const rows = this.#connection.allNow(`SELECT * FROM ${quote(table.name)}`, []) as RawRow[];
    return new Map(rows.map((row) => [keyOf(table, row), row]));
  }

  /** One commit of the cloud; what changed goes to the log under one LSN. */
  async transaction<T>(fn: (connection: ReturnType<typeof connectionOn>) => Promise<T>): Promise<T> {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const connection = this.#connection;
      const all: typeof connection.all = async (sql, params) => {
        this.#point();
        return connection.allNow(sql, params);
      };
      const run: typeof connection.run = async (sql, params) => {
        this.#point();
        return connection.runNow(sql, params);
      };
      const result = await fn({ ...connection, all, run });
      if (this.crashAtCommit) {
        this.crashAtCommit = false;
        throw new CloudGone('the cloud went down before its COMMIT');
      }
      this.#db.exec('COMMIT');
      this.#logCommit();
      return result;
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #logCommit(): void {
    this.lsn += 1 + this.#options.chance.int(50);
    let position = 0;
    for (const log of this.logs.values()) {
      const before = (log.states.at(-1) as { rows: Rows }).rows;
      const rows = this.#rowsOf(log.table);
      const changes: Change[] = [];
      for (const [key, row] of before) {
        if (!rows.has(key)) changes.push({ lsn: this.lsn, position: position++, op: 'delete', row });
      }
      for (const [key, row] of rows) {
        const known = before.get(key);
        if (known && (log.table.appendOnly || JSON.stringify(known) === JSON.stringify(row))) continue;
        changes.push({ lsn: this.lsn, position: position++, op: 'upsert', row });
      }
      if (changes.length === 0) continue;
      log.changes.push(...changes);
      log.states.push({ lsn: this.lsn, rows });
    }
    const fresh = [...this.rows('sync_outcomes', this.lsn).values()].filter(
      (row) => !this.committedAt.has(row.mutation_id as string),
    );
    // One commit is one batch of one client.
    for (const row of fresh.sort((a, b) => (a.seq as number) - (b.seq as number))) {
      this.committedAt.set(row.mutation_id as string, this.lsn);
      this.order.push(row.mutation_id as string);
    }
    const told = this.#onCommit;
    this.#onCommit = [];
    for (const each of told) each();
  }

  /** Rows of a table as they were at an LSN, by key. */
  rows(table: string, lsn: number): Rows {
    const { states } = this.logs.get(table) as TableLog;
    let found: Rows = new Map();
    for (const state of states) {
      if (state.lsn > lsn) break;
      found = state.rows;
    }
    return found;
  }

  async push(deviceId: string, request: PushRequest): Promise<PushResult> {
    for (const { id, args } of request.mutations) this.arrived.set(id, args);
    try {
      const response = await applyMutations({
        request: JSON.parse(JSON.stringify(request)),
        deviceId,
        transaction: (fn) => this.transaction(fn),
        storeContext: async () => simStore,
        resolveActor: async () => simActor,
        record: async () => {},
        now: this.#options.now,
        position: async () => ({ cloud: { systemId: 'sim', timeline: this.timeline }, lsn: String(this.lsn) }),
        ...(this.#options.run ? { run: this.#options.run } : {}),
      });
      return { kind: 'answered', response };
    } catch (error) {
      if (error instanceof DomainError)
        return { kind: 'conflict', code: error.code, message: error.message, details: { ...error.details } };
      if (error instanceof CloudGone) return { kind: 'later', afterMs: 0, reason: 'offline' };
      throw error;
    }
  }

  /** Changes of a shape after a place in its log, as messages. */
  changesAfter(table: string, deviceId: string, place: { lsn: number; position: number }): ShapeMessage[] {
    const log = this.logs.get(table) as TableLog;
    const after = (change: Change): boolean =>
      change.lsn > place.lsn || (change.lsn === place.lsn && change.position > place.position);
    let from = log.changes.length;
    while (from > 0 && after(log.changes[from - 1] as Change)) from -= 1;
    return log.changes
      .slice(from)
      .filter((change) => ofDevice(table, change.row, deviceId))
      .map(({ lsn, position, op, row }) => ({ t: 'row', op, lsn, position, values: asText(log.table, row) }));
  }

  copyOf(table: string, deviceId: string): ShapeMessage[] {
    const log = this.logs.get(table) as TableLog;
    return [...this.rows(table, this.lsn).values()]
      .filter((row) => ofDevice(table, row, deviceId))
      .map((row) => ({ t: 'row', op: 'upsert', lsn: null, position: 0, values: asText(log.table, row) }));
  }

  /** Rows as committed now, of any table */
  read(sql: string): RawRow[] {
    return this.#db.prepare(sql).all() as RawRow[];
  }

  backup(): { file: Buffer; lsn: number } {
    return { file: this.#db.serialize(), lsn: this.lsn };
  }

  /** The cloud is set back to a backup: another timeline, older positions, every shape anew. */
  restore(backup: { file: Buffer; lsn: number }): void {
    this.#db.close();
    this.#db = new BetterSqlite(backup.file);
    this.#connection = connectionOn(this.#db);
    this.lsn = backup.lsn + 1;
    this.timeline += 1;
    this.committedAt.clear();
    this.#resetLogs();
    for (const row of this.rows('sync_outcomes', this.lsn).values()) {
      this.committedAt.set(row.mutation_id as string, this.lsn);
    }
    this.order = this.order.filter((id) => this.committedAt.has(id));
  }

  close(): void {
    this.#db.close();
  }
}

export function keyOf(table: DeskTable, row: RawRow): string {
  return JSON.stringify(sqlOf(table).keyColumns.map((name) => row[name]));
}

/** Only what became of its own mutations is a device's alone. */
function ofDevice(table: string, row: RawRow, deviceId: string): boolean {
  return table !== syncOutcomes.name || row.device_id === deviceId;
}

/** SQLite's values in the text that Postgres would print. */
function asText(table: DeskTable, row: RawRow): ShapeValues {
  const kinds = new Map(Object.values(table.columns).map((column, at) => [sqlOf(table).columns[at], column.kind]));
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (value === null) return [name, null];
      const kind = kinds.get(name);
      if (kind === 'boolean') return [name, value === 1 ? 't' : 'f'];
      if (kind === 'instant')
        return [name, new Date(value as number).toISOString().replace('T', ' ').replace('Z', '+00')];
      return [name, String(value)];
    }),
  );
}
