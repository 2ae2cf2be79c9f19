import { duplicateRow } from '../kernel/command-errors.ts';
import type { EventDefinition } from '../kernel/define-event.ts';
import type { Guard, Tx } from '../kernel/tx.ts';
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

/** One table as it was read, with what is going to be written on top; rows by the text of their key. */
interface Known {
  /** null: there is none */
  readonly rows: Map<string, PlainRow | null>;
  /** Read under their locks: nobody else changes them until COMMIT */
  readonly locked: Set<string>;
  readonly lists: Map<string, Promise<readonly string[]>>;
  readonly inserted: Set<string>;
  readonly patches: Map<string, { readonly key: PlainRow; readonly patch: PlainRow }>;
  readonly sums: Map<string, Sum>;
  /** What was asked for before and waits for its rows: what is asked for after it comes after it */
  before: Promise<unknown> | undefined;
}

/**
 * A Tx that reads a row or a list once and writes when it is told to: a command of the cloud itself then takes one trip to read
 * what its caller foresees and one to write. Whoever knows what will be read has it learnt at once; what was not foreseen costs a
 * trip, no more. A row is changed under its lock alone, so what is decided from it holds until COMMIT. A refused command is
 * forgotten: nothing of it was sent, so it needs no savepoint.
 */
export class LateWrites implements WritePort {
  readonly #inner: PlainTx;
  readonly #tables = new Map<PlainTable, Known>();

  constructor(inner: Tx) {
    this.#inner = plain(inner);
  }

