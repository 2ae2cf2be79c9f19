import type { Gather } from './gather.ts';
import { keyName, type PlainRow, type PlainTable, type PlainTx, plain, typed } from './plain-tx.ts';
import type { WritePort } from './write-port.ts';
import type { EventDefinition } from '../kernel/define-event.ts';

interface Wish {
  readonly keys: Map<PlainTable, PlainRow[]>;
  readonly lists: Map<PlainTable, PlainRow[]>;
}

/**
 * Runs many facts beside each other to learn what they will read, without writing anything: whatever all of them wait for
 * is asked of the database in one statement a table. They run again afterwards, one after the other, and find it all in
 * the gather. What a scout gets wrong (it does not see what the facts before it write) costs a statement later, no more.
 */
export class Scout {
  readonly #gather: Gather;
  readonly #toLock = new Map<PlainTable, Map<string, PlainRow>>();
  readonly #once = new Map<PlainTable, PlainRow[]>();
  #wish: Wish = { keys: new Map(), lists: new Map() };
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  #running = 0;

  constructor(gather: Gather) {
    this.#gather = gather;
  }

  /** Runs all, then reads the rows that they add to under their locks, in key order. @throws what the database throws */
  async run(facts: readonly ((port: WritePort) => Promise<unknown>)[]): Promise<void> {
    let broken: { error: unknown } | undefined;
    this.#running = facts.length;
    await Promise.all(
      facts.map(async (fact) => {
        // What refuses here refuses again when it runs in earnest.
        await fact(this.#port((error) => (broken ??= { error }))).catch(() => {});
        this.#running -= 1;
        this.#look();
      }),
    );
    if (broken) throw broken.error;
    for (const [table, keys] of this.#toLock) await this.#gather.learn(table, [...keys.values()], true);
    for (const [table, keys] of this.#once) await this.#gather.learn(table, keys);
  }

  /** Asks when everybody waits. */
  #look(): void {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#running) return;
    const waiting = this.#waiting;
    const wish = this.#wish;
    this.#waiting = [];
    this.#wish = { keys: new Map(), lists: new Map() };
    const ask = async () => {
      for (const [table, keys] of wish.keys) await this.#gather.learn(table, keys);
      for (const [table, wheres] of wish.lists) await this.#gather.learnLists(table, wheres);
    };
    ask().then(
      () => {
        for (const { resolve } of waiting) resolve();
      },
      (error: unknown) => {
        for (const { reject } of waiting) reject(error);
      },
    );
  }

  #port(onBroken: (error: unknown) => void): WritePort {
    const inner = plain(this.#gather.open(async () => {}).tx);
    const wait = (): Promise<void> =>
      new Promise<void>((resolve, reject) => {
        this.#waiting.push({
          resolve,
          reject: (error) => {
            onBroken(error);
            reject(error);
          },
        });
        this.#look();
      });
    const byKey = async (table: PlainTable, keys: readonly PlainRow[]): Promise<void> => {
      const { known } = this.#gather.of(table);
      const fresh = keys.filter((key) => !known.has(keyName(table, key)));
      if (fresh.length === 0) return;
      put(this.#wish.keys, table, fresh);
      await wait();
    };
    const lists = async (table: PlainTable, wheres: readonly PlainRow[]): Promise<void> => {
      put(this.#wish.lists, table, wheres);
      await wait();
    };
    const lock = (table: PlainTable, key: PlainRow): true => {
      const keys = this.#toLock.get(table) ?? new Map<string, PlainRow>();
      this.#toLock.set(table, keys.set(keyName(table, key), key));
      return true;
    };
    const port: Omit<PlainTx, 'emit' | 'update' | 'delete' | 'addIf'> = {
      get: async (table, key) => {
        await byKey(table, [key]);
        return inner.get(table, key);
      },
      getMany: async (table, keys) => {
        await byKey(table, keys);
        return inner.getMany(table, keys);
      },
      getForUpdate: async (table, keys) => {
        for (const key of keys) lock(table, key);
        await byKey(table, keys);
        return inner.getMany(table, keys);
      },
      list: async (table, where) => {
        await lists(table, [where]);
        return inner.list(table, where);
      },
      listMany: async (table, wheres) => {
        await lists(table, wheres);
        return inner.listMany(table, wheres);
      },
      insert: async () => {},
      insertMany: async () => {},
      insertOnce: async (table, row) => {
        put(this.#once, table, [row]);
        return true;
      },
      add: async (table, key) => lock(table, key),
      addMany: async (table, additions) => additions.map(({ key }) => lock(table, key)),
    };
    return {
      open: (onEvent) => {
        const emit: PlainTx['emit'] = (event, payload) => onEvent(event as EventDefinition, payload);
        return { tx: typed({ ...port, emit } as PlainTx), end: () => {} };
      },
      mark: () => null,
      rewind: () => {},
    };
  }
}

function put(wishes: Map<PlainTable, PlainRow[]>, table: PlainTable, rows: readonly PlainRow[]): void {
  const known = wishes.get(table);
  if (known) known.push(...rows);
  else wishes.set(table, [...rows]);
}
