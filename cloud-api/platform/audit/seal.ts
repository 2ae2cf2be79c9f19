import type { Connection } from '../db/connection.ts';
import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import { CHAIN_START, type ChainedEntry, chainedColumns, entryHash } from './chain.ts';

const BATCH = 1_000;
const LOCK = 7_164_551_183;

/**
 * Appends what was committed since to the chain of each tenant: entries whose transaction is older than every one still
 * open, so none can come in between later. One process at a time; the work itself never waits for it.
 * @returns how many were sealed; BATCH means that more may wait
 */
export function sealAudit(pool: Pool): Promise<number> {
  return withTransaction(pool, async (connection) => {
    const [[lock], entries] = await Promise.all([
      connection.rows<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [LOCK]),
      connection.rows<ChainedEntry>(
        `SELECT ${chainedColumns} FROM audit.entries e
          WHERE e.position IS NULL AND e.xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY e.id LIMIT $1`,
        [BATCH],
      ),
    ]);
    if (!lock?.mine) return 0;
    for (const [tenantId, ofTenant] of Map.groupBy(entries, (entry) => entry.tenant_id)) {
      await sealTenant(connection, tenantId, ofTenant);
    }
    return entries.length;
  });
}

async function sealTenant(connection: Connection, tenantId: string, entries: readonly ChainedEntry[]): Promise<void> {
  const [head] = await connection.rows<{ position: number; hash: string }>(
    'SELECT position, hash FROM audit.heads WHERE tenant_id = $1 FOR UPDATE',
    [tenantId],
  );
  let { position, hash } = head ?? { position: 0, hash: CHAIN_START };
  const links = entries.map((entry) => {
    const previous = hash;
    position += 1;
    hash = entryHash(previous, position, entry);
    return { id: entry.id, position, previous, hash };
  });
  const sealed = connection.rows(
    `UPDATE audit.entries e
        SET position = s.position, previous_hash = s.previous, hash = s.hash, sealed_at = clock_timestamp()
       FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) AS s (id, position, previous, hash)
      WHERE e.tenant_id = $1 AND e.id = s.id`,
    [
      tenantId,
      links.map((link) => link.id),
      links.map((link) => link.position),
      links.map((link) => link.previous),
      links.map((link) => link.hash),
    ],
  );
  const headed = connection.rows(
    `INSERT INTO audit.heads AS h (tenant_id, position, hash, sealed_at) VALUES ($1, $2, $3, clock_timestamp())
     ON CONFLICT (tenant_id) DO UPDATE SET position = $2, hash = $3, sealed_at = clock_timestamp()`,
    [tenantId, position, hash],
  );
  await Promise.all([sealed, headed]);
}

export const isFull = (sealed: number): boolean => sealed >= BATCH;
