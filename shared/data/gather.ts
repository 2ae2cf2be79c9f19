import { duplicateRow } from '../kernel/command-errors.ts';
import type { EventDefinition } from '../kernel/define-event.ts';
import type { Tx } from '../kernel/tx.ts';
import {
  inKeyOrder,
  keyName,
  matches,
  type PlainDeltas,
  type PlainRow,
  type PlainTable,
  type PlainTx,
  plain,
  plus,
  typed,
  whereName,
} from './plain-tx.ts';

import { CannotGather, type OnEvent, type WritePort } from './write-port.ts';

interface Sum {
  readonly key: PlainRow;
  readonly deltas: PlainDeltas;
}

/** One table as the database has it and as what was gathered changes it; all by the text of the key. */
interface Gathered {
  /** Rows as they were read; null: there is none */
  readonly known: Map<string, PlainRow | null>;
  /** Read under their locks: what they are added to is theirs until COMMIT */
  readonly locked: Set<string>;
  readonly lists: Map<string, readonly PlainRow[]>;
  readonly inserted: Map<string, PlainRow>;
  readonly sums: Map<string, Sum>;
}

/**
 * What many facts write, kept until the last of them and sent as one statement a table. Facts insert and add and do
 * nothing else, so the sum of their writes is theirs in any order; and what one of them reads is answered from the
 * database's row with what the ones before it wrote on top. Rows that are added to are read under their locks first, as the
 * additions themselves would have taken them.
 */
export class Gather implements WritePort {
  readonly #inner: PlainTx;
  readonly #tables = new Map<PlainTable, Gathered>();
  #undo: (() => void)[] = [];

  constructor(inner: Tx) {
    this.#inner = plain(inner);
  }

  /** A point to come back to with `rewind`: what was written since is forgotten. */
  mark(): unknown {
    return this.#undo.length;
  }

  rewind(mark: unknown): void {
    while (this.#undo.length > (mark as number)) this.#undo.pop()?.();
  }

  of(table: PlainTable): Gathered {
    let gathered = this.#tables.get(table);
    if (!gathered) {
      gathered = { known: new Map(), locked: new Set(), lists: new Map(), inserted: new Map(), sums: new Map() };
      this.#tables.set(table, gathered);
    }
    return gathered;
  }

  /** Reads rows by key that are not known yet, all at once; with `lock`, those that are not locked. */
  async learn(table: PlainTable, keys: readonly PlainRow[], lock = false): Promise<void> {
    const { known, locked } = this.of(table);
    const fresh = new Map<string, PlainRow>();
    for (const key of keys) {
      const name = keyName(table, key);
      if (lock ? !locked.has(name) : !known.has(name)) fresh.set(name, key);
    }
    if (fresh.size === 0) return;
    const wanted = [...fresh.values()];
    const rows = lock ? await this.#inner.getForUpdate(table, wanted) : await this.#inner.getMany(table, wanted);
    const found = new Map(rows.map((row) => [keyName(table, row), row]));
    for (const name of fresh.keys()) {
      known.set(name, found.get(name) ?? null);
      if (lock) locked.add(name);
    }
  }

  /** Lists that are not known yet; those of the same columns in one statement. */
  async learnLists(table: PlainTable, wheres: readonly PlainRow[]): Promise<void> {
    const { lists } = this.of(table);
    const alike = new Map<string, Map<string, PlainRow>>();
    for (const where of wheres) {
      const name = whereName(table, where);
      if (lists.has(name)) continue;
      // Null equals nothing, and no column at all asks for the whole table: each of these is a list of its own.
      const single = Object.keys(where).length === 0 || Object.values(where).some((value) => value === null);
      const shape = single ? name : Object.keys(where).sort().join();
      alike.set(shape, (alike.get(shape) ?? new Map<string, PlainRow>()).set(name, where));
    }
    for (const group of alike.values()) {
      const [first] = group.values();
      const rows =
        group.size === 1
          ? await this.#inner.list(table, first as PlainRow)
          : await this.#inner.listMany(table, [...group.values()]);
      for (const [name, where] of group)
        lists.set(name, group.size === 1 ? rows : rows.filter((row) => matches(table, row, where)));
    }
  }

  /** The row with what was gathered on it. */
  #now(table: PlainTable, name: string, row: PlainRow): PlainRow {
    const sum = this.of(table).sums.get(name);
    return sum ? plus(row, sum.deltas) : row;
  }

