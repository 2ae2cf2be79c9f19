import { parseInstant } from '@tillhouse/shared/data/codec.ts';
import type { Bus, BusMessage } from '../bus/bus.ts';
import type { Connection } from '../db/connection.ts';
import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';

const BATCH = 500;
/** Processes of one cloud take turns: the transaction that publishes holds this lock. */
const LOCK = 7_164_551_182;

interface WaitingRow {
  readonly tenant_id: string;
  readonly id: number;
  readonly name: string;
  readonly version: number;
  readonly aggregate: string;
  readonly payload: unknown;
  readonly mutation_id: string;
  readonly occurred_at: string;
  /** No transaction that was open when this was read can bring a row before it. */
  readonly settled: boolean;
}

/**
 * Publishes what waits in the outbox, once through. A row goes out when its transaction is older than every one still
 * open (below the snapshot's xmin); an unsettled row holds back the later rows of its aggregate and nothing else. Order
 * within an aggregate is that of `id`, taken under the aggregate's lock. Marked in the same transaction as read, after
 * the bus has them: a crash in between publishes again.
 * @returns how many went out; BATCH means that more may wait
 */
export function publishWaiting(pool: Pool, bus: Bus): Promise<number> {
  return withTransaction(pool, async (connection) => {
    // In one trip; whoever has to let another process go first has read for nothing, which is seldom.
    const [[lock], found] = await Promise.all([
      connection.rows<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [LOCK]),
      waiting(connection),
    ]);
    const rows = lock?.mine ? sendable(found) : [];
    if (rows.length === 0) return 0;
    await bus.publish(rows.map(messageOf));
    connection.last(
      connection.rows(
        `UPDATE events.outbox o SET published_at = clock_timestamp()
           FROM unnest($1::uuid[], $2::bigint[]) AS done (tenant_id, id)
          WHERE o.tenant_id = done.tenant_id AND o.id = done.id`,
        [rows.map((row) => row.tenant_id), rows.map((row) => row.id)],
      ),
    );
    return rows.length;
  });
}

function waiting(connection: Connection): Promise<WaitingRow[]> {
  return connection.rows<WaitingRow>(
    `SELECT tenant_id, id, name, version, aggregate, payload, mutation_id, occurred_at,
            xid < pg_snapshot_xmin(pg_current_snapshot()) AS settled
       FROM events.outbox WHERE published_at IS NULL ORDER BY id LIMIT $1`,
    [BATCH],
  );
}

function sendable(rows: readonly WaitingRow[]): WaitingRow[] {
  const held = new Set<string>();
  return rows.filter((row) => {
    const aggregate = `${row.tenant_id}/${row.aggregate}`;
    if (!row.settled) held.add(aggregate);
    return !held.has(aggregate);
  });
}

function messageOf(row: WaitingRow): BusMessage {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    name: row.name,
    version: row.version,
    aggregate: row.aggregate,
    payload: row.payload,
    mutationId: row.mutation_id,
    occurredAt: parseInstant(row.occurred_at),
  };
}

export const isFull = (published: number): boolean => published >= BATCH;
