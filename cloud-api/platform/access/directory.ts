import type { Actor, StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Connection } from '../db/connection.ts';

export interface StaffMember extends Actor {
  readonly initials: string;
  readonly status: 'active' | 'away' | 'left';
  /** Their role asks for a second factor. */
  readonly secondFactor: boolean;
}

/** A member of staff with what their role allows now; undefined when unknown or gone. */
export async function staffMember(
  connection: Connection,
  tenantId: string,
  staffId: string,
): Promise<StaffMember | undefined> {
  const [row] = await connection.rows<{
    id: string;
    name: string;
    initials: string;
    role_id: string;
    status: StaffMember['status'];
    permissions: string[];
    second_factor: boolean;
  }>(
    `SELECT s.id, s.name, s.initials, s.role_id, s.status, r.permissions,
            coalesce(p.second_factor = 'required', false) AS second_factor
       FROM staff s JOIN roles r ON r.tenant_id = s.tenant_id AND r.id = s.role_id
       LEFT JOIN sign_in_policies p ON p.tenant_id = s.tenant_id AND p.role_id = s.role_id
      WHERE s.tenant_id = $1 AND s.id = $2 AND s.status <> 'left'`,
    [tenantId, staffId],
  );
  if (!row) return undefined;
  const { id, name, initials, status, permissions } = row;
  return { id, name, initials, status, permissions, roleId: row.role_id, secondFactor: row.second_factor };
}

/** Somebody who left: known by name, allowed nothing. */
export async function formerMember(
  connection: Connection,
  tenantId: string,
  staffId: string,
): Promise<Actor | undefined> {
  const [row] = await connection.rows<{ id: string; name: string; role_id: string }>(
    `SELECT id, name, role_id FROM staff WHERE tenant_id = $1 AND id = $2 AND status = 'left'`,
    [tenantId, staffId],
  );
  return row && { id: row.id, name: row.name, roleId: row.role_id, permissions: [] };
}

export interface DeviceProfile {
  readonly id: string;
  readonly name: string;
  readonly kind: 'desk' | 'till' | 'scanner';
  readonly locationIds: readonly string[];
  readonly registerId: string | null;
  readonly status: 'enrolled' | 'revoked';
  /** How many months of orders it holds; null: as its kind has it */
  readonly months: number | null;
}

export async function deviceProfile(
  connection: Connection,
  tenantId: string,
  deviceId: string,
): Promise<DeviceProfile | undefined> {
  const [row] = await connection.rows<{
    id: string;
    name: string;
    kind: DeviceProfile['kind'];
    location_ids: string[];
    register_id: string | null;
    status: DeviceProfile['status'];
    months: number | null;
  }>(`SELECT id, name, kind, location_ids, register_id, status, months FROM devices WHERE tenant_id = $1 AND id = $2`, [
    tenantId,
    deviceId,
  ]);
  if (!row) return undefined;
  const { id, name, kind, status, months } = row;
  return { id, name, kind, status, months, locationIds: row.location_ids, registerId: row.register_id };
}

/** Minor units one return may pay back without asking; 0 for a store that has no settings yet. */
export async function returnLimit(connection: Connection, tenantId: string): Promise<number> {
  const [row] = await connection.rows<{ return_limit: number }>(
    'SELECT return_limit FROM store_settings WHERE tenant_id = $1 ORDER BY id LIMIT 1',
    [tenantId],
  );
  return row?.return_limit ?? 0;
}

/** What rules need of a store that has no settings yet: only opening commands run before there are some. */
const unopened: StoreContext = { currency: 'EUR', timeZone: 'UTC', pricesIncludeTax: true };

export async function storeContext(connection: Connection, tenantId: string): Promise<StoreContext> {
  const [row] = await connection.rows<{ currency: string; time_zone: string; prices_include_tax: boolean }>(
    'SELECT currency, time_zone, prices_include_tax FROM store_settings WHERE tenant_id = $1 ORDER BY id LIMIT 1',
    [tenantId],
  );
  if (!row) return unopened;
  return { currency: row.currency, timeZone: row.time_zone, pricesIncludeTax: row.prices_include_tax };
}
