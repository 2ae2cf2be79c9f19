import type { TxObserver } from '@tillhouse/shared/data/run-mutation.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';

type Row = Record<string, unknown>;

/** One row that a command added, changed or took away. */
export interface Change {
  readonly table: string;
  readonly key: Row;
  /** What people call the row: its title, name, number or code; empty where it has none. */
  readonly label: string;
  readonly did: 'added' | 'changed' | 'removed';
  /** Of a change, the columns that differ; of a removal, all. Secrets are dots. */
  readonly before?: Row;
  readonly after?: Row;
  /** ISO 4217: of the row’s amounts, where the row says it */
  readonly currency?: string;
  /** The customer it is about, where the row says one: whose key seals what is personal of it. It is not kept itself. */
  readonly about?: string;
}

/** What an audit entry says beyond who, when and where. */
export interface AuditBody {
  readonly changes: readonly Change[];
  /** Rows added to tables by name, where there were more than are listed, and always to append-only ones. */
  readonly added: Readonly<Record<string, number>>;
  /** Changes that found no room in the list */
  readonly more: number;
}

const MOST_ADDED = 20;
const MOST_CHANGED = 100;

/**
 * Sees what a command writes in the cloud. Rows of append-only tables are their own evidence, and what is added to a
 * number has a movement beside it: both are only counted.
 */
export class ChangeRecorder implements TxObserver {
  #changes: Change[] = [];
  #added = new Map<string, number>();
  #more = 0;
  /** Rows as they were last read in this run, so that most changes need no further read. */
  readonly #seen = new Map<string, Row>();

  body(): AuditBody {
    // What people have a name for leads; notes that a command keeps beside it follow.
    const changes = this.#changes.toSorted((one, other) => Number(other.label !== '') - Number(one.label !== ''));
    return { changes, added: Object.fromEntries(this.#added), more: this.#more };
  }

  mark(): unknown {
    return { changes: this.#changes.length, added: new Map(this.#added), more: this.#more };
  }

  rewind(mark: unknown): void {
    const to = mark as { changes: number; added: Map<string, number>; more: number };
    this.#changes = this.#changes.slice(0, to.changes);
    this.#added = to.added;
    this.#more = to.more;
  }

  wrap(tx: Tx): Tx {
    return {
      add: (table, key, deltas) => tx.add(table, key, deltas),
      addMany: (table, additions) => tx.addMany(table, additions),
      addIf: (table, key, deltas, guard) => tx.addIf(table, key, deltas, guard),
      emit: (event, payload) => tx.emit(event, payload),
      get: async (table, key) => this.#read(table, await tx.get(table, key)),
      getMany: async (table, keys) => this.#readAll(table, await tx.getMany(table, keys)),
      getForUpdate: async (table, keys) => this.#readAll(table, await tx.getForUpdate(table, keys)),
      list: async (table, where) => this.#readAll(table, await tx.list(table, where)),
      listMany: async (table, wheres) => this.#readAll(table, await tx.listMany(table, wheres)),
      insert: async (table, row) => {
        await tx.insert(table, row);
        this.#inserted(table, row);
      },
      insertMany: async (table, rows) => {
        await tx.insertMany(table, rows);
        for (const row of rows) this.#inserted(table, row);
      },
      insertOnce: async (table, row) => {
        const made = await tx.insertOnce(table, row);
        if (made) this.#inserted(table, row);
        return made;
      },
      update: async (table, key, patch) => {
        const before = this.#seen.get(place(table, key)) ?? ((await tx.get(table, key)) as Row | undefined);
        const done = await tx.update(table, key, patch);
        if (done && before) this.#updated(table, key, before, patch);
        return done;
      },
      delete: async (table, key) => {
        const before = this.#seen.get(place(table, key)) ?? ((await tx.get(table, key)) as Row | undefined);
        const gone = await tx.delete(table, key);
        if (gone && before)
          this.#note(table, {
            key,
            label: labelOf(before),
            did: 'removed',
            before: shown(table, before),
            ...aboutOf(before),
            ...currencyOf(table, before, Object.keys(before)),
          });
        return gone;
      },
    };
  }

  #read<R extends object>(table: Table<R>, row: R | undefined): R | undefined {
    if (row) this.#seen.set(place(table, row), row as Row);
    return row;
  }

  #readAll<R extends object>(table: Table<R>, rows: R[]): R[] {
    for (const row of rows) this.#read(table, row);
    return rows;
  }

  #inserted<R extends object>(table: Table<R>, row: R): void {
    this.#read(table, row);
    const count = (this.#added.get(table.name) ?? 0) + 1;
    this.#added.set(table.name, count);
    if (table.appendOnly || count > MOST_ADDED) return;
    this.#note(table, { key: keyOf(table, row), label: labelOf(row as Row), did: 'added', ...aboutOf(row as Row) });
  }

  #updated<R extends object>(table: Table<R>, key: Partial<R>, before: Row, patch: Partial<R>): void {
    const after = { ...before, ...(patch as Row) };
    this.#seen.set(place(table, key), after);
    const names = Object.keys(patch).filter((name) => name !== 'updatedAt' && !same(before[name], after[name]));
    if (names.length === 0) return;
    const of = (row: Row): Row => shown(table, Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
    this.#note(table, {
      key,
      label: labelOf(after),
      did: 'changed',
      before: of(before),
      after: of(after),
      ...aboutOf(after),
      ...currencyOf(table, after, names),
    });
  }

  #note(table: { readonly name: string }, change: Omit<Change, 'table' | 'key'> & { readonly key: object }): void {
    if (this.#changes.length >= MOST_CHANGED) this.#more += 1;
    else this.#changes.push({ table: table.name, ...change, key: change.key as Row });
  }
}

function keyOf<R extends object>(table: Table<R>, row: Partial<R>): Row {
  return Object.fromEntries(table.key.map((name) => [name, row[name]]));
}

const place = <R extends object>(table: Table<R>, row: Partial<R>): string =>
  `${table.name} ${table.key.map((name) => String(row[name])).join(' ')}`;

function labelOf(row: Row): string {
  for (const name of ['title', 'name', 'number', 'code', 'sku', 'permission']) {
    const value = row[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

const aboutOf = ({ customerId }: Row): { about?: string } =>
  typeof customerId === 'string' ? { about: customerId } : {};

/** In which money the amounts among these columns are, where the row says it. */
function currencyOf<R extends object>(table: Table<R>, row: Row, names: readonly string[]): { currency?: string } {
  const columns = table.columns as Record<string, { readonly money?: true } | undefined>;
  const { currency } = row;
  return typeof currency === 'string' && names.some((name) => columns[name]?.money) ? { currency } : {};
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function shown<R extends object>(table: Table<R>, row: Row): Row {
  const entries = Object.entries(row).map(([name, value]) => [name, table.columns[name]?.secret ? '•••' : value]);
  return Object.fromEntries(entries);
}
