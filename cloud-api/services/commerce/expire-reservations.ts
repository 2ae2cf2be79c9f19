import { holdingStates } from '@tillhouse/shared/domains/checkout/schema.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../platform/access/store-records.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant, withTransaction } from '../../platform/db/transaction.ts';

const BATCH = 200;

/**
 * Lets go of units whose hold has run out: the one sweeper of reservations. The release is a command with an id of its
 * own per order, so two processes that sweep at once end a hold once. What an attempt to pay holds is its saga's to let go of: while
 * somebody may be paying for units they do not expire.
 * @param system sees the reservations of every tenant; `app` writes within each
 * @returns orders whose units are free again
 */
export async function expireReservations(pools: { system: Pool; app: Pool }, now: number): Promise<number> {
  const expired = await withTransaction(pools.system, (db) =>
    db.rows<{ tenant_id: string; order_id: string }>(
      `SELECT DISTINCT r.tenant_id, r.order_id FROM reservations r
        WHERE r.status = 'held' AND r.expires_at <= $1 AND NOT EXISTS (SELECT 1 FROM checkout_attempts a
          WHERE a.tenant_id = r.tenant_id AND a.order_id = r.order_id AND a.state = ANY ($2))
        LIMIT ${BATCH}`,
      [new Date(now).toISOString(), holdingStates],
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
