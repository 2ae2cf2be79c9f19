import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../platform/access/store-records.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant, withTransaction } from '../../platform/db/transaction.ts';

const BATCH = 100;

/**
 * Special orders that wait for goods of which some are to spare where they lie: a delivery was received, a transfer came, or somebody
 * brought some back. The longest waiting first, each by a command of its own, which looks again under its lock.
 * @returns how many were looked at
 */
export async function giveToWaiting(pools: { system: Pool; app: Pool }, now: number): Promise<number> {
  const waiting = await withTransaction(pools.system, (db) =>
    db.rows<{ tenant_id: string; id: string; version: number }>(
      `SELECT a.tenant_id, a.id, a.version FROM layaways a
        WHERE a.status = 'open' AND a.ready_at IS NULL AND EXISTS (
          SELECT 1 FROM jsonb_array_elements(a.content -> 'lines') l JOIN stock_levels s ON s.tenant_id = a.tenant_id
            AND s.location_id = a.location_id AND s.variant_id = (l ->> 'variantId')::uuid
          WHERE (l ->> 'aside')::bigint < (l ->> 'quantity')::bigint
            AND s.on_hand - s.committed - s.reserved - s.damaged - s.safety - s.quality_control > 0)
        ORDER BY a.created_at, a.id LIMIT ${BATCH}`,
      [],
    ),
  );
  const name = 'register.giveToWaiting';
  for (const { tenant_id: tenantId, id: layawayId, version } of waiting) {
    const id = idFor(layawayId, `give:${version}:${Math.floor(now / 10_000)}`);
    const command = { id, name, version: newestVersion(name), args: { layawayId }, occurredAt: now };
    await withTenant(pools.app, tenantId, (db) => runCommand(db, tenantId, systemActor, command));
  }
  return waiting.length;
}
