import type { Tx } from '../kernel/tx.ts';

/**
 * A Tx for facts: it reads, inserts, inserts once and adds. Anything else is a bug, since a fact is neither undone
 * nor replayed and a server row may arrive under it while it is still on its way.
 */
export function factTx(tx: Tx, name: string): Tx {
  const never = (method: string) => () => {
    throw new Error(`${name} is a fact and must not ${method}: facts insert and add only`);
  };
  return {
    get: (table, key) => tx.get(table, key),
    getMany: (table, keys) => tx.getMany(table, keys),
    getForUpdate: (table, keys) => tx.getForUpdate(table, keys),
    list: (table, where) => tx.list(table, where),
    listMany: (table, wheres) => tx.listMany(table, wheres),
    insert: (table, row) => tx.insert(table, row),
    insertMany: (table, rows) => tx.insertMany(table, rows),
    insertOnce: (table, row) => tx.insertOnce(table, row),
    add: (table, key, deltas) => tx.add(table, key, deltas),
    addMany: (table, additions) => tx.addMany(table, additions),
    emit: (event, payload) => tx.emit(event, payload),
    update: never('update'),
    delete: never('delete'),
    addIf: never('addIf'),
  };
}
