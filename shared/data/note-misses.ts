import type { Table } from '../kernel/define-table.ts';
import type { Tx } from '../kernel/tx.ts';

/**
 * Notes the tables of which a desk holds a part (the last months, its locations) and in which a command looked for a
 * row by its key and found none: the row may be outside of that part, so its absence says nothing.
 */
export function noteMisses(tx: Tx, missed: Set<string>): Tx {
  const note = <R extends object>(table: Table<R>, wanted: number, found: number): void => {
    if (found >= wanted) return;
    const { rows } = table.replication;
    // The last look-up that found nothing is the one that the command complains of.
    missed.clear();
    if (rows === 'months' || rows === 'location') missed.add(table.name);
  };
  return {
    get: async (table, key) => {
      const row = await tx.get(table, key);
      note(table, 1, row ? 1 : 0);
      return row;
    },
    getMany: async (table, keys) => {
      const rows = await tx.getMany(table, keys);
      note(table, keys.length, rows.length);
      return rows;
    },
    getForUpdate: async (table, keys) => {
      const rows = await tx.getForUpdate(table, keys);
      note(table, keys.length, rows.length);
      return rows;
    },
    list: (table, where) => tx.list(table, where),
    listMany: (table, wheres) => tx.listMany(table, wheres),
    insert: (table, row) => tx.insert(table, row),
    insertMany: (table, rows) => tx.insertMany(table, rows),
    insertOnce: (table, row) => tx.insertOnce(table, row),
    update: (table, key, patch) => tx.update(table, key, patch),
    delete: (table, key) => tx.delete(table, key),
    add: (table, key, deltas) => tx.add(table, key, deltas),
    addMany: (table, additions) => tx.addMany(table, additions),
    addIf: (table, key, deltas, guard) => tx.addIf(table, key, deltas, guard),
    emit: (event, payload) => tx.emit(event, payload),
  };
}
