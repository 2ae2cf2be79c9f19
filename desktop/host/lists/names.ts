import { normalised } from '@tillhouse/shared/sealing/blind-index.ts';
import type BetterSqlite from 'better-sqlite3';
import { foldName, nameEndings } from './name-words.ts';
import { endOfPrefix } from './search-words.ts';

type NameKind = 'customer' | 'order';

/** Finds people by what is kept sealed: a list of their names in the memory of one reading connection, never on the disk. */
export interface Names {
  /**
   * Ids of those one of whose words begins so, by name; of customers also those whose e-mail address or telephone number
   * it is. At most `limit`.
   */
  find(kind: NameKind, text: string, limit: number): string[];
  /** Ids of all of them by name, a window of the list. */
  byName(kind: NameKind, offset: number, limit: number): string[];
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email?: string | null;
  readonly phone?: string | null;
}

/** From the tables themselves: through the view a name that is also asked about would be opened twice. */
const selects: Record<NameKind, string> = {
  customer: `SELECT id, open_customers_name(name, id) AS name, open_customers_email(email, id) AS email,
    open_customers_phone(phone, id) AS phone FROM main.customers WHERE status = 'active'`,
  order: `SELECT id, open_orders_customer_name(customer_name, id) AS name FROM main.orders WHERE customer_name <> ''`,
};

/** With so many changed at once (a first copy), the list is made anew. */
const MANY = 5_000;

/**
 * The list of one connection. It is made at the first question, and brought up to date before each answer from what the
 * file notes down as changed.
 * @param db with the openers of its sealed columns
 */
export function nameList(db: BetterSqlite.Database): Names {
  const known = new Map<NameKind, number>();
  const newest = () =>
    Number(db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM desk_names_changed').get()?.seq ?? 0);

  const writing = (work: () => void): void => {
    // A reading connection writes nothing but this list, which lies in its memory.
    db.pragma('query_only = OFF');
    try {
      db.transaction(work)();
    } finally {
      db.pragma('query_only = ON');
    }
  };
  const start = () =>
    writing(() =>
      db.exec(`CREATE TEMP TABLE IF NOT EXISTS name_words (
        kind TEXT NOT NULL, word TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (kind, word, id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS temp.name_words_of ON name_words (kind, id);
      CREATE TEMP TABLE IF NOT EXISTS names (
        kind TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, name, id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS temp.names_of ON names (kind, id)`),
    );
  const add = (kind: NameKind, people: Iterable<Person>): void => {
    const insert = db.prepare('INSERT OR IGNORE INTO temp.name_words (kind, word, id, name) VALUES (?, ?, ?, ?)');
    const insertName = db.prepare('INSERT OR IGNORE INTO temp.names (kind, name, id) VALUES (?, ?, ?)');
    for (const { id, name, email, phone } of people) {
      const folded = foldName(name);
      insertName.run(kind, folded, id);
      const words = nameEndings(name);
      if (email) words.push(`@${normalised('email', email)}`);
      if (phone) words.push(`#${normalised('phone', phone)}`);
      for (const word of words) insert.run(kind, word, id, folded);
    }
  };
  const make = (kind: NameKind): void => {
    start();
    writing(() => {
      known.set(kind, newest());
      for (const table of ['name_words', 'names'] as const)
        db.prepare(`DELETE FROM temp.${table} WHERE kind = ?`).run(kind);
      add(kind, db.prepare<[], Person>(selects[kind]).all());
    });
  };
  const renew = (kind: NameKind, since: number): void => {
    const ids = db
      .prepare<[string, number], { id: string; seq: number }>(
        `SELECT id, max(seq) AS seq FROM desk_names_changed WHERE kind = ? AND seq > ? GROUP BY id LIMIT ${MANY}`,
      )
      .all(kind, since);
    if (ids.length === MANY) make(kind);
    if (ids.length === 0 || ids.length === MANY) return;
    const removals = (['name_words', 'names'] as const).map((table) =>
      db.prepare(`DELETE FROM temp.${table} WHERE kind = ? AND id = ?`),
    );
    const read = db.prepare<[string], Person>(`${selects[kind]} AND id = ?`);
    writing(() => {
      for (const { id } of ids) {
        for (const remove of removals) remove.run(kind, id);
        const person = read.get(id);
        if (person) add(kind, [person]);
      }
      known.set(kind, Math.max(...ids.map(({ seq }) => seq)));
    });
  };
  const bringUpToDate = (kind: NameKind): void => {
    const since = known.get(kind);
    if (since === undefined) make(kind);
    else renew(kind, since);
  };
  return {
    byName: (kind, offset, limit) => {
      bringUpToDate(kind);
      return db
        .prepare<unknown[], { id: string }>(
          'SELECT id FROM temp.names WHERE kind = ? ORDER BY name, id LIMIT ? OFFSET ?',
        )
        .all(kind, limit, offset)
        .map(({ id }) => id);
    },
    find: (kind, text, limit) => {
      bringUpToDate(kind);
      const folded = foldName(text);
      if (folded === '') return [];
      const exact = [`@${normalised('email', text)}`, ...(/\d{4}/.test(text) ? [`#${normalised('phone', text)}`] : [])];
      return db
        .prepare<unknown[], { id: string }>(
          `SELECT id FROM (
             SELECT id, name FROM temp.name_words WHERE kind = ? AND word >= ? AND word < ?
             UNION SELECT id, name FROM temp.name_words WHERE kind = ? AND word IN (SELECT value FROM json_each(?)))
           ORDER BY name, id LIMIT ?`,
        )
        .all(kind, folded, endOfPrefix(folded), kind, JSON.stringify(exact), limit)
        .map(({ id }) => id);
    },
  };
}
