import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { quoteTable, type TableName } from '../postgres/identifiers.ts';
import { visibilityOf } from '../postgres/visibility.ts';
import type { SnapshotMark } from '../protocol/control-messages.ts';
import { type Lsn, parseLsn } from '../protocol/lsn.ts';
import type { RecentTransactions } from '../replication/recent-transactions.ts';
import { Unavailable } from './errors.ts';

export interface Snapshot {
  readonly mark: SnapshotMark;
  /** Not before the commit of anything the snapshot sees. */
  readonly lsn: Lsn;
}

const retryMs = 5;
const attempts = 400;

/**
 * Opens a repeatable-read transaction whose snapshot and log position are known, and which sees everything the stream
 * had brought up to `upTo`. The table stays as the snapshot sees it until the transaction ends: TRUNCATE would empty it for
 * older snapshots too.
 * @throws Unavailable when a commit stays invisible for seconds (a synchronous standby that does not answer)
 */
export async function beginSnapshot(
  client: ClientBase,
  table: TableName,
  recent: RecentTransactions,
  upTo: Lsn,
): Promise<Snapshot> {
  for (let attempt = 1; ; attempt++) {
    const snapshot = await openSnapshot(client, table);
    if (!recent.firstUnseen(visibilityOf(snapshot.mark), upTo)) return snapshot;
    await client.query('ROLLBACK');
    if (attempt === attempts) throw new Unavailable('A commit is waiting for its standby. Try again.', 5);
    await sleep(retryMs);
  }
}

/** The first statement after the lock, which takes no snapshot, fixes what is visible and asks where the log stands. */
async function openSnapshot(client: ClientBase, table: TableName): Promise<Snapshot> {
  await client.query(
    `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; LOCK TABLE ${quoteTable(table)} IN ACCESS SHARE MODE`,
  );
  // The insert position, not the flushed one: a commit without waiting for the disk is visible before it is flushed.
  const { rows } = await client.query<{ snapshot: string; lsn: string }>(
    'SELECT pg_current_snapshot()::text AS snapshot, pg_current_wal_insert_lsn()::text AS lsn',
  );
  const { snapshot, lsn } = rows[0]!;
  const [xmin, xmax, running] = snapshot.split(':');
  return { mark: { xmin: xmin!, xmax: xmax!, xipList: running ? running.split(',') : [] }, lsn: parseLsn(lsn) };
}
