import type { BusMessage } from '../bus/bus.ts';
import type { Connection } from '../db/connection.ts';
import type { Pool } from '../db/pools.ts';
import { withTenant } from '../db/transaction.ts';

/**
 * Works a message off once, however often it is delivered: the inbox row is in the transaction of the work.
 * @returns false when this consumer had done it before
 */
export function onceOnly(
  pool: Pool,
  consumer: string,
  message: BusMessage,
  work: (connection: Connection) => Promise<void>,
): Promise<boolean> {
  return withTenant(pool, message.tenantId, async (connection) => {
    const fresh = await connection.run(
      `INSERT INTO events.inbox (tenant_id, consumer, event_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [message.tenantId, consumer, message.id],
    );
    if (fresh === 0) return false;
    await work(connection);
    return true;
  });
}