  #of(table: PlainTable): Known {
    let known = this.#tables.get(table);
    if (!known) {
      known = {
        ...{ rows: new Map(), locked: new Set(), lists: new Map() },
        ...{ inserted: new Set(), patches: new Map(), sums: new Map(), before: undefined },
      };
      this.#tables.set(table, known);
    }
    return known;
  }

  /** A list that its caller has, and answers for. */
  know(table: PlainTable, where: PlainRow, listed: readonly PlainRow[]): void {
    const { rows, lists } = this.#of(table);
    const names = listed.map((row) => keyName(table, row));
    for (const [at, name] of names.entries()) if (!rows.has(name)) rows.set(name, listed[at] as PlainRow);
    lists.set(whereName(table, where), Promise.resolve(names));
  }

  /** Rows of these keys that its caller has read, under their locks or not; of a key without one there is none. */
  knowRows(table: PlainTable, keys: readonly PlainRow[], found: readonly PlainRow[], isLocked = false): void {
    const { rows, locked } = this.#of(table);
    for (const row of found) rows.set(keyName(table, row), row);
    for (const name of keys.map((key) => keyName(table, key))) {
      if (!rows.has(name)) rows.set(name, null);
      if (isLocked) locked.add(name);
    }
  }

  /** Reads rows by key that are not known yet, all at once; with `lock`, those that are not locked. */
  async learn(table: PlainTable, keys: readonly PlainRow[], lock = false): Promise<void> {
    await this.#learning(table, keys, lock);
  }

  /** Undefined where all is known. */
  #learning(table: PlainTable, keys: readonly PlainRow[], lock: boolean): Promise<void> | undefined {
    const { rows, locked, inserted } = this.#of(table);
    const isNew = (name: string): boolean => !inserted.has(name) && !(lock ? locked.has(name) : rows.has(name));
    const fresh = new Map(keys.map((key) => [keyName(table, key), key] as const).filter(([name]) => isNew(name)));
    return fresh.size === 0 ? undefined : this.#read(table, fresh, lock);
  }

  async #read(table: PlainTable, fresh: ReadonlyMap<string, PlainRow>, lock: boolean): Promise<void> {
    const { rows, locked } = this.#of(table);
    const wanted = [...fresh.values()];
    const found = lock ? await this.#inner.getForUpdate(table, wanted) : await this.#inner.getMany(table, wanted);
    const byName = new Map(found.map((row) => [keyName(table, row), row]));
    for (const name of fresh.keys()) {
      // Whoever asked for its lock meanwhile knows better.
      if (lock || !locked.has(name)) rows.set(name, byName.get(name) ?? null);
      if (lock) locked.add(name);
    }
  }

  /** Does it now where its rows are known, else when they are; after what was asked for of this table before it. */
  async #inOrder<T>(table: PlainTable, ready: Promise<unknown> | undefined, work: () => T): Promise<T> {
    const known = this.#of(table);
    if (!ready && !known.before) return work();
    const done = Promise.all([known.before, ready]).then(work);
    const settled = done
      .catch(() => {})
      .then(() => {
        if (known.before === settled) known.before = undefined;
      });
    known.before = settled;
    return done;
  }

  /** Reads lists that are not known yet. */
  async learnLists(table: PlainTable, wheres: readonly PlainRow[]): Promise<void> {
    const { rows, lists } = this.#of(table);
    const listed = async (where: PlainRow): Promise<readonly string[]> => {
      const found = await this.#inner.list(table, where);
      const names = found.map((row) => keyName(table, row));
      for (const [at, name] of names.entries()) if (!rows.has(name)) rows.set(name, found[at] as PlainRow);
      return names;
    };
    for (const where of wheres) {
      const name = whereName(table, where);
      if (!lists.has(name)) lists.set(name, listed(where));
    }
    await Promise.all(wheres.map((where) => lists.get(whereName(table, where))));
  }

  async #list(table: PlainTable, where: PlainRow): Promise<PlainRow[]> {
    await Promise.all([this.learnLists(table, [where]), this.#of(table).before]);
    const { rows, lists, inserted, patches, sums } = this.#of(table);
    const names = (await lists.get(whereName(table, where))) ?? [];
    const written = [...inserted, ...patches.keys(), ...sums.keys()];
    if (written.length === 0) return names.flatMap<PlainRow>((name) => rows.get(name) ?? []);
    if (Object.keys(where).some((name) => table.columns[name]?.kind === 'json'))
      throw new CannotGather(`${table.name} is listed by what has no plain value`);
    const rowsNow = [...new Set([...names, ...written])].flatMap<PlainRow>((name) => rows.get(name) ?? []);
    return inKeyOrder(
      table,
      rowsNow.filter((row) => matches(table, row, where)),
    );
  }

  #readMany(table: PlainTable, keys: readonly PlainRow[], lock: boolean): Promise<PlainRow[]> {
    const { rows } = this.#of(table);
    return this.#inOrder(table, this.#learning(table, keys, lock), () =>
      keys.flatMap<PlainRow>((key) => rows.get(keyName(table, key)) ?? []),
    );
  }

  #insert(table: PlainTable, row: PlainRow): void {
    const { rows, inserted } = this.#of(table);
    const name = keyName(table, row);
    if (rows.get(name)) throw duplicateRow({ table: table.name });
    rows.set(name, row);
    inserted.add(name);
  }

  #update(table: PlainTable, key: PlainRow, patch: PlainRow): boolean {
    const { rows, inserted, patches, sums } = this.#of(table);
    const name = keyName(table, key);
    const row = rows.get(name);
    if (!row) return false;
    if (Object.keys(sums.get(name)?.deltas ?? {}).some((column) => column in patch))
      throw new CannotGather(`a column of ${table.name} is added to and set`);
    rows.set(name, { ...row, ...patch });
    if (!inserted.has(name)) patches.set(name, { key, patch: { ...patches.get(name)?.patch, ...patch } });
    return true;
  }

  async #addMany(table: PlainTable, additions: readonly Sum[], guard?: Guard<PlainRow>): Promise<boolean[]> {
    const keys = additions.map(({ key }) => key);
    if (new Set(keys.map((key) => keyName(table, key))).size < keys.length)
      throw new Error(`${table.name}: a row named twice`);
    return this.#inOrder(table, this.#learning(table, keys, true), () =>
      additions.map(({ key, deltas }) => this.#add(table, key, deltas, guard)),
    );
  }

  #add(table: PlainTable, key: PlainRow, deltas: PlainDeltas, guard: Guard<PlainRow> | undefined): boolean {
    const { rows, inserted, patches, sums } = this.#of(table);
    const name = keyName(table, key);
    const row = rows.get(name);
    if (!row) return false;
    if (Object.keys(deltas).some((column) => column in (patches.get(name)?.patch ?? {})))
      throw new CannotGather(`a column of ${table.name} is set and added to`);
    const next = plus(row, deltas);
    if (guard && !holds(next, guard)) return false;
    rows.set(name, next);
    if (!inserted.has(name)) sums.set(name, { key, deltas: plus(sums.get(name)?.deltas ?? {}, deltas) as PlainDeltas });
    return true;
  }

  open(onEvent: OnEvent): { tx: Tx; end(): void } {
    let alive = true;
    const whileOpen = (method: (...of: never[]) => Promise<unknown>) => {
      return async (...of: never[]): Promise<unknown> => {
        if (!alive) throw new Error('this transaction has ended; a Tx must not be kept');
        return method(...of);
      };
    };
    const methods = Object.entries(this.#methods(onEvent)).map(([name, method]) => [name, whileOpen(method)]);
    return {
      tx: typed(Object.fromEntries(methods) as PlainTx),
      end: () => {
        alive = false;
      },
    };
  }

  #methods(onEvent: OnEvent): PlainTx {
    const insertAll = (table: PlainTable, rows: readonly PlainRow[]): void => {
      for (const row of rows) this.#insert(table, row);
    };
    return {
      get: async (table, key) => (await this.#readMany(table, [key], false))[0],
      getMany: (table, keys) => this.#readMany(table, keys, false),
      getForUpdate: (table, keys) => this.#readMany(table, keys, true),
      list: (table, where) => this.#list(table, where),
      listMany: async (table, wheres) => {
        const rows = (await Promise.all(wheres.map((where) => this.#list(table, where)))).flat();
        return inKeyOrder(table, [...new Map(rows.map((row) => [keyName(table, row), row])).values()]);
      },
      insert: (table, row) => this.#inOrder(table, undefined, () => insertAll(table, [row])),
      insertMany: (table, rows) => this.#inOrder(table, undefined, () => insertAll(table, rows)),
      insertOnce: (table, row) =>
        this.#inOrder(table, this.#learning(table, [row], false), () => {
          const isThere = Boolean(this.#of(table).rows.get(keyName(table, row)));
          if (!isThere) this.#insert(table, row);
          return !isThere;
        }),
      update: (table, key, patch) =>
        this.#inOrder(table, this.#learning(table, [key], true), () => this.#update(table, key, patch)),
      delete: async (table) => {
        throw new CannotGather(`a row of ${table.name} is taken away`);
      },
      add: async (table, key, deltas) => (await this.#addMany(table, [{ key, deltas }]))[0] === true,
      addMany: (table, additions) => this.#addMany(table, additions),
      addIf: async (table, key, deltas, guard) =>
        (await this.#addMany(table, [{ key, deltas }], guard as Guard<PlainRow>))[0] === true,
      emit: (event, payload) => onEvent(event as EventDefinition, payload),
    };
  }

  /** Only a fact's reactions come back to a point; what writes late is refused as a whole. */
  readonly mark = noPoint;
  readonly rewind = noPoint;

  /** What waits, by table: for whoever fetches the keys that it is sealed with, since what is sent asks at once. */
  get pending(): [PlainTable, PlainRow[]][] {
    return [...this.#tables].map(([table, { rows, inserted, patches }]) => {
      return [table, [...inserted, ...patches.keys()].map((name) => rows.get(name) as PlainRow)];
    });
  }

  /** As if nothing had been written: rows that it was written on are read anew. */
  forget(): void {
    for (const known of this.#tables.values()) {
      for (const name of [...known.inserted, ...known.patches.keys(), ...known.sums.keys()]) {
        known.rows.delete(name);
        known.locked.delete(name);
      }
      known.inserted.clear();
      known.patches.clear();
      known.sums.clear();
    }
  }

  /** Asks for all that is to be written, in one trip. Its rows are there and locked; what is refused fails with the transaction. */
  send(): Promise<unknown>[] {
    const sent: Promise<unknown>[] = [];
    for (const [table, { rows, inserted, patches, sums }] of this.#tables) {
      const fresh = [...inserted].map((name) => rows.get(name) as PlainRow);
      if (fresh.length > 0) sent.push(this.#inner.insertMany(table, fresh));
      if (sums.size > 0) sent.push(this.#inner.addMany(table, [...sums.values()]));
      for (const { key, patch } of patches.values()) sent.push(this.#inner.update(table, key, patch));
      inserted.clear();
      patches.clear();
      sums.clear();
    }
    return sent;
  }
}

const holds = (row: PlainRow, { sum, atLeast }: Guard<PlainRow>): boolean =>
  Object.entries(sum).reduce((total, [name, sign]) => total + (sign as number) * (row[name] as number), 0) >= atLeast;

function noPoint(): never {
  throw new CannotGather('a fact is gathered, not written late');
}
