import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../platform/access/store-records.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant, withTransaction } from '../../platform/db/transaction.ts';

const BATCH = 200;
/** A twelfth of 365 days, as `overAt` of the domain has it. */
const MONTH_SECONDS = 2_628_000;

/**
 * Takes the points of customers who moved none for as long as their programme says, everywhere. The command has an id of its own per
 * customer and day, so two processes that sweep at once take them once.
 * @param system sees the points of every tenant; `app` writes within each
 * @returns customers whose points are over
 */
export async function expirePoints(pools: { system: Pool; app: Pool }, now: number): Promise<number> {
  const over = await withTransaction(pools.system, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT a.tenant_id, a.id FROM loyalty_programmes p JOIN point_accounts a ON a.tenant_id = p.tenant_id
        WHERE p.months_good > 0 AND a.balance > 0 AND NOT EXISTS (SELECT 1 FROM point_movements m
          WHERE m.tenant_id = a.tenant_id AND m.customer_id = a.id
            AND m.occurred_at > $1::timestamptz - make_interval(secs => p.months_good * ${MONTH_SECONDS}))
        LIMIT ${BATCH}`,
      [new Date(now).toISOString()],
    ),
  );
  const name = 'loyalty.expire';
  const today = new Date(now).toISOString().slice(0, 10);
  for (const { tenant_id: tenantId, id: customerId } of over) {
    const command = {
      id: idFor(customerId, `expire-points:${today}`),
      name,
      version: newestVersion(name),
      args: { customerId },
      occurredAt: now,
    };
    await withTenant(pools.app, tenantId, (db) => runCommand(db, tenantId, systemActor, command));
  }
  return over.length;
}
