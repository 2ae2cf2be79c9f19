import pg from 'pg';
import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';

const CHANNEL = 'tillhouse_outbox';
const RECONNECT_MS = 1_000;

/**
 * Hears of commits in other processes. A lost connection is opened again; the relay polls anyway.
 * @returns the end of listening
 */
export function listenForCommits(url: string, onCommit: () => void): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: url, application_name: 'tillhouse-listen', keepAlive: true });
    client = fresh;
    const again = (): void => {
      if (stopped || client !== fresh) return;
      client = undefined;
      timer = setTimeout(() => void connect(), RECONNECT_MS);
    };
    fresh.on('error', again);
    fresh.on('end', again);
    fresh.on('notification', onCommit);
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${CHANNEL}`);
    } catch {
      again();
    }
  };
  void connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => {});
  };
}

/**
 * Tells the other processes, in a transaction of its own: NOTIFY within the work would make its commits wait for each
 * other. Lost when the database is away; then the poll finds the rows.
 */
export async function tellOfCommit(pool: Pool): Promise<void> {
  await withTransaction(pool, (connection) => connection.rows(`SELECT pg_notify('${CHANNEL}', '')`)).catch(() => {});
}
