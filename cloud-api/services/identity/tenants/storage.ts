import { withTransaction } from '../../../platform/db/transaction.ts';
import type { IdentityContext } from '../context.ts';

/** What a plan limits is measured so often; what nobody limits, when an operator looks. */
const FRESH_MS = 60 * 60_000;

/** Whoever claimed one and says nothing for so long is gone. */
const CLAIM_MS = 10 * 60_000;

export interface Storage {
  /** Bytes of rows, as they are kept, without indexes */
  readonly rows: number;
  /** Bytes of exports that wait to be fetched */
  readonly files: number;
  /** ISO 8601: of the rows; null where they were never measured */
  readonly measuredAt: string | null;
}

export async function storageOf(context: IdentityContext, tenantId: string): Promise<Storage> {
  const [row] = await withTransaction(context.pool, (db) =>
    db.rows<Storage>(
      `SELECT storage_rows AS rows, storage_measured_at AS "measuredAt",
              (SELECT coalesce(sum(bytes), 0)::bigint FROM identity.exports WHERE tenant_id = $1 AND status = 'ready') AS files
         FROM identity.tenants WHERE id = $1`,
      [tenantId],
    ),
  );
  return row ?? { rows: 0, files: 0, measuredAt: null };
}

/** The same, measured anew where that is an hour ago. */
export async function freshStorage(context: IdentityContext, tenantId: string): Promise<Storage> {
  const known = await storageOf(context, tenantId);
  if (known.measuredAt !== null && context.now() - Date.parse(known.measuredAt) <= FRESH_MS) return known;
  await measureStorage(context, tenantId);
  return storageOf(context, tenantId);
}

/** Measures a table at a time: what comes meanwhile counts at the next time. */
export async function measureStorage(context: IdentityContext, tenantId: string): Promise<void> {
  const tables = await withTransaction(context.pool, (db) =>
    db.rows<{ id: number }>('SELECT id FROM identity.tables_of_tenants()'),
  );
  let bytes = 0;
  for (const { id } of tables) {
    const [row] = await withTransaction(context.pool, (db) =>
      db.rows<{ bytes: number }>('SELECT identity.bytes_of($1, $2) AS bytes', [tenantId, id]),
    );
    bytes += row?.bytes ?? 0;
  }
  await withTransaction(context.pool, (db) =>
    db.rows(
      'UPDATE identity.tenants SET storage_rows = $2, storage_measured_at = $3, storage_claimed_at = NULL WHERE id = $1',
      [tenantId, bytes, new Date(context.now()).toISOString()],
    ),
  );
  context.standings.forget();
}

/** Measures one tenant whose plan limits it and whose turn it is. @returns whether there was one */
export async function measureNext(context: IdentityContext): Promise<boolean> {
  const at = context.now();
  const [next] = await withTransaction(context.pool, (db) =>
    db.rows<{ id: string }>(
      `UPDATE identity.tenants SET storage_claimed_at = $1 WHERE id = (
         SELECT t.id FROM identity.tenants t JOIN identity.plans p ON p.id = t.plan_id
          WHERE (p.quotas || t.quotas) ->> 'storageMegabytes' IS NOT NULL
            AND (t.storage_measured_at IS NULL OR t.storage_measured_at < $2)
            AND (t.storage_claimed_at IS NULL OR t.storage_claimed_at < $3)
          ORDER BY t.storage_measured_at NULLS FIRST LIMIT 1 FOR UPDATE OF t SKIP LOCKED)
       RETURNING id`,
      [at, at - FRESH_MS, at - CLAIM_MS].map((moment) => new Date(moment).toISOString()),
    ),
  );
  if (!next) return false;
  await measureStorage(context, next.id);
  return true;
}
