import type { Tx } from '../kernel/tx.ts';
import { keyName, type PlainRow, type PlainTable, type PlainTx, plain, typed, whereName } from './plain-tx.ts';

/**
 * A Tx that asks for a row or a list once: whoever knows what will be read asks for all of it at once (`atOnce`), and code that
 * reads one after the other then finds it here. What it did not foresee costs a trip, no more. For reading under one moment's
 * decision: rows are as they were when first asked for, and a table that is written is forgotten. Locking reads always ask.
 */
export function readAhead(inner: Tx): Tx {
  const from = plain(inner);
  const rows = new Map<PlainTable, Map<string, PlainRow | null>>();
  const lists = new Map<PlainTable, Map<string, Promise<PlainRow[]>>>();
  const of = <V>(kept: Map<PlainTable, Map<string, V>>, table: PlainTable): Map<string, V> => {
    const found = kept.get(table) ?? new Map<string, V>();
    kept.set(table, found);
    return found;
  };
  const forgetting = async <T>(table: PlainTable, write: Promise<T>): Promise<T> => {
    const done = await write;
    rows.delete(table);
    lists.delete(table);
    return done;
  };
  const getMany = async (table: PlainTable, keys: readonly PlainRow[]): Promise<PlainRow[]> => {
    const known = of(rows, table);
    const fresh = keys.filter((key) => !known.has(keyName(table, key)));
    if (fresh.length > 0) {
      const found = await from.getMany(table, fresh);
      for (const key of fresh) known.set(keyName(table, key), null);
      for (const row of found) known.set(keyName(table, row), row);
    }
    return keys.flatMap<PlainRow>((key) => known.get(keyName(table, key)) ?? []);
  };
  const list = async (table: PlainTable, where: PlainRow): Promise<PlainRow[]> => {
    const known = of(lists, table);
    const name = whereName(table, where);
    const asked = known.get(name) ?? from.list(table, where);
    known.set(name, asked);
    const found = await asked;
    for (const row of found) of(rows, table).set(keyName(table, row), row);
    return [...found];
  };
  const ahead: PlainTx = {
    get: async (table, key) => (await getMany(table, [key]))[0],
    getMany,
    list,
    listMany: (table, wheres) => from.listMany(table, wheres),
    getForUpdate: (table, keys) => from.getForUpdate(table, keys),
    insert: (table, row) => forgetting(table, from.insert(table, row)),
    insertMany: (table, many) => forgetting(table, from.insertMany(table, many)),
    insertOnce: (table, row) => forgetting(table, from.insertOnce(table, row)),
    update: (table, key, patch) => forgetting(table, from.update(table, key, patch)),
    delete: (table, key) => forgetting(table, from.delete(table, key)),
    add: (table, key, deltas) => forgetting(table, from.add(table, key, deltas)),
    addMany: (table, additions) => forgetting(table, from.addMany(table, additions)),
    addIf: (table, key, deltas, guard) => forgetting(table, from.addIf(table, key, deltas, guard)),
    emit: (event, payload) => from.emit(event, payload),
  };
  return typed(ahead);
}
