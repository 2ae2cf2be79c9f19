import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import type { StorefrontContext } from '../context.ts';

const AT_ONCE = 20;

/**
 * Lets looks go live whose time has come. The command has an id of its own per version and time, so two processes that look at once
 * publish it once; one that was taken back meanwhile stays where it is. @returns whether more may wait
 */
export async function publishDueLooks(
  system: Pool,
  { pool, now, onCommitted }: Pick<StorefrontContext, 'pool' | 'now' | 'onCommitted'>,
): Promise<boolean> {
  const due = await readAtOnce(system, null, (db) =>
    db.rows<{ tenant_id: string; id: string; at: number }>(
      `SELECT tenant_id, id, (extract(epoch FROM publish_at) * 1000)::bigint AS at FROM look_versions
        WHERE publish_at <= $1 ORDER BY publish_at LIMIT ${AT_ONCE}`,
      [new Date(now()).toISOString()],
    ),
  );
  const name = 'content.publishLook';
  for (const { tenant_id: tenantId, id: versionId, at } of due) {
    const command = {
      ...{ id: idFor(versionId, `publish-look:${at}`), name, version: newestVersion(name), occurredAt: now() },
      args: { versionId, due: Number(at) },
    };
    await withTenant(pool, tenantId, (db) => runCommand(db, tenantId, systemActor, command));
  }
  if (due.length > 0) onCommitted();
  return due.length === AT_ONCE;
}
