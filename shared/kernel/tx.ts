import type { EventDefinition } from './define-event.ts';
import type { Table } from './define-table.ts';

/** Column deltas of integer columns, e.g. `{ onHand: -1 }`. */
export type Deltas<R> = { readonly [K in keyof R]?: R[K] extends number ? number : never };

/** One row of `addMany`. */
export interface Addition<R> {
  readonly key: Partial<R>;
  readonly deltas: Deltas<R>;
}

/** `addIf` succeeds only when, after the deltas, every listed expression is ≥ its bound. Sum of columns with factors. */
export interface Guard<R> {
  readonly sum: { readonly [K in keyof R]?: 1 | -1 };
  readonly atLeast: number;
}

/**
 * The narrow port through which a mutator reads and writes, the same on SQLite and on Postgres.
 * A mutator awaits nothing but this. A Tx is dead after the transaction it belongs to has ended.
 * Every method is within one tenant; the cloud adds tenant_id, the desk's file holds one tenant.
 */
export interface Tx {
  get<R extends object>(table: Table<R>, key: Partial<R>): Promise<R | undefined>;
  /** Rows in the order of `keys`; missing rows are left out. */
  getMany<R extends object>(table: Table<R>, keys: readonly Partial<R>[]): Promise<R[]>;
  /** Locks rows in primary-key order on Postgres; a plain getMany on SQLite, where the writer is alone. */
  getForUpdate<R extends object>(table: Table<R>, keys: readonly Partial<R>[]): Promise<R[]>;
  /** Rows whose columns equal `where`, ordered by the bytes of the primary key. */
  list<R extends object>(table: Table<R>, where: Partial<R>): Promise<R[]>;
  /** As `list`, for several at once: rows that equal one of `wheres`. All of them name the same columns, none null. */
  listMany<R extends object>(table: Table<R>, wheres: readonly Partial<R>[]): Promise<R[]>;
  insert<R extends object>(table: Table<R>, row: R): Promise<void>;
  insertMany<R extends object>(table: Table<R>, rows: readonly R[]): Promise<void>;
  /** Inserts unless a row with this primary key exists; tells whether it did. */
  insertOnce<R extends object>(table: Table<R>, row: R): Promise<boolean>;
  /** False when there is no such row. */
  update<R extends object>(table: Table<R>, key: Partial<R>, patch: Partial<R>): Promise<boolean>;
  delete<R extends object>(table: Table<R>, key: Partial<R>): Promise<boolean>;
  /** Adds to integer columns in one statement. False when there is no such row. */
  add<R extends object>(table: Table<R>, key: Partial<R>, deltas: Deltas<R>): Promise<boolean>;
  /**
   * As `add`, for several rows in one trip, which are locked in primary-key order on Postgres. Tells of each addition
   * whether there is such a row; the others are added to all the same. A key twice is a bug and throws.
   */
  addMany<R extends object>(table: Table<R>, additions: readonly Addition<R>[]): Promise<boolean[]>;
  /** Like add, but in the same statement checks the guard on the resulting values; false and no change when it fails. */
  addIf<R extends object>(table: Table<R>, key: Partial<R>, deltas: Deltas<R>, guard: Guard<R>): Promise<boolean>;
  /** Writes an event into this transaction. At the desk only reactions see it; the cloud also publishes it. */
  emit<P>(event: EventDefinition<P>, payload: P): Promise<void>;
}
