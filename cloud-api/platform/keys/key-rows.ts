import type { Pool } from '../db/pools.ts';
import { readAtOnce } from '../db/transaction.ts';
import type { KeyContext } from './kms.ts';

export interface TenantKeyRow {
  readonly tenant_id: string;
  readonly version: number;
  readonly kek: string;
  readonly wrapped: string;
  readonly retired_at: number | null;
}

/** What a tenant's key is wrapped with: moved to another tenant or version it does not unwrap. */
export function tenantKeyContext(tenantId: string, version: number): KeyContext {
  return { app: 'tillhouse', tenant: tenantId, version: String(version) };
}

/** Keys of a tenant, the newest first. */
export function readTenantKeys(pool: Pool, tenantId: string): Promise<TenantKeyRow[]> {
  return readAtOnce(pool, null, (db) =>
    db.rows<TenantKeyRow>(
      `SELECT tenant_id, version, kek, wrapped, retired_at FROM keys.tenant_keys WHERE tenant_id = $1 ORDER BY version DESC`,
      [tenantId],
    ),
  );
}
