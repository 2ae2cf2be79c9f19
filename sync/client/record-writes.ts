import { namesOf } from '@tillhouse/shared/data/codec.ts';
import { type PlainRow, type PlainTx, plain, typed } from '@tillhouse/shared/data/plain-tx.ts';
import type { TxObserver } from '@tillhouse/shared/data/run-mutation.ts';
import type { MutatorKind } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { DeskConnection } from './desk-database.ts';
import { type DeskTable, encodeRow, keyOfRow, type RawRow, readRow } from './row-sql.ts';

export interface Step {
  readonly table: DeskTable;
  readonly key: string;
  readonly op: 'insert' | 'update' | 'delete' | 'add';
  readonly before: RawRow;
  /** For `add`: the deltas */
  readonly after: RawRow;
  /** A fact wanted this row and an intent on its way had made it: without the intent the row is the fact's. */
  readonly shared?: true;
}

/** Sees what a command writes: the steps to take an intent back, the deltas and rows of a fact. */
export class WriteRecorder implements TxObserver {
  readonly steps: Step[] = [];
  readonly #connection: DeskConnection;

  constructor(connection: DeskConnection) {
    this.#connection = connection;
  }

  mark(): unknown {
    return this.steps.length;
  }

  rewind(mark: unknown): void {
    this.steps.length = mark as number;
  }

  tables(): string[] {
    return [...new Set(this.steps.map((step) => step.table.name))];
  }

  wrap(tx: Tx): Tx {
    const inner = plain(tx);
    const outer: PlainTx = {
      get: (table, key) => inner.get(table, key),
      getMany: (table, keys) => inner.getMany(table, keys),
      getForUpdate: (table, keys) => inner.getForUpdate(table, keys),
      list: (table, where) => inner.list(table, where),
      listMany: (table, wheres) => inner.listMany(table, wheres),
      emit: (event, payload) => inner.emit(event, payload),
      insert: async (table, row) => {
        await inner.insert(table, row);
        this.#inserted(table, row);
      },
      insertMany: async (table, rows) => {
        await inner.insertMany(table, rows);
        for (const row of rows) this.#inserted(table, row);
      },
      insertOnce: async (table, row) => {
        const made = await inner.insertOnce(table, row);
        if (made) this.#inserted(table, row);
        else this.#found(table, row);
        return made;
      },
      update: (table, key, patch) => this.#update(inner, table, key, patch),
      delete: async (table, key) => {
        const text = keyOfRow(table, key);
        const before = readRow(this.#connection, table, text);
        const gone = await inner.delete(table, key);
        if (before && gone) this.steps.push({ table, key: text, op: 'delete', before, after: {} });
        return gone;
      },
      add: async (table, key, deltas) => this.#added(await inner.add(table, key, deltas), table, key, deltas),
      addMany: async (table, additions) => {
        const done = await inner.addMany(table, additions);
        for (const [at, { key, deltas }] of additions.entries()) this.#added(done[at] ?? false, table, key, deltas);
        return done;
      },
      addIf: async (table, key, deltas, guard) =>
        this.#added(await inner.addIf(table, key, deltas, guard), table, key, deltas),
    };
    return typed(outer);
  }

  #inserted(table: DeskTable, row: PlainRow): void {
    this.steps.push({
      table,
      key: keyOfRow(table, row),
      op: 'insert',
      before: {},
      after: encodeRow(this.#connection, table, row),
    });
  }

  #found(table: DeskTable, row: PlainRow): void {
    const key = keyOfRow(table, row);
    const sql = `SELECT 1 FROM sync_journal WHERE table_name = ? AND row_key = ? AND op = 'insert' LIMIT 1`;
    if (this.#connection.allNow(sql, [table.name, key]).length === 0) return;
    this.steps.push({
      table,
      key,
      op: 'insert',
      before: {},
      after: encodeRow(this.#connection, table, row),
      shared: true,
    });
  }

  #added(done: boolean, table: DeskTable, key: PlainRow, deltas: Record<string, number>): boolean {
    if (!done) return false;
    const names = namesOf(table).columns;
    const after = Object.fromEntries(
      Object.entries(deltas).map(([camel, delta]) => [names.get(camel) as string, delta]),
    );
    this.steps.push({ table, key: keyOfRow(table, key), op: 'add', before: {}, after });
    return true;
  }

  async #update(inner: PlainTx, table: DeskTable, key: PlainRow, patch: PlainRow): Promise<boolean> {
    const text = keyOfRow(table, key);
    const row = readRow(this.#connection, table, text);
    const done = await inner.update(table, key, patch);
    if (!done || !row) return done;
    const after = encodeRow(this.#connection, table, patch, key);
    const moved = keyOfRow(table, { ...key, ...pickKey(table, patch) });
    if (moved !== text) {
      this.steps.push({ table, key: text, op: 'delete', before: row, after: {} });
      this.steps.push({ table, key: moved, op: 'insert', before: {}, after: { ...row, ...after } });
      return done;
    }
    const before = Object.fromEntries(Object.keys(after).map((name) => [name, row[name] ?? null]));
    this.steps.push({ table, key: text, op: 'update', before, after });
    return done;
  }
}

function pickKey(table: DeskTable, patch: PlainRow): PlainRow {
  return Object.fromEntries(table.key.filter((part) => patch[part] !== undefined).map((part) => [part, patch[part]]));
}

const journal = `INSERT INTO sync_journal (order_no, step, table_name, row_key, op, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)`;
const deltas = `INSERT INTO sync_deltas (order_no, step, table_name, row_key, changes) VALUES (?, ?, ?, ?, ?)`;
const inserts = `INSERT INTO sync_inserts (order_no, step, table_name, row_key, shared_row) VALUES (?, ?, ?, ?, ?)`;

/** Keeps the steps: of an intent to take it back, of a fact as pending deltas and rows. Tables that stay in the cloud never settle, so facts on them are not tracked. */
export function saveSteps(
  connection: DeskConnection,
  orderNo: number,
  kind: MutatorKind,
  steps: readonly Step[],
): void {
  steps.forEach(({ table, key, op, before, after, shared }, step) => {
    if (kind === 'intent') {
      if (shared) return;
      const row = [orderNo, step, table.name, key, op, JSON.stringify(before), JSON.stringify(after)];
      connection.runNow(journal, row);
      return;
    }
    if (table.replication.rows === 'none') return;
    if (op === 'add') connection.runNow(deltas, [orderNo, step, table.name, key, JSON.stringify(after)]);
    if (op === 'insert') {
      connection.runNow(inserts, [orderNo, step, table.name, key, shared ? JSON.stringify(after) : null]);
    }
  });
}
