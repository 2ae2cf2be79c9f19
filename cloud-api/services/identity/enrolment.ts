import type { Actor } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { overQuota, quotaProblem } from '../../platform/tenancy/quotas.ts';
import type { IdentityContext } from './context.ts';

export interface Profile {
  readonly kind: 'desk' | 'till' | 'scanner';
  readonly locationIds: readonly string[];
  readonly registerId: string | null;
}

export interface Enrolment {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly device: { readonly id: string; readonly name: string; readonly publicKey: string };
  readonly profile: Profile;
}

/**
 * The key that the device signs with, and its row among the store's devices. The store's command runs before the key
 * is committed: where it fails, there is no device that can sign in.
 */
export async function enrolDevice(context: IdentityContext, db: Connection, enrolment: Enrolment): Promise<void> {
  const { tenantId, actor, device, profile } = enrolment;
  const { quotas } = await context.standings.of(tenantId);
  const full = await context.store.read(tenantId, (own) => overQuota(own, tenantId, quotas, 'devices', 1));
  if (full) throw quotaProblem(full);
  await db.rows(
    `INSERT INTO identity.devices (id, tenant_id, name, public_key, status, enrolled_at, enrolled_by)
     VALUES ($1, $2, $3, $4, 'enrolled', $5, $6)`,
    [device.id, tenantId, device.name, device.publicKey, new Date(context.now()).toISOString(), actor.id],
  );
  await context.store.command(tenantId, actor, 'access.registerDevice', {
    device: { ...device, ...profile, locationIds: [...profile.locationIds], status: 'enrolled' },
  });
}

export interface TakenCode {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly profile: Profile;
  readonly createdBy: string;
  readonly createdByName: string;
}

/** Uses a code up, in the transaction of the enrolment. Undefined when it is unknown, used or too old. */
export async function takeCode(db: Connection, codeHash: string, now: number): Promise<TakenCode | undefined> {
  const [row] = await db.rows<{
    tenant_id: string;
    tenant_name: string;
    profile: Profile;
    created_by: string;
    created_by_name: string;
  }>(
    `UPDATE identity.device_codes c SET used_at = $2 FROM identity.tenants t
      WHERE c.code_hash = $1 AND c.used_at IS NULL AND c.expires_at > $2 AND t.id = c.tenant_id AND t.status = 'active'
        AND t.erase_after IS NULL
      RETURNING c.tenant_id, t.name AS tenant_name, c.profile, c.created_by, c.created_by_name`,
    [codeHash, new Date(now).toISOString()],
  );
  if (!row) return undefined;
  return {
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    profile: row.profile,
    createdBy: row.created_by,
    createdByName: row.created_by_name,
  };
}
