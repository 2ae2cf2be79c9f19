import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import type { StorefrontContext } from '../context.ts';

/** A version is kept so long in any case … */
export const KEPT_DAYS = 90;
/** … and however old, so many of the newest of a store, and of those that shoppers saw last. */
export const KEPT_VERSIONS = 30;
export const KEPT_SHOWN = 10;
const SHOPS_AT_ONCE = 100;

/**
 * Takes out versions of themes that nothing refers to any more, and the files that no version has then. Only shops that have such versions
 * are asked to; what more there is waits for the next time. @returns whether there was any
 */
export async function clearOldThemes(
  system: Pool,
  { pool, now, onCommitted }: Pick<StorefrontContext, 'pool' | 'now' | 'onCommitted'>,
): Promise<boolean> {
  const before = now() - KEPT_DAYS * 86_400_000;
  const shops = await readAtOnce(system, null, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT tenant_id, min(id::text) AS id FROM (
         SELECT v.*, row_number() OVER (PARTITION BY tenant_id, store_id ORDER BY number DESC) AS newest,
                row_number() OVER (PARTITION BY tenant_id, store_id ORDER BY published_at DESC NULLS LAST, number DESC) AS shown
           FROM theme_versions v) v
        WHERE newest > $2 AND (published_at IS NULL OR shown > $3) AND publish_at IS NULL
          AND greatest(created_at, published_at) < $1
          AND NOT EXISTS (SELECT 1 FROM store_settings s
                           WHERE s.tenant_id = v.tenant_id AND s.id = v.store_id AND s.hosted->>'themeId' = v.id::text)
        GROUP BY tenant_id LIMIT ${SHOPS_AT_ONCE}`,
      [new Date(before).toISOString(), KEPT_VERSIONS, KEPT_SHOWN],
    ),
  );
  const name = 'content.clearThemes';
  for (const { tenant_id: tenantId, id } of shops) {
    const command = {
      // Of the first that goes: two processes do it once.
      ...{ id: idFor(id, 'clear-themes'), name, version: newestVersion(name), occurredAt: now() },
      args: { before, keep: KEPT_VERSIONS, keepShown: KEPT_SHOWN },
    };
    await withTenant(pool, tenantId, async (db) => {
      await runCommand(db, tenantId, systemActor, command);
      // The command holds the stores' rows, at which whoever sends a theme waits.
      await clearFiles(db, tenantId);
    });
  }
  if (shops.length > 0) onCommitted();
  return shops.length > 0;
}

/** Files that no version has. */
async function clearFiles(db: Connection, tenantId: string): Promise<void> {
  await db.rows(
    `DELETE FROM theme_files WHERE tenant_id = $1 AND hash NOT IN (
       SELECT file->>'hash' FROM theme_versions v, jsonb_array_elements(v.files) AS file WHERE v.tenant_id = $1)`,
    [tenantId],
  );
}