  #present(table: PlainTable, key: PlainRow): PlainRow | undefined {
    const name = keyName(table, key);
    const { inserted, known } = this.of(table);
    const row = inserted.get(name) ?? known.get(name);
    return row ? this.#now(table, name, row) : undefined;
  }

  #insert(table: PlainTable, row: PlainRow): void {
    const { inserted, known } = this.of(table);
    const name = keyName(table, row);
    if (inserted.has(name) || known.get(name)) throw duplicateRow({ table: table.name });
    inserted.set(name, row);
    this.#undo.push(() => inserted.delete(name));
  }

  #add(table: PlainTable, key: PlainRow, deltas: PlainDeltas): boolean {
    if (!this.#present(table, key)) return false;
    const name = keyName(table, key);
    const { sums } = this.of(table);
    const before = sums.get(name);
    sums.set(name, { key, deltas: plus(before?.deltas ?? {}, deltas) as PlainDeltas });
    this.#undo.push(() => (before ? sums.set(name, before) : sums.delete(name)));
    return true;
  }

  #listed(table: PlainTable, where: PlainRow): PlainRow[] {
    const { lists, inserted, sums } = this.of(table);
    const names = Object.keys(where);
    if (names.some((name) => table.columns[name]?.kind === 'json'))
      throw new CannotGather(`${table.name} is listed by what has no plain value`);
    const summed = [...sums.values()].some(({ deltas }) => names.some((name) => name in deltas));
    if (summed) throw new CannotGather(`${table.name} is listed by a column that is added to`);
    const stored = lists.get(whereName(table, where)) ?? [];
    const rows = [...stored, ...[...inserted.values()].filter((row) => matches(table, row, where))];
    return rows.map((row) => this.#now(table, keyName(table, row), row));
  }

  /** The port for one fact; everything it writes stays here. */
  open(onEvent: OnEvent): { tx: Tx; end(): void } {
    let alive = true;
    const check = () => {
      if (!alive) throw new Error('this transaction has ended; a Tx must not be kept');
    };
    const never = async (): Promise<never> => {
      throw new CannotGather('facts insert and add, nothing else');
    };
    const readMany = async (table: PlainTable, keys: readonly PlainRow[], lock: boolean): Promise<PlainRow[]> => {
      check();
      await this.learn(table, keys, lock);
      return keys.flatMap<PlainRow>((key) => this.#present(table, key) ?? []);
    };
    const addMany: PlainTx['addMany'] = async (table, additions) => {
      check();
      const names = new Set(additions.map(({ key }) => keyName(table, key)));
      if (names.size < additions.length) throw new Error(`${table.name}: a row named twice`);
      const { inserted } = this.of(table);
      const stored = additions.filter(({ key }) => !inserted.has(keyName(table, key)));
      await this.learn(
        table,
        stored.map(({ key }) => key),
        true,
      );
      return additions.map(({ key, deltas }) => this.#add(table, key, deltas));
    };
    const tx: PlainTx = {
      get: async (table, key) => (await readMany(table, [key], false))[0],
      getMany: (table, keys) => readMany(table, keys, false),
      getForUpdate: (table, keys) => readMany(table, keys, true),
      list: async (table, where) => {
        check();
        await this.learnLists(table, [where]);
        return inKeyOrder(table, this.#listed(table, where));
      },
      listMany: async (table, wheres) => {
        check();
        await this.learnLists(table, wheres);
        const rows = wheres.flatMap((where) => this.#listed(table, where));
        return inKeyOrder(table, [...new Map(rows.map((row) => [keyName(table, row), row])).values()]);
      },
      insert: async (table, row) => {
        check();
        this.#insert(table, row);
      },
      insertMany: async (table, rows) => {
        check();
        for (const row of rows) this.#insert(table, row);
      },
      insertOnce: async (table, row) => {
        check();
        await this.learn(table, [row]);
        if (this.#present(table, row)) return false;
        this.#insert(table, row);
        return true;
      },
      add: async (table, key, deltas) => (await addMany(table, [{ key, deltas }]))[0] as boolean,
      addMany,
      emit: async (event, payload) => {
        check();
        await onEvent(event as EventDefinition, payload);
      },
      update: never,
      delete: never,
      addIf: never,
    };
    return {
      tx: typed(tx),
      end: () => {
        alive = false;
      },
    };
  }

  /** Sends what was gathered and forgets what was read. @throws what the database refuses: nobody knows whose it was */
  async send(): Promise<void> {
    for (const [table, { inserted, sums }] of this.#tables) {
      if (inserted.size === 0) continue;
      const rows = [...inserted].map(([name, row]) => this.#now(table, name, row));
      await this.#inner.insertMany(table, rows);
      for (const name of inserted.keys()) sums.delete(name);
    }
    for (const [table, { sums }] of this.#tables) {
      if (sums.size === 0) continue;
      const found = await this.#inner.addMany(table, [...sums.values()]);
      if (found.includes(false)) throw new CannotGather(`a row of ${table.name} vanished while it was written`);
    }
    this.#tables.clear();
    this.#undo = [];
  }
}
