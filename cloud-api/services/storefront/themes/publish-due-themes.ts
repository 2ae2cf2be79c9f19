import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import type { StorefrontContext } from '../context.ts';

const AT_ONCE = 20;

/**
 * Lets themes go live whose time has come, as `publishDueLooks` does looks: by a command of its own per version and time, so that two
 * processes publish it once and one that was taken back meanwhile stays a draft. @returns whether more may wait
 */
export async function publishDueThemes(
  system: Pool,
  { pool, now, onCommitted }: Pick<StorefrontContext, 'pool' | 'now' | 'onCommitted'>,
): Promise<boolean> {
  const due = await readAtOnce(system, null, (db) =>
    db.rows<{ tenant_id: string; store_id: string; id: string; at: number }>(
      `SELECT tenant_id, store_id, id, (extract(epoch FROM publish_at) * 1000)::bigint AS at FROM theme_versions
        WHERE publish_at <= $1 ORDER BY publish_at LIMIT ${AT_ONCE}`,
      [new Date(now()).toISOString()],
    ),
  );
  const name = 'content.publishTheme';
  for (const { tenant_id: tenantId, store_id: storeId, id: versionId, at } of due) {
    const command = {
      ...{ id: idFor(versionId, `publish-theme:${at}`), name, version: newestVersion(name), occurredAt: now() },
      args: { storeId, versionId, due: Number(at) },
    };
    await withTenant(pool, tenantId, (db) => runCommand(db, tenantId, systemActor, command));
  }
  if (due.length > 0) onCommitted();
  return due.length === AT_ONCE;
}
