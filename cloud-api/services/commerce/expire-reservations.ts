import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../platform/access/store-records.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant, withTransaction } from '../../platform/db/transaction.ts';

const BATCH = 200;

/**
 * Lets go of units whose hold has run out: the one sweeper of reservations. The release is a command with an id of its
 * own per order, so two processes that sweep at once end a hold once.
 * @param system sees the reservations of every tenant; `app` writes within each
 * @returns orders whose units are free again
 */
export async function expireReservations(pools: { system: Pool; app: Pool }, now: number): Promise<number> {
  const expired = await withTransaction(pools.system, (db) =>
    db.rows<{ tenant_id: string; order_id: string }>(
      `SELECT DISTINCT tenant_id, order_id FROM reservations WHERE status = 'held' AND expires_at <= $1 LIMIT ${BATCH}`,
      [new Date(now).toISOString()],
    ),
  );
  const name = 'inventory.release';
  for (const { tenant_id: tenantId, order_id: orderId } of expired) {
    const command = {
      id: idFor(orderId, 'expire'),
      name,
      version: newestVersion(name),
      args: { orderId, reason: 'expired', note: 'the time to pay is over' },
      occurredAt: now,
    };
    await withTenant(pools.app, tenantId, (db) => runCommand(db, tenantId, systemActor, command));
  }
  return expired.length;
}
