import { effectiveRights, type Holding } from '@tillhouse/shared/domains/access/effective-rights.ts';
import type { Terms } from '@tillhouse/shared/domains/access/terms.ts';
import type { Actor, StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Connection } from '../db/connection.ts';
import { storeAt } from './stores.ts';

export interface StaffMember extends Actor {
  readonly initials: string;
  readonly status: 'active' | 'away' | 'left';
  /** Their role asks for a second factor. */
  readonly secondFactor: boolean;
}

interface HoldingRow {
  readonly permissions: string[];
  readonly terms: Terms;
  readonly home: string | null;
}

interface LentRow {
  readonly id: string;
  readonly byName: string;
  readonly permissions: string[];
  readonly locationId: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly giver: HoldingRow & { readonly status: string };
}

/** Somebody with all that their rights are worked out from; what is lent begins and ends by the clock. */
export interface KnownStaff {
  readonly at: (moment: number) => StaffMember;
}

/** What is lent, with what each giver holds now: a right that the giver lost is lent no more. */
const lentTo = `(SELECT jsonb_agg(jsonb_build_object('id', d.id, 'byName', g.name, 'permissions', d.permissions,
    'locationId', d.location_id, 'startsAt', floor(extract(epoch FROM d.starts_at) * 1000)::bigint,
    'endsAt', floor(extract(epoch FROM d.ends_at) * 1000)::bigint,
    'giver', jsonb_build_object('permissions', gr.permissions, 'terms', gr.terms, 'home', g.home_location_id,
      'status', g.status)))
  FROM delegations d JOIN staff g ON g.tenant_id = d.tenant_id AND g.id = d.from_id
    JOIN roles gr ON gr.tenant_id = g.tenant_id AND gr.id = g.role_id
  WHERE d.tenant_id = s.tenant_id AND d.to_id = s.id AND d.ends_at > now() - interval '35 days')`;

const holdingOf = ({ permissions, terms, home }: HoldingRow): Holding => ({ permissions, terms, homeLocationId: home });

/** A member of staff with what their role allows and what is lent to them; undefined when unknown or gone. */
export async function knownStaff(
  connection: Connection,
  tenantId: string,
  staffId: string,
): Promise<KnownStaff | undefined> {
  const [row] = await connection.rows<
    HoldingRow & {
      id: string;
      name: string;
      initials: string;
      role_id: string;
      status: StaffMember['status'];
      second_factor: boolean;
      lent: LentRow[] | null;
    }
  >(
    `SELECT s.id, s.name, s.initials, s.role_id, s.status, s.home_location_id AS home, r.permissions, r.terms,
            coalesce(p.second_factor = 'required', false) AS second_factor, ${lentTo} AS lent
       FROM staff s JOIN roles r ON r.tenant_id = s.tenant_id AND r.id = s.role_id
       LEFT JOIN sign_in_policies p ON p.tenant_id = s.tenant_id AND p.role_id = s.role_id
      WHERE s.tenant_id = $1 AND s.id = $2 AND s.status <> 'left'`,
    [tenantId, staffId],
  );
  if (!row) return undefined;
  const { id, name, initials, status, lent } = row;
  const all = (lent ?? []).map((one) => ({ ...one, giver: { ...holdingOf(one.giver), status: one.giver.status } }));
  const who = { id, name, initials, status, roleId: row.role_id, secondFactor: row.second_factor };
  return { at: (moment) => ({ ...who, ...effectiveRights(holdingOf(row), all, moment) }) };
}

/** The same at this moment. */
export async function staffMember(
  connection: Connection,
  tenantId: string,
  staffId: string,
  now: number = Date.now(),
): Promise<StaffMember | undefined> {
  return (await knownStaff(connection, tenantId, staffId))?.at(now);
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
  /** Ed25519, base64url */
  readonly publicKey: string;
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
    public_key: string;
  }>(
    `SELECT id, name, kind, location_ids, register_id, status, months, public_key FROM devices WHERE tenant_id = $1 AND id = $2`,
    [tenantId, deviceId],
  );
  if (!row) return undefined;
  const { id, name, kind, status, months } = row;
  const { location_ids: locationIds, register_id: registerId, public_key: publicKey } = row;
  return { id, name, kind, status, months, locationIds, registerId, publicKey };
}

/** Minor units one return at a location may pay back without asking; 0 for a store that has no settings yet. */
export async function returnLimit(
  connection: Connection,
  tenantId: string,
  locationId: string | null,
): Promise<number> {
  return (await storeAt(connection, tenantId, locationId))?.returnLimit ?? 0;
}

/** What rules need of a store that has no settings yet: only opening commands run before there are some. */
const unopened: StoreContext = { currency: 'EUR', timeZone: 'UTC', pricesIncludeTax: true };

/** Of the main store: in whose time the tenant's months run. What a sale goes by is asked of `storeAt`. */
export async function storeContext(connection: Connection, tenantId: string): Promise<StoreContext> {
  const [row] = await connection.rows<{
    currency: string;
    time_zone: string;
    prices_include_tax: boolean;
    policies: { permission: string; second: boolean; pin: number | null }[] | null;
  }>(
    `SELECT currency, time_zone, prices_include_tax,
       (SELECT jsonb_agg(jsonb_build_object('permission', permission, 'second', second_person, 'pin', pin_up_to))
          FROM approval_policies p WHERE p.tenant_id = $1) AS policies
       FROM store_settings WHERE tenant_id = $1 ORDER BY main DESC, id LIMIT 1`,
    [tenantId],
  );
  if (!row) return unopened;
  const policies = row.policies ?? [];
  return {
    currency: row.currency,
    timeZone: row.time_zone,
    pricesIncludeTax: row.prices_include_tax,
    secondPerson: policies.flatMap(({ permission, second }) => (second ? [permission] : [])),
    pinUpTo: Object.fromEntries(policies.flatMap(({ permission, pin }) => (pin === null ? [] : [[permission, pin]]))),
  };
}
