import type { DeskConnection, DeskDatabase } from './desk-database.ts';

/** Single values of the desk's sync: who it is to the cloud, and what it knows of the cloud. */
export type MetaName =
  | 'client_id'
  | 'next_seq'
  | 'system_id'
  | 'timeline'
  | 'last_lsn'
  | 'clock_skew'
  | 'last_synced_at'
  | 'first_copy'
  | 'jump_from'
  | 'jump_to'
  /** Changes with each cloud that this file follows; what was told by an earlier one is not laid down any more */
  | 'followed'
  /** The newest order_no when the cloud was last set back: what is not newer is laid on again after each new generation */
  | 'set_back_at';

export function readMeta(connection: DeskConnection, name: MetaName): string | undefined {
  const [row] = connection.allNow('SELECT value FROM sync_meta WHERE name = ?', [name]);
  return row?.value as string | undefined;
}

export function writeMeta(connection: DeskConnection, name: MetaName, value: string): void {
  connection.runNow('INSERT OR REPLACE INTO sync_meta (name, value) VALUES (?, ?)', [name, value]);
}

/** All values as last committed. */
export function metaOf(database: DeskDatabase): Partial<Record<MetaName, string>> {
  return Object.fromEntries(database.read('SELECT name, value FROM sync_meta').map((row) => [row.name, row.value]));
}

/** The client id is born with the file; `newId` makes a uuid. */
export function ensureClientId(connection: DeskConnection, newId: () => string): string {
  const known = readMeta(connection, 'client_id');
  if (known) return known;
  const made = newId();
  writeMeta(connection, 'client_id', made);
  writeMeta(connection, 'next_seq', '1');
  return made;
}
